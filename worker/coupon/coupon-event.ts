import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { Event } from "../../model/event.ts";

interface CouponSeen {
  id: string;
  code: string;
  nowMs: number;
}

/** That a shop took a coupon. @param worth what it took off, in the currency's own unit as in GA4; `null` where nobody knows. */
export function couponApplied(seen: CouponSeen, worth: { value: number | null; currency: string }): Event {
  const { value, currency } = worth;
  return couponEvent("coupon_applied", seen, value === null ? {} : { value, currency });
}

/** That somebody does not have a coupon in their cart, and why. */
export function couponRejected(seen: CouponSeen, reason: CouponRefusal): Event {
  return couponEvent("coupon_rejected", seen, { reason });
}

function couponEvent(
  name: string,
  { id, code, nowMs }: CouponSeen,
  more: Readonly<Record<string, string | number>>,
): Event {
  return {
    id: crypto.randomUUID(),
    name,
    timeMs: nowMs,
    params: { coupon_id: id, coupon: code, ...more },
  };
}
