import { fileURLToPath } from "node:url";
import { build } from "vite";

export type WorkerName = "direct-fetch" | "pass-through" | "html-rewriter" | "growthbook";

/** One of the workers beside this file as a single module, as it would be uploaded. */
export async function bundleWorker(name: WorkerName): Promise<string> {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL("workers", import.meta.url)),
    publicDir: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2024",
      rolldownOptions: { external: ["cloudflare:workers"] },
      lib: { entry: `${name}.ts`, formats: ["es"], fileName: name },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && "output" in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error(`The worker ${name} came out empty.`);
  return chunk.code;
}
