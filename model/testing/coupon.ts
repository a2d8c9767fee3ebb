import * as v from "valibot";
import { Coupon } from "../coupon/coupon.ts";

/** A coupon with one code, as it is published, but for what is told here. */
export function couponWith(parts: Partial<Coupon> = {}): Coupon {
  return v.parse(Coupon, { id: "ten", name: "Ten", ...(parts.pool ? {} : { code: "TEN" }), ...parts });
}
