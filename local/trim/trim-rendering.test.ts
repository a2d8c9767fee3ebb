import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { plainFilters } from "../../model/offer/filters.ts";
import { namesRead } from "../../model/offer/names-read.ts";
import { trimmedLiquid } from "./trim-liquid.ts";
import { withoutRendering } from "./trim-rendering.ts";

type Engine = InstanceType<typeof import("liquidjs/dist/liquid.browser.mjs").Liquid>;
type Make = new (options: { strictFilters: boolean }) => Engine;

const file = fileURLToPath(import.meta.resolve("liquidjs/dist/liquid.browser.mjs"));

async function engineOf(code: string): Promise<Engine> {
  const { Liquid } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { Liquid: Make };
  return new Liquid({ strictFilters: true });
}

/** What is read of a template, or why it cannot be read. */
function readBy(engine: Engine, source: string): unknown {
  try {
    return namesRead(engine.parse(source));
  } catch (error) {
    return (error as Error).message;
  }
}

const filtered = [...plainFilters].map((filter) => `{{ a | ${filter}: b.c }}`);
const operators = ["==", "!=", "<", "<=", ">", ">=", "contains", "and", "or"];

it("an engine that renders nothing reads templates as the other does, and refuses them alike", async () => {
  const whole = trimmedLiquid(await readFile(file, "utf8"));
  const [reader, other] = await Promise.all([engineOf(withoutRendering(whole)), engineOf(whole)]);
  const sources = [
    ...filtered,
    ...operators.map((operator) => `{% if a ${operator} b[c] %}{{ d }}{% elsif not e %}{{ f }}{% endif %}`),
    "{% unless a %}{{ b }}{% else %}{{ c }}{% endunless %}{% comment %}{{ d }}{% endcomment %}",
    "{% case a.b %}{% when c, 1 %}{% assign d = e | plus: f %}{{ d }}{% else %}{{ g }}{% endcase %}",
    "{{ a | shout }}",
    "{% loop %}",
    "{% if a %}",
    "{% endif %}",
    "{{ a",
    "{{ a b }}",
    "{% if a === 1 %}{% endif %}",
  ];
  for (const source of sources) expect(readBy(reader, source), source).toEqual(readBy(other, source));
  expect(readBy(reader, "{% if a contains b[c] %}{{ d | truncate: e }}{% endif %}")).toEqual(
    expect.arrayContaining([["a"], ["b", ["c"]], ["c"], ["d"], ["e"]]),
  );
  const render = (engine: Engine) =>
    engine.renderSync(engine.parse("{{ a | upcase }}"), { a: "a" }, { globals: {} });
  expect(render(other)).toBe("A");
  expect(() => render(reader)).toThrow("renders nothing");
});

it("does not build where the engine is written in another way by now", () => {
  expect(() => withoutRendering("export class Liquid {}")).toThrow("any more");
});
