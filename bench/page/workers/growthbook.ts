import { type Env, handleRequest } from "@growthbook/edge-cloudflare";
import { payload } from "../growthbook-payload.ts";

/** GrowthBook's edge app, as its own documentation wires it, with the experiment handed over instead of fetched. */
export default {
  fetch: (request, env) => handleRequest(request, env, { payload }),
} satisfies ExportedHandler<Env>;
