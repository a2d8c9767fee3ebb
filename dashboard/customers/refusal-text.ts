import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import { t } from "./refusal-messages.ts";

/** Why somebody cannot have a coupon, as whoever serves them says it. */
export function refusalText(reason: CouponRefusal): string {
  return t(reason);
}
