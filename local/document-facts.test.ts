import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { factsDocument, factsPage } from "./document-facts.ts";

it("docs/facts.md says what the catalogue says; if not, `npm run docs:facts` writes it anew", async () => {
  expect(await readFile(factsPage, "utf8")).toBe(factsDocument());
});
