import type { Plugin } from "vite";
import { plainFilters } from "../../model/offer/filters.ts";
import { templateTags } from "../../model/offer/template.ts";
import { reachedFrom, replaced } from "./trim-code.ts";

/**
 * Leaves out of Liquid what no offer can reach: a bundler keeps all methods of a class, and all that stands in a list.
 * The tests in workerd run on the library as it is trimmed here.
 */
export const trimLiquid: Plugin = {
  name: "edgewise:trim-liquid",
  transform(code, id) {
    const isLiquid = id.split("?")[0]?.endsWith("/liquidjs/dist/liquid.browser.mjs") === true;
    return isLiquid ? { code: trimmedLiquid(code.replaceAll("\r\n", "\n")), map: null } : undefined;
  },
};

/** Offers have few tags and filters, no files and no dates, and are rendered at once, without promises. */
export function trimmedLiquid(code: string): string {
  const changes: readonly (readonly [RegExp, string])[] = [
    [/^const tags = \{[^}]*\};$/m, `const tags = ${listed(code, templateTags)};`],
    [/^const filters = Object\.assign\(.*\);$/m, `const filters = ${listed(code, plainFilters)};`],
    [/^ +this\.(parseFile|readFile|loader|cache|fs) = .*\n/gm, ""],
    [/^formatCodes\.h = .*$/m, ""],
  ];
  const changed = changes.reduce((text, [pattern, by]) => replaced(text, pattern, by), code);
  return classes.reduce((text, [name, methods]) => reachedFrom(text, name, methods), changed);
}

const classes: readonly (readonly [className: string, methods: string])[] = [
  ["Liquid", "constructor parse renderSync"],
  ["Parser", "constructor parse parseToken parseStream"],
  ["Render", "renderTemplates"],
  ["Context", "constructor bottom _get"],
  ["Tokenizer", "constructor readTopLevelTokens readTagName readIdentifier readFilteredValue readTo advance"],
];

/** An object with what the library lists under these names. @throws where it lists no such name. */
function listed(code: string, names: Iterable<string>): string {
  const entries = Array.from(names, (name) => {
    const [, value] = new RegExp(`^ +'?${name}'?: ([\\w$]+),?$`, "m").exec(code) ?? [];
    if (value === undefined) throw new Error(`Liquid lists no ${name} any more.`);
    // The dollar signs of names are not those of a replacement.
    return `${name}: ${value.replaceAll("$", "$$$$")}`;
  });
  return `{ ${entries.join(", ")} }`;
}
