import { api } from "./api/api.ts";
import { dashboard } from "./api/dashboard.ts";
import { askToCheckPlaces } from "./jobs/check-places.ts";
import { publishDue } from "./jobs/publish-due.ts";
import { recountDue } from "./jobs/recount.ts";
import { steerRules } from "./jobs/steer-rules.ts";
import { takeRecords } from "./jobs/take-records.ts";

/** The dashboard and its API on a host of their own, the queue of what was recorded, and each minute what was planned for it and what steers rules. The edge is in `worker.ts`. */
export default {
  fetch(request, env, context) {
    const isApi = new URL(request.url).pathname.startsWith("/api/");
    return isApi ? api.fetch(request, env, context) : dashboard(request, env);
  },
  async scheduled(_controller, env) {
    await publishDue(env, Date.now());
    await steerRules(env, Date.now());
    await askToCheckPlaces(env, Date.now());
    await recountDue(env, Date.now());
  },
  queue: (batch, env) => takeRecords(batch, env, Date.now()),
} satisfies ExportedHandler<ApiWorkerEnv>;
