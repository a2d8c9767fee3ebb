import { askToCheckPlaces } from "./jobs/check-places.ts";
import { publishDue } from "./jobs/publish-due.ts";
import { recountDue } from "./jobs/recount.ts";
import { steerRules } from "./jobs/steer-rules.ts";
import { takeRecords } from "./jobs/take-records.ts";

/** The queue of what was recorded; and each minute what was planned for it, what steers rules, and what is counted anew. Requests have nothing to find here. */
export default {
  fetch: () => new Response(null, { status: 404 }),
  async scheduled(_controller, env) {
    await publishDue(env, Date.now());
    await steerRules(env, Date.now());
    await askToCheckPlaces(env, Date.now());
    await recountDue(env, Date.now());
  },
  queue: (batch, env) => takeRecords(batch, env, Date.now()),
} satisfies ExportedHandler<JobsEnv>;
