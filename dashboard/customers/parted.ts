import type { Api } from "../../worker/api/contract.ts";

export type Identities = Api["GET /profiles/:id/identities?site=:site"]["answer"];
export type SeenLink = Identities["links"][number];

/**
 * The nodes that would not be this person's any more if a link were undone: those that nothing else leads to. What several
 * persons share is left to the server, which counts all links of a site.
 */
export function partedBy({ nodes, links }: Identities, undone: string): string[] {
  const [first] = nodes;
  if (first === undefined) return [];
  const counted = links.filter(
    ({ id, undone: gone, refused }) => id !== undone && gone === null && refused.length === 0,
  );
  const reached = new Set([first.node]);
  for (let size = 0; size < reached.size;) {
    size = reached.size;
    for (const link of counted)
      if (link.nodes.some(({ node }) => reached.has(node)))
        for (const { node } of link.nodes) reached.add(node);
  }
  return nodes.map(({ node }) => node).filter((node) => !reached.has(node));
}
