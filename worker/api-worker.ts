import { api } from "./api/api.ts";
import { dashboard } from "./api/dashboard.ts";

/** The dashboard and its API on a host of their own. The edge is in `worker.ts`, what happens by itself in `jobs-worker.ts`. */
export default {
  fetch(request, env, context) {
    const isApi = new URL(request.url).pathname.startsWith("/api/");
    return isApi ? api.fetch(request, env, context) : dashboard(request, env);
  },
} satisfies ExportedHandler<ApiWorkerEnv>;
