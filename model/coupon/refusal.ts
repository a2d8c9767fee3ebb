/**
 * Why a coupon is not had, by a code that stays the same. Those before the blank line are said by Edgewise, the others by
 * the shop, as far as it tells.
 */
export const couponRefusals = [
  "unknown_code",
  "not_theirs",
  "self_referral",
  "not_yet_valid",
  "expired",
  "revoked",
  "redeemed",
  "reserved",
  "exhausted",
  "person_limit",
  "day_limit",
  "budget_spent",
  "not_combinable",
  "margin_floor",
  "too_many_attempts",

  "minimum_not_met",
  "not_applicable",
  "no_discount",
  "refused_by_shop",
  "shop_unreachable",
] as const;
export type CouponRefusal = (typeof couponRefusals)[number];
