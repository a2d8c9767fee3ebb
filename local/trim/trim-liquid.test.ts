import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { plainFilters } from "../../model/offer/filters.ts";
import { templateTags } from "../../model/offer/template.ts";
import { trimmedLiquid } from "./trim-liquid.ts";

interface Engine {
  tags: object;
  filters: object;
  parse(source: string): object[];
  renderSync(templates: object[], scope: object): string;
}

const file = fileURLToPath(import.meta.resolve("liquidjs/dist/liquid.browser.mjs"));

it("the engine of templates keeps the tags and filters of offers, and no others", async () => {
  const code = trimmedLiquid(await readFile(file, "utf8"));
  const { Liquid } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    Liquid: new () => Engine;
  };
  const engine = new Liquid();
  expect(Object.keys(engine.tags).sort()).toEqual([...templateTags].sort());
  expect(Object.keys(engine.filters).sort()).toEqual([...plainFilters].sort());
  const templates = engine.parse(
    "{% case a %}{% when 1 %}{% assign b = a | plus: 2 %}{{ b }}{% else %}-{% endcase %}",
  );
  expect(engine.renderSync(templates, { a: 1 })).toBe("3");
});

it("does not build where the engine is written in another way by now", () => {
  expect(() => trimmedLiquid("export class Liquid {}")).toThrow("any more");
});
