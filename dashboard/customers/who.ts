import { t } from "./messages.ts";

/** What an identity is called, by its type. A type of the site's own is called as it is. */
export function typeName(node: string): string {
  const type = node.slice(0, node.indexOf(":"));
  switch (type) {
    case "visitor":
    case "customer":
    case "email":
    case "phone":
    case "card":
    case "handle":
      return t(`type_${type}`);
    default:
      return type;
  }
}

/** An identity as people may see it: its type, and what of its value is not secret. */
export function identityText({ node, hint }: { node: string; hint: string }): string {
  const value = node.startsWith("visitor:")
    ? `${node.slice("visitor:".length, "visitor:".length + 6)}…`
    : hint;
  return value === "" ? typeName(node) : t("identity", { type: typeName(node), value });
}

/** What to call somebody whose name nobody said. */
export function nameOf({ name, known, id }: { name: string | null; known: boolean; id: string }): string {
  return name ?? t(known ? "nameless" : "visitorNamed", { id: id.slice(0, 6) });
}
