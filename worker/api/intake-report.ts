import { Hono } from "hono/tiny";
import { AnswerError } from "../answer/error.ts";
import { countDropped, mostDays } from "../store/dropped-events.ts";
import type { Api } from "./contract.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const dayMs = 24 * 60 * 60_000;

/** How many events were not taken, and why. */
export const intakeReportRoutes = new Hono<ApiEnv>().get("/", async (context) => {
  const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
  const days = Number(context.req.query("days") ?? 7);
  if (!Number.isInteger(days) || days < 1 || days > mostDays)
    throw new AnswerError("invalid_request", `days is a whole number from 1 to ${mostDays}.`);
  const sinceMs = Date.now() - days * dayMs;
  const answer: Api["GET /reports/intake?site=:site"]["answer"] = {
    since: new Date(sinceMs).toISOString(),
    dropped: await countDropped(context.env.DB, site.id, sinceMs),
  };
  return context.json(answer);
});
