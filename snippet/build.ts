import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { minify } from "@swc/core";
import { build } from "vite";

const snippet = fileURLToPath(new URL(".", import.meta.url));

interface Script {
  entry: string;
  file: string;
  /** Whether something is imported from it. All others may stand in a tag, too. */
  isModule?: boolean;
  /** Names of members that nobody else reads: neither the page, nor the server, nor the browser. */
  privateNames?: RegExp;
}

/** Each is one script: the snippet, what stands in for it until a visitor agrees, and its parts that are not on every page. */
const scripts: readonly Script[] = [
  { entry: "main.ts", file: "s.js" },
  { entry: "wait-for-consent.ts", file: "c.js" },
  { entry: "cover.ts", file: "cover.js" },
  {
    entry: "survive.ts",
    file: "keep.js",
    privateNames:
      /^(beside|claims|container|meant|isFound|isLeft|isSure|leftMs|madeAtMs|others|ours|places|repairs|restart|taken|wasWhole|watched|wholeSinceMs)$/,
  },
  { entry: "apply.ts", file: "apply.js", isModule: true },
  { entry: "offer.ts", file: "offer.js" },
  { entry: "debug.ts", file: "debug.js" },
  { entry: "edit.ts", file: "edit.js" },
  { entry: "trigger.ts", file: "trigger.js" },
  { entry: "platform.ts", file: "platform.js" },
  { entry: "vitals.ts", file: "vitals.js" },
  { entry: "coupon.ts", file: "coupon.js", isModule: true },
  { entry: "coupon/line.ts", file: "coupon-line.js", isModule: true },
  ...["bigcommerce", "form", "magento", "medusa", "saleor", "shopify", "vendure", "woocommerce"].map(
    (shop) => {
      return { entry: `coupon/${shop}.ts`, file: `coupon-${shop}.js`, isModule: true };
    },
  ),
];

const usually = join(snippet, "../dist/assets/snippet");

/** @param outDir where to; other files there are removed */
export async function buildSnippet(outDir = usually): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  for (const script of scripts) await buildScript(outDir, script);
  await pin(outDir);
}

/**
 * Gives each script, and its source map, a second name that says what is in it: `s.HASH.js`, with the first 16 digits of
 * its SHA-256. `snippet.json` says by the scripts' names which file that is, and its integrity
 * (https://www.w3.org/TR/SRI/).
 */
async function pin(outDir: string): Promise<void> {
  const pinned: Record<string, { file: string; integrity: string }> = {};
  for (const { file } of scripts) {
    const bytes = await readFile(join(outDir, file));
    const digest = (algorithm: string) => createHash(algorithm).update(bytes);
    const name = file.replace(/js$/, `${digest("sha256").digest("hex").slice(0, 16)}.js`);
    await copyFile(join(outDir, file), join(outDir, name));
    await copyFile(join(outDir, `${file}.map`), join(outDir, `${name}.map`));
    pinned[file] = { file: name, integrity: `sha384-${digest("sha384").digest("base64")}` };
  }
  await writeFile(join(outDir, "snippet.json"), JSON.stringify(pinned));
}

async function buildScript(outDir: string, script: Script): Promise<void> {
  const { entry, file, isModule = false } = script;
  const built = await build({
    configFile: false,
    root: snippet,
    publicDir: false,
    logLevel: "warn",
    build: {
      write: false,
      // What source maps name is relative to it.
      outDir: usually,
      target: "es2021",
      // A header names it: a comment would be sent to every visitor.
      sourcemap: "hidden",
      lib: { entry, formats: [isModule ? "es" : "iife"], name: "edgewise", fileName: () => file },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && "output" in output ? output.output[0] : undefined;
  if (chunk === undefined || chunk.map === null) throw new Error(`The script in ${entry} came out empty.`);
  const { code, map = "" } = await minified(chunk.code, chunk.map.toString(), script);
  await writeFile(join(outDir, file), code);
  await writeFile(join(outDir, `${file}.map`), map);
}

/**
 * Takes 4 % less room than the bundler's own minifier, of which every byte counts here. It keeps the function around whatever is
 * no module: without it all names would be the page's.
 * @param map from the code to where it was written, as JSON.
 */
async function minified(code: string, map: string, { isModule = false, privateNames }: Script) {
  return minify(code, {
    ecma: 2021,
    module: isModule,
    mangle: { toplevel: true, ...(privateNames && { props: { regex: privateNames.source } }) },
    // What is unsafe about them nobody writes here, such as getters that do something, or functions to call with `new`.
    compress: {
      ecma: 2021,
      passes: 4,
      toplevel: isModule,
      pure_getters: true,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_methods: true,
      unsafe_regexp: true,
      // Shorter without.
      collapse_vars: false,
    },
    // It takes what Terser takes, though its types know only a yes or no: https://swc.rs/docs/configuration/minification
    sourceMap: { content: map } as unknown as boolean,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildSnippet();
  for (const { file } of scripts) {
    const script = await readFile(join(usually, file));
    console.log(`${file}: ${script.length} B, ${gzipSync(script, { level: 9 }).length} B gzip`);
  }
}
