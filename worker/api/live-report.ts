import { Hono } from "hono/tiny";
import { liveActivity } from "../store/live-activity.ts";
import type { Api } from "./contract.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** What is going on in a shop now. */
export const liveReportRoutes = new Hono<ApiEnv>().get("/", async (context) => {
  const { DB } = context.env;
  const { site } = await siteOrThrow(DB, context.req.query("site"));
  const { heardAtMs, ...live } = await liveActivity(DB, site.id, Date.now());
  const heardAt = heardAtMs === null ? null : new Date(heardAtMs).toISOString();
  const answer: Api["GET /reports/live?site=:site"]["answer"] = { ...live, heardAt };
  return context.json(answer);
});
