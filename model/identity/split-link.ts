import type { Link } from "./link.ts";
import { byStrength, isVisitor } from "./node.ts";

/**
 * What somebody said, as two links that can be undone one by one: that strong nodes are one person, and that a visitor is
 * theirs. The same strong nodes are the same link, whoever says it and however often.
 * @param idOf a text's id, the same for the same text.
 */
export async function splitLink(said: Link, idOf: (text: string) => Promise<string>): Promise<Link[]> {
  const nodes = [...new Set(said.nodes)].sort(byStrength);
  const strong = nodes.filter((node) => !isVisitor(node));
  const visitor = nodes.find(isVisitor);
  const links: Link[] = [];
  if (strong.length > 1) links.push({ ...said, id: await idOf(strong.join("\n")), nodes: strong });
  if (visitor !== undefined && strong.length > 0) links.push({ ...said, nodes: [...strong, visitor] });
  return links;
}
