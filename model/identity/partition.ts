import { joined, type RefusedLink } from "./joined.ts";
import type { Limits } from "./limits.ts";
import type { Link } from "./link.ts";
import { sharedBy } from "./shared-by.ts";

/** Which strong nodes are one person. */
export interface Partition {
  /** The profile's id, by node. */
  profileOf: Map<string, string>;
  /** Nodes that belong to several persons and so join nobody, and how many share them. */
  shared: Map<string, number>;
  refused: RefusedLink[];
}

/**
 * Which strong nodes are one person: from the set of links alone, whatever the order in which they arrive.
 * @param links between strong nodes, without those that were undone.
 * @param known shared nodes that not all links are here of.
 */
export function partition(
  links: readonly Link[],
  limits: Limits,
  known: ReadonlyMap<string, number> = new Map(),
): Partition {
  const shared = new Map<string, number>();
  for (const [node, neighbours] of neighboursOf(links)) {
    const sharers = known.get(node) ?? sharedBy(node, [...neighbours], limits);
    if (sharers !== undefined) shared.set(node, sharers);
  }
  return { ...joined(links, (node) => shared.has(node), limits), shared };
}

function neighboursOf(links: readonly Link[]): Map<string, Set<string>> {
  const neighbours = new Map<string, Set<string>>();
  for (const { nodes } of links) {
    for (const node of nodes) {
      const others = neighbours.get(node) ?? new Set();
      neighbours.set(node, others);
      for (const other of nodes) if (other !== node) others.add(other);
    }
  }
  return neighbours;
}
