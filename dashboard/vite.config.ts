import { fileURLToPath } from "node:url";
import { minify } from "@swc/core";
import { defineConfig, type Plugin } from "vite";

/**
 * What the first screen is made of, in one file: where a screen that comes later needs a part of it too, the bundler would
 * else cut it into many, which take more room than one.
 */
const first = [
  /node_modules\/(@?preact|preact-iso)\//,
  /dashboard\/(api|session)\/(api|api-error|create-api|path|session|use-load)\.ts/,
  /dashboard\/text\/(arrived|capitalised|language|languages|late|moment|translated)\.ts/,
  /dashboard\/ui\/(badge|page-heading|switch)\.tsx/,
  /preload-helper/,
  /dashboard\/rules\/sentence\.tsx/,
  /dashboard\/publish\/pending\.ts/,
  /model\/text\//,
];

/** Takes less room than the bundler's own minifier, of which the first screen has little. */
const smaller: Plugin = {
  name: "smaller",
  renderChunk: {
    order: "post",
    handler: (code) =>
      minify(code, { ecma: 2022, module: true, compress: { ecma: 2022, passes: 3 }, mangle: true }),
  },
};

/** Builds the dashboard into `dist/assets/dashboard`, which the API worker serves at the root of the dashboard's host. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/",
  publicDir: false,
  plugins: [smaller],
  // Also where tests build it: what they see is what people get.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  build: {
    outDir: fileURLToPath(new URL("../dist/assets/dashboard", import.meta.url)),
    emptyOutDir: true,
    // Scripts are: by `smaller`, and what the bundler writes of that has no white space.
    minify: false,
    cssMinify: true,
    target: "baseline-widely-available",
    // The content security policy knows no `data:` scripts or styles, and the polyfill would be dead weight.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        // The first script names more than a hundred others, and names take room: `.size-limit.mjs` looks for these two.
        chunkFileNames: ({ name }) =>
          `assets/${/^(home|rules)-screen$/.test(name) ? "[name]-" : ""}[hash:7].js`,
        assetFileNames: "assets/[hash:7][extname]",
        codeSplitting: {
          groups: [{ name: "first", test: (id) => first.some((part) => part.test(id)) }],
        },
      },
    },
  },
});
