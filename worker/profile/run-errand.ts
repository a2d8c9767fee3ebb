import type { Coupon } from "../../model/coupon/coupon.ts";
import { usuallyOff } from "../../model/coupon/estimated-discount.ts";
import type { Site } from "../../model/site.ts";
import type { AskedOf, Holder } from "../coupon/asked.ts";
import {
  cancelCoupon,
  issueCoupon,
  partHolders,
  redeemCoupon,
  reserveCoupon,
  revokeCoupon,
} from "../coupon/ask-coupon.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import { inTime } from "../wait/in-time.ts";
import type { Change } from "./change.ts";
import type { CouponErrand } from "./coupon-errand.ts";
import { discountOf } from "./told-discount.ts";

const deadlineMs = 5000;
/** So long an order that only a page told of is waited for to be confirmed by the shop. */
const unconfirmedMs = 3 * 24 * 60 * 60_000;
/** So much later it is looked at what became of it. */
const afterwardsMs = 60_000;

type Redeeming = Extract<CouponErrand, { type: "redeem" }>;

/** For whom, and by which rules, coupons' objects are asked. */
interface ErrandOf {
  deciding: Pick<Deciding, "bundle" | "coupons">;
  holder: Holder;
  nowMs: number;
}

/**
 * Does one errand. It may be done again: coupons' objects know it by its id.
 * @returns what the profile learns by it. @throws where the object does not answer: then it is still to be done.
 */
export async function runErrand(
  env: Pick<Env, "COUPONS">,
  errand: CouponErrand,
  { deciding, holder, nowMs }: ErrandOf,
): Promise<Change> {
  const { bundle } = deciding;
  const coupon = deciding.coupons.get(errand.coupon);
  const isIssue = errand.type === "issue";
  if (coupon === undefined)
    return isIssue ? gone(errand.coupon, "unknown_code", nowMs) : { type: "errandDone", id: errand.id };
  const terms = { version: bundle.version, coupon, timeZone: bundle.site.timeZone };
  const asked = { site: bundle.site.id, terms, requestId: errand.id, nowMs };
  if (errand.type === "confirmed")
    return inTime(lookBack(env, asked, errand, holder), deadlineMs, "A coupon");
  if (!isIssue) {
    const { ordersBy } = bundle.site;
    await inTime(tell(env, asked, errand, holder, bundle.site), deadlineMs, "A coupon");
    const isOpen = errand.type === "redeem" && ordersBy === "webhook";
    return { type: "errandDone", id: errand.id, ...(isOpen && { next: confirmedErrand(errand, nowMs) }) };
  }
  const answer = await inTime(issueCoupon(env, asked, { holder }), deadlineMs, "A coupon");
  // Who has had all that one person may have has nothing in hand, at whichever shard it is.
  if (!answer.ok && answer.reason === "person_limit")
    await inTime(
      revokeCoupon(env, { ...asked, requestId: `${errand.id} back` }, { holder }),
      deadlineMs,
      "A coupon",
    );
  if (!answer.ok) return gone(coupon.id, answer.reason, nowMs);
  const { code, expiresAtMs } = answer;
  const unit = coupon.code === null ? code : errand.id;
  return { type: "issued", coupon: coupon.id, unit, code, expiresAtMs };
}

function confirmedErrand({ coupon, code, order }: Redeeming, nowMs: number): CouponErrand {
  const dueMs = nowMs + unconfirmedMs + afterwardsMs;
  return { type: "confirmed", id: `confirmed ${coupon} ${order}`, coupon, code, order, dueMs };
}

/** Whoever may have the coupon in a cart again has not used it up. */
async function lookBack(
  env: Pick<Env, "COUPONS">,
  asked: AskedOf,
  { id, coupon, code, order }: Extract<CouponErrand, { type: "confirmed" }>,
  holder: Holder,
): Promise<Change> {
  const untilMs = asked.nowMs + 1000;
  const { ok } = await reserveCoupon(env, asked, { holder, code, amount: 0, untilMs });
  return ok ? { type: "unconfirmed", id, coupon, order, nowMs: asked.nowMs } : { type: "errandDone", id };
}

function said({ told }: Redeeming, coupon: Coupon, currency: string): number | null {
  return told === undefined ? null : discountOf(coupon, told, currency);
}

function gone(coupon: string, reason: Extract<Change, { type: "gone" }>["reason"], nowMs: number): Change {
  return { type: "gone", coupon, reason, nowMs };
}

function tell(
  env: Pick<Env, "COUPONS">,
  asked: AskedOf,
  errand: Exclude<CouponErrand, { type: "issue" | "confirmed" }>,
  holder: Holder,
  { ordersBy, currency }: Pick<Site, "ordersBy" | "currency">,
): Promise<unknown> {
  const { coupon } = asked.terms;
  switch (errand.type) {
    case "giveBack": {
      const { code } = errand;
      const isOwn = coupon.code === null && code !== null;
      const what = isOwn ? { code } : { holder: { profile: errand.of, marks: [] } };
      return revokeCoupon(env, asked, { ...what, isGivenBack: true });
    }
    case "part":
      return partHolders(env, asked, errand);
    case "redeem": {
      const { code, order } = errand;
      const isFinal = ordersBy === "page";
      const until = isFinal ? {} : { untilMs: asked.nowMs + unconfirmedMs };
      const amount = errand.off ?? said(errand, coupon, currency) ?? usuallyOff(coupon);
      return redeemCoupon(env, asked, { code, holder, order, amount, isFinal, ...until });
    }
    case "cancel":
      // What shops' servers tell of is theirs to cancel: a page may say anything.
      if (ordersBy === "webhook") return Promise.resolve();
      return cancelCoupon(env, asked, errand);
  }
}
