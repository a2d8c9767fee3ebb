import { api } from "./api/api.ts";
import { dashboard } from "./api/dashboard.ts";
import { takeRecords } from "./jobs/take-records.ts";

/** The dashboard and its API on a host of their own, and the queue of what was recorded. The edge is in `worker.ts`. */
export default {
  fetch(request, env, context) {
    const isApi = new URL(request.url).pathname.startsWith("/api/");
    return isApi ? api.fetch(request, env, context) : dashboard(request, env);
  },
  queue: (batch, env) => takeRecords(batch, env, Date.now()),
} satisfies ExportedHandler<ApiWorkerEnv>;
