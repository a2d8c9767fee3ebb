import { bundleWorker as bundle } from "../../local/bundle-worker.ts";

export type WorkerName = "direct-fetch" | "pass-through" | "html-rewriter" | "growthbook";

/** One of the workers beside this file as a single module, as it would be uploaded. */
export async function bundleWorker(name: WorkerName): Promise<string> {
  const { code } = await bundle(`bench/page/workers/${name}.ts`);
  return code;
}
