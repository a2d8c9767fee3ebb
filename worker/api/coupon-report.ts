import { Hono } from "hono/tiny";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { demand } from "../answer/read-json.ts";
import { ledgerOf } from "../coupon/ask-coupon.ts";
import { inTurns } from "../intake/in-turns.ts";
import { countRefusals } from "../store/coupon-refusals.ts";
import { configurationOf } from "../store/versions.ts";
import { inTime } from "../wait/in-time.ts";
import type { Api, CouponLedger } from "./contract.ts";
import { WantedCouponReport } from "./contract/coupons.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const dayMs = 24 * 60 * 60_000;
const deadlineMs = 8000;
const atOnce = 10;
/** Cloudflare lets one request ask so many others, and each shard is one. */
const mostObjects = 500;

/** What became of coupons, and what was refused. */
export const couponReportRoutes = new Hono<ApiEnv>().get("/", async (context) => {
  const { env, req } = context;
  const { site, liveVersion } = await siteOrThrow(env.DB, req.query("site"));
  const { days, after } = demand(WantedCouponReport, req.query(), "invalid_request", "This is no report.");
  const sinceMs = Date.now() - days * dayMs;
  const { coupons: all } = await configurationOf(env.DB, site.id, liveVersion);
  const { coupons, next } = pageOf(all, after ?? "");
  const ledgers = await ledgersOf(env, site.id, coupons);
  const answer: Api["GET /reports/coupons?site=:site"]["answer"] = {
    coupons: coupons.flatMap(({ id, name }) => {
      const ledger = ledgers.get(id);
      return ledger === undefined ? [] : [{ id, name, ledger }];
    }),
    next,
    since: new Date(sinceMs).toISOString(),
    refused: await countRefusals(env.DB, site.id, sinceMs),
  };
  return context.json(answer);
});

/** Coupons by their ids, from behind one of them, as many as can be asked; `next` is the last where there are more. */
function pageOf(all: readonly Coupon[], after: string): { coupons: Coupon[]; next: string | null } {
  const rest = all.filter(({ id }) => id > after).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  let objects = 0;
  const beyond = rest.findIndex(({ shards }) => (objects += shards) > mostObjects);
  if (beyond === -1) return { coupons: rest, next: null };
  const coupons = rest.slice(0, beyond);
  return { coupons, next: coupons.at(-1)?.id ?? null };
}

/** Of each coupon whose objects answer. */
async function ledgersOf(
  env: Env,
  site: string,
  coupons: readonly Coupon[],
): Promise<Map<string, CouponLedger>> {
  const ledgers = new Map<string, CouponLedger>();
  await inTurns(coupons, atOnce, async ({ id, shards }) => {
    try {
      const asking = ledgerOf(env, { site, coupon: id, shards });
      ledgers.set(id, await inTime(asking, deadlineMs, "A coupon"));
    } catch (error) {
      console.error({ message: "A ledger is left out of a report.", coupon: id, error: String(error) });
    }
  });
  return ledgers;
}
