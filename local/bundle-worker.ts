import { join } from "node:path";
import { build } from "vite";
import { home } from "./home.ts";
import { trimLibraries } from "./trim-libraries.ts";

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
    plugins: [trimLibraries],
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
