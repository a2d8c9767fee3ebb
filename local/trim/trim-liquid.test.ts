import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Liquid } from "liquidjs/dist/liquid.browser.mjs";
import { describe, expect, it } from "vitest";
import { trimmedLiquid } from "./trim-liquid.ts";

const source = readFileSync(fileURLToPath(import.meta.resolve("liquidjs/dist/liquid.browser.mjs")), "utf8");
const trimmedModule = `data:text/javascript,${encodeURIComponent(trimmedLiquid(source.replaceAll("\r\n", "\n")))}`;
const trimmed = (await import(trimmedModule)) as { Liquid: typeof Liquid };

const settings = {
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: 10_000,
  memoryLimit: 1000,
  outputEscape: (value: unknown) => `[${String(value)}]`,
};
const scope = {
  name: "Ada  Lovelace",
  amount: -12.345,
  tags: ["vip", "early", "vip"],
  nested: { list: [{ id: 1 }], size: 7 },
  nothing: null,
  no: false,
};

function rendered(Engine: typeof Liquid, template: string): string {
  const engine = new Engine(settings);
  try {
    return engine.renderSync(engine.parse(template), scope, { globals: {} });
  } catch (error) {
    return `Error: ${(error as Error).message}`;
  }
}

describe("a template", () => {
  it.each([
    "{{ name }} {{ nested.list[0].id }} {{ nested.size }} {{ tags.first }} {{ tags['last'] }} {{ nothing }} {{ none.at.all }}",
    "{{ name | upcase | split: ' ' | first }} {{ name | truncate: 8, '…' }} {{ name | truncatewords: 1 }} {{ name | slice: -3, 2 }}",
    "{{ tags | uniq | sort | reverse | join: ' and ' }} {{ tags | size }} {{ none | default: 'x' }} {{ no | default: 'x', allow_false: true }}",
    "{{ amount | abs | round: 1 | plus: 1 | times: 2 | minus: 3 | divided_by: 4 | modulo: 5 | ceil | at_most: 1 | at_least: 0 }}",
    "{{ 'it\\'s \\u00e9' | append: '!' | prepend: '¡' | replace_first: 's', 'z' | remove: 'i' | capitalize | strip | lstrip | rstrip: '!' }}",
    "{{ (1..3) | join: '-' }} {{ true }} {{ nil }} {{ -1.5 }}",
    "{% if amount < 0 and tags contains 'vip' or no %}yes{% elsif name == blank %}blank{% else %}no{% endif %}",
    "{% if nothing == empty %}a{% endif %}{% if not no %}b{% endif %}{% if '' == blank %}c{% endif %}{% if tags != empty %}d{% endif %}",
    "{% unless no %}a{% else %}b{% endunless %}{%- case amount -%} {%- when 1, -12.345 -%} c {%- else -%} d {%- endcase -%}",
    "{% assign city = name | downcase %}{{ city }} {% comment %}{{ name }}{% endcomment %}",
    "{{ name | append: name | append: name | append: name | split: '' | join: '------------------------------------------' }}",
    "{{ name",
    "{{ }}",
    "{{ name | nothing_such }}",
    "{{ name upcase }}",
    "{{ name | append }}",
    "{% if name %}",
    "{% nothing_such %}",
    "{% endif %}",
    "{% assign %}",
    "{% if name %}{% else x %}{% endif %}",
    "x".repeat(10_001),
  ])("comes out of the trimmed library as out of the whole one: %s", (template) => {
    const whole = rendered(Liquid, template);
    expect(rendered(trimmed.Liquid, template)).toBe(whole);
  });
});
