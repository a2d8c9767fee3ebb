import type { Limits } from "../identity/limits.ts";
import type { Link, Slice } from "../identity/link.ts";
import { isVisitor } from "../identity/node.ts";
import { partition } from "../identity/partition.ts";
import { slicesOf } from "../identity/slices-of.ts";
import { splitLink } from "../identity/split-link.ts";

/**
 * Who is who by all links together, worked out in one go.
 * @param isUndone by link, as {@link splitLink} gives them.
 * @param idOf as there: of two links at the same time, the id says which comes first.
 */
export async function whoIsWho(
  said: readonly Link[],
  limits: Limits,
  isUndone: (link: Link) => boolean = () => false,
  idOf: (text: string) => Promise<string> = async (text) => text,
) {
  const links = new Map<string, Link>();
  for (const link of (await Promise.all(said.map((each) => splitLink(each, idOf)))).flat()) {
    const known = links.get(link.id);
    if (isUndone(link)) continue;
    if (known === undefined || known.timeMs > link.timeMs) links.set(link.id, link);
  }
  const all = [...links.values()];
  const strong = partition(
    all.filter(({ nodes }) => !nodes.some(isVisitor)),
    limits,
  );
  const slices = new Map<string, Slice[]>();
  for (const visitor of new Set(all.flatMap(({ nodes }) => nodes.filter(isVisitor)))) {
    const own = all.filter(({ nodes }) => nodes.includes(visitor));
    const profileOf = (node: string) =>
      strong.shared.has(node) ? undefined : (strong.profileOf.get(node) ?? node.slice(node.indexOf(":") + 1));
    const known = slicesOf(visitor, own, profileOf, limits);
    slices.set(visitor, known.slices);
    if (known.persons > limits.personsOfVisitor) strong.shared.set(visitor, known.persons);
  }
  return { ...strong, slices };
}
