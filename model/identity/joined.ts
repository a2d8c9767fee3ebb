import type { Limits } from "./limits.ts";
import { inOrder, type Link } from "./link.ts";
import { byStrength, ownProfile, typeOf } from "./node.ts";

/** A link that would have made one person of two, or more of somebody than a person is. */
export interface RefusedLink {
  link: string;
  /** The node that stays apart. */
  node: string;
  reason: "two_customers" | "too_many";
}

export interface Joined {
  /** By strong node. */
  profileOf: Map<string, string>;
  refused: RefusedLink[];
}

/**
 * Makes persons of strong nodes, as Kruskal makes trees: link by link in the order of time, each one unless it breaks a
 * limit.
 * @param links between strong nodes alone.
 * @param isShared nodes that belong to several persons: they join nobody.
 */
export function joined(links: readonly Link[], isShared: (node: string) => boolean, limits: Limits): Joined {
  const groups = new Map<string, string[]>();
  const groupOf = (node: string): string[] => {
    const group = groups.get(node) ?? [node];
    groups.set(node, group);
    return group;
  };
  const refused: RefusedLink[] = [];
  for (const link of inOrder(links)) {
    for (const node of link.nodes) groupOf(node);
    const [first, ...others] = link.nodes.filter((node) => !isShared(node)).sort(byStrength);
    if (first === undefined) continue;
    for (const node of others) {
      const one = groupOf(first);
      const other = groupOf(node);
      if (one === other) continue;
      const together = [...one, ...other].sort(byStrength);
      const reason = brokenLimit(together, limits);
      if (reason !== undefined) refused.push({ link: link.id, node, reason });
      else for (const member of together) groups.set(member, together);
    }
  }
  const profileOf = new Map([...groups].map(([node, [strongest = node]]) => [node, ownProfile(strongest)]));
  return { profileOf, refused };
}

function brokenLimit(nodes: readonly string[], limits: Limits): RefusedLink["reason"] | undefined {
  const counts = new Map<string, number>();
  for (const node of nodes) counts.set(typeOf(node), (counts.get(typeOf(node)) ?? 0) + 1);
  const broken = [...counts].find(([type, count]) => count > (limits.ofType[type] ?? limits.ofOtherTypes));
  if (broken === undefined) return undefined;
  return broken[0] === "customer" ? "two_customers" : "too_many";
}
