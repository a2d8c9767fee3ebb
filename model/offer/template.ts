// An ambient declaration is no module, so that nothing else could bring it in.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./liquidjs.d.ts" />
import { Liquid, type FilterHandler } from "liquidjs/dist/liquid.browser.mjs";
import { once } from "../once.ts";
import { textOf } from "./text-of.ts";
import { boundedReplace, date, money, plainFilters, rendering, type Rendering } from "./filters.ts";
import { namesRead, type Segments } from "./names-read.ts";

/** Where what a template renders goes. In a link, each value is percent-encoded; text is escaped when it is whole. */
export type TemplateUse = "text" | "link";

/** A template that was parsed: rendered as often as needed. */
export interface ParsedTemplate {
  /** The names that it reads, in parts: `traits.firstName` is `["traits", "firstName"]`. */
  names(): readonly Segments[];
  /** The text that stands before the first tag or field. */
  start: string;
  /** Plain text, not escaped for HTML. @throws Error where it asks for more memory than an offer ever needs. */
  render(scope: object, values: Rendering): string;
}

/** No loops: the work of a rendering grows with the length of its template, and with nothing else. */
export const templateTags = ["if", "unless", "case", "assign", "comment"] as const;

/** Characters and list items. An offer's longest text has 1,000 characters. */
const memoryLimit = 100_000;

/** Where a field or a tag begins. */
const marker = /\{[{%]/;

/** True for text that means what it says: nothing is parsed for it. */
export function isPlain(source: string): boolean {
  return !marker.test(source);
}

/**
 * Parses a template, once for whoever asks: it is checked, compiled, and asked for its facts, each for itself.
 * @throws Error, as Liquid words it, for what cannot be read, and for tags and filters that are not there.
 */
export function parseTemplate(source: string, use: TemplateUse): ParsedTemplate {
  const key = `${use} ${source}`;
  let template = parsed.get(key);
  if (template === undefined) {
    if (parsed.size >= mostParsed) parsed.clear();
    template = parse(source, use);
    parsed.set(key, template);
  }
  return template;
}

const parsed = new Map<string, ParsedTemplate>();
const mostParsed = 2000;

function parse(source: string, use: TemplateUse): ParsedTemplate {
  const engine = engines[use]();
  const templates = engine.parse(source);
  return {
    names: once(() => namesRead(templates)),
    start: source.slice(0, source.search(marker)),
    render: (scope, values) => engine.renderSync(templates, scope, { globals: { [rendering]: values } }),
  };
}

/** The names that a template reads; none where it cannot be read. */
export function namesIn(source: string, use: TemplateUse): readonly Segments[] {
  if (isPlain(source)) return [];
  try {
    return parseTemplate(source, use).names();
  } catch {
    return [];
  }
}

/** Made when the first template needs them: most pages have none. */
const engines: Record<TemplateUse, () => Liquid> = {
  text: once(() => createEngine(clean)),
  link: once(() => createEngine((value) => encodeURIComponent(clean(value).toWellFormed()))),
};

function createEngine(outputEscape: (value: unknown) => string): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: 10_000,
    memoryLimit,
    outputEscape,
  });
  keepOnly(engine.tags, new Set(templateTags));
  keepOnly(engine.filters, plainFilters);
  const replace = boundedReplace(engine.filters["replace"] as FilterHandler);
  Object.assign(engine.filters, { replace, money, date });
  return engine;
}

function keepOnly(record: Record<string, unknown>, names: ReadonlySet<string>): void {
  for (const name of Object.keys(record)) if (!names.has(name)) delete record[name];
}

/** Of a longer value, the start is shown: whoever writes an address must not be able to fill the page with it. */
const mostShown = 300;

/**
 * A value as text, without control characters and without those that turn the direction of what stands after it:
 * a value must not be able to rearrange the sentence around it. Source: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 */
function clean(value: unknown): string {
  return textOf(value)
    .slice(0, mostShown)
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "");
}
