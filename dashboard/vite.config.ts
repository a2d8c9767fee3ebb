import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** Builds the dashboard into `dist/assets/dashboard`, which the API worker serves at the root of the dashboard's host. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/",
  publicDir: false,
  // Also where tests build it: what they see is what people get.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  build: {
    outDir: fileURLToPath(new URL("../dist/assets/dashboard", import.meta.url)),
    emptyOutDir: true,
    target: "baseline-widely-available",
    // The content security policy knows no `data:` scripts or styles, and the polyfill would be dead weight.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
