import { api } from "./api/api.ts";
import { dashboard } from "./api/dashboard.ts";
import { takeRecords } from "./jobs/take-records.ts";
import { visit } from "./visit/visit.ts";

export { Identities } from "./identity/identities.ts";
export { Profile } from "./profile/profile.ts";

/** One worker for everything: shoppers' pages on shops' hosts, the dashboard and its API on a host of its own. */
export default {
  fetch(request, env, context) {
    const url = new URL(request.url);
    if (url.hostname !== env.DASHBOARD_HOST) return visit(request, env, context, url);
    return url.pathname.startsWith("/api/") ? api.fetch(request, env, context) : dashboard(request, env);
  },
  queue: (batch, env) => takeRecords(batch, env, Date.now()),
} satisfies ExportedHandler<Env>;
