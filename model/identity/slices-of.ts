import type { Limits } from "./limits.ts";
import { inOrder, type Link, type Slice } from "./link.ts";
import { byStrength, isVisitor, ownProfile } from "./node.ts";

export interface VisitorSlices {
  /** By time; none for a visitor who was never linked to anybody, who is their own. */
  slices: Slice[];
  /** Different persons among them. */
  persons: number;
}

/**
 * Whose a visitor was when: from each link on the person's whom it names. What was done before the first link is that
 * person's too, unless so many use the browser that it says nothing of anybody.
 * @param links of this visitor.
 * @param profileOf `undefined` for shared nodes.
 */
export function slicesOf(
  visitor: string,
  links: readonly Link[],
  profileOf: (node: string) => string | undefined,
  limits: Limits,
): VisitorSlices {
  const slices: Slice[] = [];
  for (const { timeMs, nodes } of inOrder(links)) {
    const [profile] = [...nodes]
      .filter((node) => !isVisitor(node))
      .sort(byStrength)
      .map(profileOf)
      .filter((known) => known !== undefined);
    if (profile === undefined) continue;
    if (slices.at(-1)?.sinceMs === timeMs) slices.pop();
    if (slices.at(-1)?.profile !== profile) slices.push({ sinceMs: timeMs, profile });
  }
  const [first, ...later] = slices;
  const persons = new Set(slices.map(({ profile }) => profile)).size;
  if (first === undefined) return { slices, persons };
  const before = persons > limits.personsOfVisitor ? ownProfile(visitor) : first.profile;
  const beginning = { sinceMs: 0, profile: before };
  const isOneWithFirst = before === first.profile || first.sinceMs === 0;
  return {
    slices: isOneWithFirst ? [{ ...first, sinceMs: 0 }, ...later] : [beginning, first, ...later],
    persons,
  };
}

/** @returns whose a node is at a moment; its own profile's where there are no slices. */
export function profileAt(node: string, slices: readonly Slice[], timeMs: number): string {
  return slices.findLast(({ sinceMs }) => sinceMs <= timeMs)?.profile ?? ownProfile(node);
}
