import { Hono } from "hono/tiny";
import { mostSkewMs } from "../../model/events/event-time.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { takeIn } from "../intake/take-in.ts";
import { liveSettings } from "../store/live-settings.ts";
import { onlyItsSite } from "./by-key.ts";
import type { Api } from "./contract.ts";
import { Batch } from "./contract/events.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const mostBytes = 4 * 1024 * 1024;

/** Takes events of anybody, from whoever may be trusted to know whose they are. */
export const eventRoutes = new Hono<ApiEnv>().post("/", async (context) => {
  const { env } = context;
  const body = await readJson(context.req.raw, mostBytes);
  const batch = demand(Batch, body, "invalid_request", "This is not a batch of events.");
  onlyItsSite(context.var.key, batch.site);
  const nowMs = Date.now();
  if (batch.sentAtMs !== undefined && Math.abs(batch.sentAtMs - nowMs) > mostSkewMs)
    throw new AnswerError("invalid_request", "sentAtMs is more than a day away from now: a clock is wrong.");
  const { site } = await siteOrThrow(env.DB, batch.site);
  const later = (work: Promise<unknown>) => context.executionCtx.waitUntil(work);
  const deciding = await liveSettings(env, site.id, nowMs, later).settle();
  const taking = { site: site.id, deciding, by: "api", sentAtMs: batch.sentAtMs, nowMs, later } as const;
  const answer: Api["POST /events"]["answer"] = await takeIn(env, taking, batch.events);
  return context.json(answer, 202);
});
