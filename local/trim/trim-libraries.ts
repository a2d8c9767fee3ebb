import type { Plugin } from "vite";
import { plainEnums } from "./trim-code.ts";
import { trimBowser, trimBrowsers } from "./trim-bowser.ts";
import { trimSelectorParser } from "./trim-css-what.ts";
import { trimDsv } from "./trim-d3-dsv.ts";
import { trimContext, trimHono, trimRequest } from "./trim-hono.ts";
import { trimLiquid } from "./trim-liquid.ts";
import { trimValibot } from "./trim-valibot.ts";

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
  ["/hono/dist/hono-base.js", trimHono],
  ["/hono/dist/context.js", trimContext],
  ["/hono/dist/request.js", trimRequest],
  ["/valibot/dist/index.mjs", trimValibot],
  ["/css-what/dist/parse.js", trimSelectorParser],
  ["/css-what/dist/types.js", plainEnums],
  ["/d3-dsv/src/dsv.js", trimDsv],
  ["/bowser/src/utils.js", trimBowser],
  ["/bowser/src/parser-browsers.js", trimBrowsers],
];
