import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const snippet = fileURLToPath(new URL(".", import.meta.url));

/**
 * Builds the snippet as one classic script, `s.js`.
 *
 * @param outDir where to; other files there are removed
 */
export async function buildSnippet(
  outDir = join(snippet, "../dist/assets/snippet"),
): Promise<{ bytes: number; gzipBytes: number }> {
  await build({
    configFile: false,
    root: snippet,
    publicDir: false,
    logLevel: "warn",
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2021",
      sourcemap: false,
      lib: { entry: "main.ts", formats: ["iife"], name: "edgewise", fileName: () => "s.js" },
    },
  });
  const script = await readFile(join(outDir, "s.js"));
  return { bytes: script.length, gzipBytes: gzipSync(script, { level: 9 }).length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { bytes, gzipBytes } = await buildSnippet();
  console.log(`snippet: ${bytes} B, ${gzipBytes} B gzip`);
}
