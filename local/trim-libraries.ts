import type { Plugin } from "vite";
import { plainFilters } from "../model/offer/filters.ts";
import { templateTags } from "../model/offer/template.ts";

/**
 * Leaves out of two libraries what no offer and no visit can reach. A bundler keeps all methods of a class, and all
 * that stands in a list. The tests in workerd run on the libraries as they are trimmed here.
 */
export const trimLibraries: Plugin = {
  name: "edgewise:trim-libraries",
  transform(code, id) {
    const [, trim] = trims.find(([end]) => id.split("?")[0]?.endsWith(end) === true) ?? [];
    return trim && { code: trim(code.replaceAll("\r\n", "\n")), map: null };
  },
};

const trims: readonly (readonly [end: string, trim: (code: string) => string])[] = [
  ["/liquidjs/dist/liquid.browser.mjs", trimLiquid],
  ["/bowser/src/utils.js", trimBowser],
];

/** Offers have few tags and filters and no files, and are rendered at once: neither a file system nor promises. */
function trimLiquid(code: string): string {
  const changes: readonly [RegExp, string][] = [
    [/^const tags = \{[^}]*\};$/m, `const tags = ${listed(code, templateTags)};`],
    [/^const filters = Object\.assign\(.*\);$/m, `const filters = ${listed(code, plainFilters)};`],
    [/isFunction\(tag\) \? tag : createTagClass\(tag\)/, "tag"],
    [/getOutputEscapeFunction\(options\.outputEscape\)/, "options.outputEscape"],
    [/^var fs = [^]*?^\}\);$/m, `var fs = { dirname: String, sep: "/" };`],
    [/^ +this\.(parseFile|readFile|loader) = .*\n/gm, ""],
    // An assignment outside of functions, for which all that writes dates would stay.
    [/^formatCodes\.h = .*$/m, ""],
  ];
  const entries: readonly [className: string, methods: string][] = [
    ["Liquid", "constructor parse renderSync globalVariableSegmentsSync"],
    ["Parser", "constructor parse parseToken parseStream"],
    ["Render", "renderTemplates"],
    [
      "Tokenizer",
      "constructor readTopLevelTokens readTagName readIdentifier readFilteredValue readTo remaining advance",
    ],
    ["LRU", "constructor"],
    ["MapFS", "constructor"],
  ];
  const changed = changes.reduce((text, [pattern, by]) => replaced(text, pattern, by), code);
  return entries.reduce((text, [className, methods]) => reachedFrom(text, className, methods), changed);
}

function trimBowser(code: string): string {
  const names = "getWindowsVersionName getMacOSVersionName getAndroidVersionName";
  return reachedFrom(code, "Utils", `getFirstMatch getSecondMatch isFirefoxOnIpad ${names}`);
}

/** An object with what the library lists under these names. @throws where it lists no such name. */
function listed(code: string, names: Iterable<string>): string {
  const entries = Array.from(names, (name) => {
    const [, value] = new RegExp(`^ +'?${name}'?: ([\\w$]+),?$`, "m").exec(code) ?? [];
    if (value === undefined) throw new Error(`Liquid lists no ${name} any more.`);
    return `${name}: ${value}`;
  });
  return `{ ${entries.join(", ")} }`;
}

/** The code, in which a class has only these methods and those that they call. @throws where one is not there. */
function reachedFrom(code: string, className: string, names: string): string {
  const [body] = new RegExp(`^.*class ${className} [^]*?^\\}$`, "m").exec(code) ?? [""];
  const method = /^( +)(?:static )?\*?(\w+)\(.*\) \{\n[^]*?^\1\}\n/gm;
  const methods = new Map(Array.from(body.matchAll(method), ([whole, , name = ""]) => [name, whole]));
  const reached = new Set(names.split(" "));
  // The set grows while it is gone through.
  for (const name of reached) {
    const text = methods.get(name);
    if (text === undefined) throw new Error(`${className} has no ${name} any more.`);
    for (const [, called = ""] of text.matchAll(/\b(?:this|[A-Z]\w*)\.(\w+)/g)) {
      if (methods.has(called)) reached.add(called);
    }
  }
  const trimmed = body.replace(method, (whole: string, _indent: string, name: string) =>
    reached.has(name) ? whole : "",
  );
  return code.replace(body, () => trimmed);
}

/** @throws where there is nothing to replace: then Liquid is written in another way by now. */
function replaced(code: string, pattern: RegExp, text: string): string {
  if (code.search(pattern) === -1) throw new Error(`Liquid has no ${String(pattern)} any more.`);
  return code.replace(pattern, () => text);
}
