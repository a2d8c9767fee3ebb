import * as v from "valibot";
import { Coupon } from "../../../model/coupon/coupon.ts";
import { issueCoupon, ledgerOf, stockCodes } from "../../../worker/coupon/ask-coupon.ts";
import type { AskedOf } from "../../../worker/coupon/asked.ts";
import type { Asked } from "../asked.ts";

export { CouponCodes } from "../../../worker/coupon/coupon-codes.ts";

const site = "bench";

/** Asks a coupon's objects as the objects of profiles do. */
export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const document = JSON.parse(searchParams.get("coupon") ?? "") as unknown;
    const coupon = v.parse(Coupon, document);
    const number = (name: string) => Number(searchParams.get(name));
    const answers: { [Path in keyof Asked]: () => Promise<Asked[Path]> } = {
      "/stock": () => stock(env, coupon, number("count")),
      "/issue": () => issue(env, coupon, { from: number("from"), count: number("count") }),
      "/ledger": () => ledgerOf(env, { site, coupon: coupon.id, shards: coupon.shards }),
    };
    return Response.json(await answers[pathname as keyof Asked]());
  },
} satisfies ExportedHandler<Env>;

const asking = (coupon: Coupon, requestId: string): AskedOf => {
  return { site, terms: { version: 1, coupon, timeZone: "UTC" }, requestId, nowMs: Date.now() };
};

/** @returns how many were issued. */
async function issue(
  env: Env,
  coupon: Coupon,
  { from, count }: { from: number; count: number },
): Promise<{ issued: number }> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const profile = `person-${from + index}`;
      return issueCoupon(env, asking(coupon, profile), { holder: { profile, marks: [] } });
    }),
  );
  return { issued: answers.filter(({ ok }) => ok).length };
}

async function stock(env: Env, coupon: Coupon, count: number): Promise<{ added: number }> {
  let added = 0;
  for (let from = 0; from < count; from += 1000) {
    const codes = Array.from({ length: Math.min(1000, count - from) }, (_, index) => `CODE-${from + index}`);
    const answer = await stockCodes(env, asking(coupon, `stock-${from}`), { codes });
    added += answer.ok ? answer.added : 0;
  }
  return { added };
}
