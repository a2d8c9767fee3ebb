import { Hono } from "hono/tiny";
import { demand } from "../answer/read-json.ts";
import { countDropped } from "../store/dropped-events.ts";
import type { Api } from "./contract.ts";
import { WantedReport } from "./contract/events.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const dayMs = 24 * 60 * 60_000;

/** How many events were not taken, and why. */
export const intakeReportRoutes = new Hono<ApiEnv>().get("/", async (context) => {
  const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
  const { days } = demand(WantedReport, context.req.query(), "invalid_request", "This is no report.");
  const sinceMs = Date.now() - days * dayMs;
  const answer: Api["GET /reports/intake?site=:site"]["answer"] = {
    since: new Date(sinceMs).toISOString(),
    dropped: await countDropped(context.env.DB, site.id, sinceMs),
  };
  return context.json(answer);
});
