import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const snippet = fileURLToPath(new URL(".", import.meta.url));

/** Each is one classic script: the snippet, what stands in for it until a visitor agrees, and what looks after changes. */
const scripts = [
  { entry: "main.ts", file: "s.js" },
  { entry: "wait-for-consent.ts", file: "c.js" },
  { entry: "survive.ts", file: "survive.js" },
];

/** @param outDir where to; other files there are removed */
export async function buildSnippet(outDir = join(snippet, "../dist/assets/snippet")): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  for (const { entry, file } of scripts) await buildScript(outDir, entry, file);
}

async function buildScript(outDir: string, entry: string, file: string): Promise<void> {
  await build({
    configFile: false,
    root: snippet,
    publicDir: false,
    logLevel: "warn",
    build: {
      outDir,
      emptyOutDir: false,
      target: "es2021",
      sourcemap: false,
      lib: { entry, formats: ["iife"], name: "edgewise", fileName: () => file },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildSnippet();
  for (const { file } of scripts) {
    const script = await readFile(join(snippet, "../dist/assets/snippet", file));
    console.log(`${file}: ${script.length} B, ${gzipSync(script, { level: 9 }).length} B gzip`);
  }
}
