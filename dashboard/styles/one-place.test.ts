import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const dashboard = new URL("../", import.meta.url);

// Styles of screens come with them and stay: what two rooms call the same is mixed once somebody was in both.
it("styles each class in one file", () => {
  const files = new Map<string, Set<string>>();
  for (const file of globSync("**/*.css", { cwd: dashboard }))
    for (const [, name = ""] of readFileSync(new URL(file, dashboard), "utf8").matchAll(/^ {2}\.([\w-]+)/gm))
      files.set(name, (files.get(name) ?? new Set()).add(file));
  const mixed = [...files].filter(([, { size }]) => size > 1).map(([name, where]) => [name, ...where]);
  expect(mixed).toEqual([]);
});
