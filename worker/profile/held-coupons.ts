import { isOver } from "../../model/coupon/is-live.ts";
import { latestCoupon, latestCoupons } from "../../model/merge-snapshots.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import type { KeptCoupon, ProfileState } from "./state.ts";

/** More than that nobody puts into one cart; those seen last stay. */
const mostCoupons = 100;
/** Orders that were made with a coupon and cancelled: one of them may stand again. */
const mostCancelled = 10;

/** By coupon. */
type KeptCoupons = Readonly<Record<string, KeptCoupon>>;

/** Two parts of what is known of coupons: of each, what was seen of it last counts. */
export function heldTogether(a: KeptCoupons, b: KeptCoupons): Record<string, KeptCoupon> {
  const ids = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const all = ids.flatMap((id) => keptTogether(a[id], b[id]) ?? []);
  all.sort((one, other) => one.atMs - other.atMs || (one.id < other.id ? -1 : 1));
  return Object.fromEntries(all.slice(-mostCoupons).map((coupon) => [coupon.id, coupon]));
}

function keptTogether(a: KeptCoupon | undefined, b: KeptCoupon | undefined): KeptCoupon | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const latest = latestCoupon(a, b);
  // A coupon that was redeemed, or is gone, and is given anew is another one of them.
  const known = [a, b].filter((each) => isOver(latest) || !isOver(each));
  const unit = latest.unit ?? known.find((each) => each.unit !== undefined)?.unit;
  const order = latest.order ?? known.find((each) => each.order !== undefined)?.order;
  const together = {
    ...latest,
    sinceMs: Math.min(a.sinceMs, b.sinceMs),
    ...(unit === undefined ? {} : { unit }),
    orderCodes: Object.fromEntries([a, b].flatMap(codesOf).sort(byText)),
  };
  keepOrders(together, order, [...ordersWith(a), ...ordersWith(b)]);
  return together;
}

/** The orders that somebody redeemed a coupon with, now or before it was given anew. */
export function ordersWith({ order, earlierOrders = [] }: KeptCoupon): string[] {
  return order === undefined ? earlierOrders : [...earlierOrders, order];
}

/** The same order, whichever of two parts comes first. */
function byText(a: readonly string[], b: readonly string[]): number {
  return a.join(" ") < b.join(" ") ? -1 : 1;
}

function codesOf({ orderCodes = {} }: KeptCoupon): [order: string, code: string][] {
  return Object.entries(orderCodes);
}

/** @param order that it is redeemed with now. @param all of them, this one or not. */
export function keepOrders(coupon: KeptCoupon, order: string | undefined, all: readonly string[]): void {
  const earlier = [...new Set(all)].filter((each) => each !== order).sort();
  delete coupon.order;
  delete coupon.earlierOrders;
  if (order !== undefined) coupon.order = order;
  if (earlier.length > 0) coupon.earlierOrders = earlier;
  const stands = ([each]: readonly [string, string]) => each === order || earlier.includes(each);
  const cancelled = codesOf(coupon)
    .filter((each) => !stands(each))
    .sort(byText);
  const codes = [...codesOf(coupon).filter(stands), ...cancelled.slice(-mostCancelled)];
  delete coupon.orderCodes;
  if (codes.length > 0) coupon.orderCodes = Object.fromEntries(codes);
}

/** What somebody carried of coupons, as it is kept. */
export function keptOf(coupons: readonly HeldCoupon[]): KeptCoupons {
  return Object.fromEntries(coupons.map((coupon) => [coupon.id, { ...coupon, sinceMs: coupon.atMs }]));
}

/** The person's, whichever of their browsers had them; the oldest first. */
export function couponsOf({ sources }: Pick<ProfileState, "sources">): HeldCoupon[] {
  return latestCoupons([...sources.values()].flatMap(({ coupons }) => Object.values(coupons).map(heldOf)));
}

/** Wherever the person has a coupon from: one of their browsers, or several. */
export function keptCopies({ sources }: Pick<ProfileState, "sources">, id: string): KeptCoupon[] {
  return [...sources.values()].flatMap(({ coupons }) =>
    Object.hasOwn(coupons, id) ? (coupons[id] ?? []) : [],
  );
}

/** A coupon as everybody else knows it. */
function heldOf(kept: KeptCoupon): HeldCoupon {
  const {
    sinceMs: _sinceMs,
    unit: _unit,
    order: _order,
    earlierOrders: _earlier,
    orderCodes: _codes,
    ...coupon
  } = kept;
  return coupon;
}
