import { knownTypes } from "./identity.ts";

/**
 * How an identity is known inside: `visitor:` and the visitor's id; for all others the type, a colon, and a hash.
 * All but visitors are strong: they name a person, not a browser.
 */
const visitorPrefix = "visitor:";

export function visitorNode(visitor: string): string {
  return `${visitorPrefix}${visitor}`;
}

export function isVisitor(node: string): boolean {
  return node.startsWith(visitorPrefix);
}

export function typeOf(node: string): string {
  return node.slice(0, node.indexOf(":"));
}

/** The profile of whoever is linked to nobody: for a visitor the visitor's id, for all others the hash. */
export function ownProfile(node: string): string {
  return node.slice(node.indexOf(":") + 1);
}

/** The strongest first, which gives the person's profile its id; the same order everywhere. */
export function byStrength(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function rank(node: string): number {
  const index = (knownTypes as readonly string[]).indexOf(typeOf(node));
  return index === -1 ? knownTypes.length : index;
}
