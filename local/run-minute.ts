import type { Miniflare } from "miniflare";
import { api } from "./scripts.ts";

/** Does what Cloudflare does each minute: Miniflare never does it by itself. */
export async function runMinute(miniflare: Miniflare): Promise<void> {
  const worker = await miniflare.getWorker(api.name);
  await worker.scheduled({ cron: "* * * * *" });
}
