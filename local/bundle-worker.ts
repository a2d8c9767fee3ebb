import { join } from "node:path";
import { build, type Plugin } from "vite";
import { home } from "./home.ts";

export interface BundledWorker {
  code: string;
  /** A source map, as JSON. */
  map: string;
}

/**
 * A worker as one module, as it is uploaded. Wrangler's own bundler takes a tenth more.
 * @param entry the module that exports it, relative to the project's folder.
 */
export async function bundleWorker(entry = "worker/worker.ts"): Promise<BundledWorker> {
  const built = await build({
    configFile: false,
    root: home,
    publicDir: false,
    logLevel: "error",
    plugins: [onlyTagsAndFiltersOfOffers],
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2024",
      sourcemap: true,
      rolldownOptions: {
        input: join(home, entry),
        external: [/^cloudflare:/, /^node:/],
        preserveEntrySignatures: "strict",
        output: { format: "es", entryFileNames: "worker.js" },
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && "output" in output ? output.output[0] : undefined;
  if (chunk === undefined || chunk.map === null) throw new Error(`The worker in ${entry} came out empty.`);
  return { code: chunk.code, map: chunk.map.toString() };
}

/**
 * Liquid puts each of its tags and filters into two lists. Offers may use a few of them (`model/offer/template.ts`); of
 * those that are on no list, nothing has to be uploaded: loops, files, and the calendars of all time zones.
 */
const onlyTagsAndFiltersOfOffers: Plugin = {
  name: "edgewise:only-tags-and-filters-of-offers",
  transform(code, id) {
    if (!id.includes("liquidjs/dist/liquid.browser.mjs")) return undefined;
    const tags = "{ assign: AssignTag, case: CaseTag, comment: CommentTag, if: IfTag, unless: UnlessTag }";
    const filters = "{ ...mathFilters, ...arrayFilters, ...stringFilters, ...misc }";
    return {
      code: replaced(
        replaced(code, /^const tags = \{[^}]*\};$/m, `const tags = ${tags};`),
        /^const filters = Object\.assign\(.*\);$/m,
        `const filters = ${filters};`,
      ),
      map: null,
    };
  },
};

/** @throws where there is nothing to replace: then Liquid is written in another way by now. */
function replaced(code: string, pattern: RegExp, text: string): string {
  if (!pattern.test(code)) throw new Error(`Liquid has no ${String(pattern)} any more.`);
  return code.replace(pattern, text);
}
