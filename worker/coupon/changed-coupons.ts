import { sameDocument } from "../../model/configuration-changes.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";

/** Coupons that are new or have other terms. One that is not live may have been before. */
export function changedCoupons(before: readonly Coupon[], after: readonly Coupon[]): Coupon[] {
  const known = new Map(before.map((coupon) => [coupon.id, coupon]));
  return after.filter((coupon) => !sameDocument(known.get(coupon.id) ?? null, coupon));
}
