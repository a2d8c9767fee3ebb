import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nameOf, type SyntaxNode, textOf, walkSyntax } from "../testing/syntax.ts";

/** A name, commands and keys, which are the same in every language. */
const sameForAll = /^(Edgewise|npm start|npm run sign-in-link|Ctrl (⇧ )?[A-Z])$/;

/** Of HTML, and of our own elements: what people read or hear. */
const read =
  /^(aria-(label|description|placeholder|roledescription|valuetext)|title|placeholder|alt|label|hint|intro|body|keep|go|problem)$/;

/** Two letters with a blank or a capital: `"modal"` is a value, `"Save it"` and `"Save"` are words. */
const isWords = (text: string) => /^\s*[A-Z][a-z]|[a-z]\s+[a-z]/.test(text) && !sameForAll.test(text.trim());

const dashboard = new URL("../", import.meta.url);

/** The texts in a file that a screen would show without asking for them in the reader's language. */
function untranslated(file: string, source: string): string[] {
  const found: string[] = [];
  walkSyntax(file, source, (node, around) => {
    const text = node.type === "JSXText" ? String(node["value"]) : textOf(node);
    if (text !== undefined && isWords(text) && isShown(node, around)) found.push(text.trim());
  });
  return found;
}

function isShown(node: SyntaxNode, around: readonly SyntaxNode[]): boolean {
  if (node.type === "JSXText") return true;
  // What a function is given is its own affair, but for what says it aloud.
  const at = around.findIndex(
    ({ type, operator }) =>
      /^(JSX|CallExpression|.*Function)/.test(type) || (type === "BinaryExpression" && operator !== "+"),
  );
  const holder = around[at];
  if (holder?.type === "CallExpression") return nameOf(holder["callee"]) === "announce";
  const attribute = [holder, around[at + 1]].find((each) => each?.type === "JSXAttribute");
  if (attribute !== undefined) return read.test(String((attribute["name"] as SyntaxNode)["name"]));
  return holder?.type === "JSXExpressionContainer";
}

it("is the reader's language on every screen: no text stands in the source but as a message", () => {
  const files = globSync("**/*.tsx", { cwd: dashboard.pathname });
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) =>
    untranslated(file, readFileSync(new URL(file, dashboard), "utf8")).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});

describe("a text", () => {
  it.each([
    "<p>Save it</p>",
    '<p title="Save it" />',
    '<Button aria-label={"Save " + name} />',
    "<Field hint={isNew ? `Your ${name} is new` : undefined} />",
    '<p>{isNew ? "Save it" : t("saved")}</p>',
    '<p onClick={() => announce("done", "It is saved")} />',
  ])("in %s is seen", (source) => expect(untranslated("a.tsx", source)).toHaveLength(1));

  it.each([
    '<p class="settings rows">{t("save")}</p>',
    '<p>{look === "Save it" && t("save")}</p>',
    '<Dialog look="modal" title={t("title")} />',
    "<h1>Edgewise</h1>",
  ])("in %s is not", (source) => expect(untranslated("a.tsx", source)).toEqual([]));
});
