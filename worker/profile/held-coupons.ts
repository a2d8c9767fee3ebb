import { latestCoupons } from "../../model/merge-snapshots.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import type { KeptCoupon, ProfileState } from "./state.ts";

/** More than that nobody puts into one cart; those seen last stay. */
const mostCoupons = 100;

/** By coupon. */
type KeptCoupons = Readonly<Record<string, KeptCoupon>>;

/** Two parts of what is known of coupons: of each, what was seen of it last counts. */
export function heldTogether(a: KeptCoupons, b: KeptCoupons): Record<string, KeptCoupon> {
  const latest = latestCoupons([...Object.values(a), ...Object.values(b)].map(heldOf)).slice(-mostCoupons);
  const sinceMs = (id: string) => Math.min(a[id]?.sinceMs ?? Infinity, b[id]?.sinceMs ?? Infinity);
  return Object.fromEntries(latest.map((coupon) => [coupon.id, { ...coupon, sinceMs: sinceMs(coupon.id) }]));
}

/** What somebody carried of coupons, as it is kept. */
export function keptOf(coupons: readonly HeldCoupon[]): KeptCoupons {
  return Object.fromEntries(coupons.map((coupon) => [coupon.id, { ...coupon, sinceMs: coupon.atMs }]));
}

/** The person's, whichever of their browsers had them; the oldest first. */
export function couponsOf({ sources }: ProfileState): HeldCoupon[] {
  return latestCoupons([...sources.values()].flatMap(({ coupons }) => Object.values(coupons).map(heldOf)));
}

/** A coupon as everybody else knows it. */
function heldOf({ sinceMs: _sinceMs, ...coupon }: KeptCoupon): HeldCoupon {
  return coupon;
}
