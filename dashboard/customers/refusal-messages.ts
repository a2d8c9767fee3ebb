import { translated } from "../text/translated.ts";

export const t = translated("coupon-refusals", {
  unknown_code: "there is no such code",
  not_theirs: "the code is somebody else’s",
  self_referral: "they cannot be referred by themselves",
  not_yet_valid: "it is not valid yet",
  expired: "it has expired",
  revoked: "it was taken back",
  redeemed: "they have used it",
  reserved: "it is in another cart",
  exhausted: "there are none left",
  person_limit: "they had it as often as one person may",
  day_limit: "there are none left today",
  budget_spent: "its budget is spent",
  not_combinable: "it does not go together with another coupon",
  margin_floor: "it would take off more than the site allows",
  too_many_attempts: "there were too many attempts",
  minimum_not_met: "the cart was not worth enough",
  not_applicable: "it is not for what was in the cart",
  no_discount: "the shop took nothing off for it",
  refused_by_shop: "the shop refused it",
  shop_unreachable: "the shop did not answer",
});
