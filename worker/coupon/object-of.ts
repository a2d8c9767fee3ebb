import type { CouponCodes } from "./coupon-codes.ts";

/** The object that keeps a coupon, or one of its shards. */
export function objectOf(
  { COUPONS }: Pick<Env, "COUPONS">,
  { site, coupon }: { site: string; coupon: string },
  shard: number,
): DurableObjectStub<CouponCodes> {
  return COUPONS.get(COUPONS.idFromName(`${site}/${coupon}/${shard}`));
}
