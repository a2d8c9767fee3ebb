import { canonicalJson } from "../../model/canonical-json.ts";
import { usualLimits } from "../../model/identity/limits.ts";
import type { Change } from "../../model/identity/move.ts";
import { isVisitor, ownProfile } from "../../model/identity/node.ts";
import { partition } from "../../model/identity/partition.ts";
import { sharedBy } from "../../model/identity/shared-by.ts";
import { slicesOf } from "../../model/identity/slices-of.ts";
import type { KeptLink, KeptLinks } from "./kept-links.ts";
import { type KnownNode, type KnownNodes, slicesOfStrong } from "./known-nodes.ts";

/** So many links one person's identities may hang together by; no person has nearly as many. */
export const mostLinksAround = 2000;
/** Enough of a shared node's links to know that it still is one. */
const enoughLinks = 500;
/** Enough log-ins to know whether they are too many people's. */
const enoughLogIns = 1000;
/** So many log-ins of one person lead to browsers that are told anew whose they are. */
const mostLogIns = 20_000;

/** There is no end to whom this hangs together with. */
export class Entangled extends Error {}

/**
 * Works out anew who is who, as far as links of these nodes have to do with it, and keeps it. The result is that of all
 * links together; but whoever is shared leads no further.
 * @param touched nodes of links that came, or went.
 * @param most links that may hang together, or be of one visitor.
 * @returns whose nodes were, and are now.
 * @throws Entangled
 */
export function tellAnew(
  touched: readonly string[],
  links: KeptLinks,
  nodes: KnownNodes,
  most: number = mostLinksAround,
): Change[] {
  const { lookedAt, known } = linksAround(
    touched.filter((node) => !isVisitor(node)),
    links,
    nodes,
    most,
  );
  const strong = partition(lookedAt, usualLimits, known);
  const changes: Change[] = [];
  const visitors = new Set(touched.filter(isVisitor));
  // A node whose links are all undone is nobody's but its own.
  for (const node of new Set([...touched.filter((each) => !isVisitor(each)), ...strong.profileOf.keys()])) {
    const before = nodes.get(node);
    const after = {
      ...before,
      slices: slicesOfStrong(node, strong.profileOf.get(node) ?? ownProfile(node)),
      sharedBy: strong.shared.get(node) ?? known.get(node) ?? null,
    };
    if (isSame(before, after)) continue;
    nodes.set(after);
    changes.push({ node, before: before.slices, after: after.slices });
    for (const visitor of visitorsOf(node, links)) visitors.add(visitor);
  }
  for (const visitor of visitors) changes.push(tellVisitorAnew(visitor, links, nodes, most));
  for (const { id } of lookedAt)
    links.refuse(
      id,
      strong.refused.filter(({ link }) => link === id),
    );
  return changes;
}

/**
 * All joining links that hang together with these nodes. Shared nodes among theirs lead no further, so that not all of
 * their own links are there.
 */
function linksAround(
  touched: readonly string[],
  links: KeptLinks,
  nodes: KnownNodes,
  most: number,
): { lookedAt: KeptLink[]; known: Map<string, number> } {
  const around = new Map<string, KeptLink>();
  const known = new Map<string, number>();
  const seen = new Set(touched);
  // A set that grows is walked to its end.
  for (const node of seen) {
    const before = nodes.get(node);
    const sharers = sharersOf(before, touched, links);
    if (sharers !== undefined) known.set(node, sharers);
    if (sharers !== undefined && before.sharedBy !== null) continue;
    for (const link of links.of(node, "joining", most + 1)) {
      around.set(link.id, link);
      for (const other of link.nodes) seen.add(other);
    }
    if (around.size > most) throw new Entangled();
  }
  return { lookedAt: [...around.values()], known };
}

/** What a node is shared by that is known to be shared, or is on too many browsers now: only links of its own can change that. */
function sharersOf(
  { node, sharedBy: before }: KnownNode,
  touched: readonly string[],
  links: KeptLinks,
): number | undefined {
  if (!touched.includes(node)) return before ?? undefined;
  const { size } = visitorsOf(node, links, enoughLogIns);
  if (size > usualLimits.visitorsOfNode) return size;
  if (before === null) return undefined;
  const neighbours = new Set(links.of(node, "joining", enoughLinks).flatMap((link) => link.nodes));
  neighbours.delete(node);
  return sharedBy(node, [...neighbours], usualLimits);
}

/** Whom links of this node say to be its person's. */
function visitorsOf(node: string, links: KeptLinks, most = mostLogIns): Set<string> {
  const visitors = links.of(node, "visitors", most).flatMap((link) => link.nodes.filter(isVisitor));
  return new Set(visitors);
}

function tellVisitorAnew(visitor: string, links: KeptLinks, nodes: KnownNodes, most: number): Change {
  const before = nodes.get(visitor);
  const profileOf = (node: string): string | undefined =>
    nodes.get(node).sharedBy === null ? nodes.profileOf(node) : undefined;
  const own = links.of(visitor, "visitors", most + 1);
  if (own.length > most) throw new Entangled();
  const { slices, persons } = slicesOf(visitor, own, profileOf, usualLimits);
  const after = { ...before, slices, sharedBy: persons > usualLimits.personsOfVisitor ? persons : null };
  if (!isSame(before, after)) nodes.set(after);
  return { node: visitor, before: before.slices, after: slices };
}

function isSame(one: KnownNode, other: KnownNode): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
