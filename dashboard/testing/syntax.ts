import { parseSync } from "vite";

/** A node of the syntax tree, as ESTree has it. */
export interface SyntaxNode {
  type: string;
  [part: string]: unknown;
}

/** Calls for each node of a file, with those around it, the innermost first. @param file its name says which language it is in */
export function walkSyntax(
  file: string,
  source: string,
  visit: (node: SyntaxNode, around: readonly SyntaxNode[]) => void,
): void {
  const walk = (value: unknown, around: readonly SyntaxNode[]): void => {
    if (Array.isArray(value)) return value.forEach((each) => walk(each, around));
    if (typeof value !== "object" || value === null) return;
    const node = value as SyntaxNode;
    const isNode = typeof node.type === "string";
    if (isNode) visit(node, around);
    const within = isNode ? [node, ...around] : around;
    for (const part of Object.values(node)) walk(part, within);
  };
  walk(parseSync(file, source).program, []);
}

/** What a text in the source says, with `{0}`, `{1}` … where values go; `undefined` for what is no text. */
export function textOf(node: SyntaxNode): string | undefined {
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node.type !== "TemplateLiteral") return undefined;
  const texts = (node["quasis"] as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
  return texts.map((text, index) => (index === 0 ? text : `{${index - 1}}${text}`)).join("");
}

/** What a name, or the last part of one, is called; empty for anything else. */
export function nameOf(node: unknown): string {
  const { name, property } = (node ?? {}) as { name?: unknown; property?: { name?: string } };
  return typeof name === "string" ? name : (property?.name ?? "");
}
