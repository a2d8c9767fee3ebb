import type { Miniflare } from "miniflare";
import { jobs } from "./scripts.ts";
import { shopHost } from "./serve.ts";

/**
 * Does what Cloudflare does each minute: Miniflare never does it by itself. The jobs ask the edge on the shop's own host at the
 * usual port, where on this machine nobody answers; so the edge is asked once more where it is.
 */
export async function runMinute(miniflare: Miniflare): Promise<void> {
  const worker = await miniflare.getWorker(jobs.name);
  await worker.scheduled({ cron: "* * * * *" });
  const asked = await miniflare.dispatchFetch(`http://${shopHost}/_ew/places`, { method: "POST" });
  await asked.body?.cancel();
}
