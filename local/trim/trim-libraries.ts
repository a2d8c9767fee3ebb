import type { Plugin } from "vite";
import { trimBowser } from "./trim-bowser.ts";
import { trimLiquid } from "./trim-liquid.ts";

/**
 * Leaves out of libraries what nothing of ours can reach. A bundler keeps all methods of a class, all that stands in a
 * list, and what a setting could ask for. The tests in workerd run on the libraries as they are trimmed here.
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
