import type { Plugin } from "vite";
import { plainFilters } from "../../model/offer/filters.ts";
import { templateTags } from "../../model/offer/template.ts";

export const engine = /\/liquidjs\/dist\/liquid\.browser\.mjs$/;
const kept: ReadonlySet<string> = new Set([...templateTags, ...plainFilters]);
/** What is called of an engine, by us and by itself. */
const keptMethods: ReadonlySet<string> = new Set([
  "constructor",
  "parse",
  "_render",
  "renderSync",
  "registerFilter",
  "registerTag",
]);

/**
 * Leaves out of the engine of templates what no template of an offer may use: tags and filters that are taken away from it
 * before it parses anything, files, and the analysis of templates. The tests in workerd run on it as it is trimmed here.
 */
export const trimLiquid: Plugin = {
  name: "edgewise:trim-liquid",
  transform: (code, id) =>
    engine.test(id.split("?")[0] ?? "") ? { code: trimmedLiquid(code), map: null } : undefined,
};

/** @throws where the engine is written in another way. */
export function trimmedLiquid(code: string): string {
  const withTables = replaced(code, tables, (table) => replaced(table, tableEntry, orNothing(kept)));
  return replaced(withTables, engineClass, (text) => replaced(text, method, orNothing(keptMethods)));
}

/** The tables that name tags and filters. */
const tables = /^(?:const tags|var misc|var \w+Filters) = .*?^\}/gms;
const tableEntry = /^ +'?(?!__proto__)([\w#]+)'?(?::.*|,?)$/gm;
const engineClass = /^class Liquid \{.*?^\}/gms;
const method = /^ {4}\*?(\w+)\(.*?^ {4}\}$/gms;

function orNothing(names: ReadonlySet<string>) {
  return (part: string, name: string) => (names.has(name) ? part : "");
}

export function replaced(text: string, pattern: RegExp, by: (part: string, name: string) => string): string {
  if (text.search(pattern) === -1)
    throw new Error(`The engine of templates has no ${pattern.source} any more.`);
  return text.replace(pattern, by);
}
