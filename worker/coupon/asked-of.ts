import type { Bundle } from "../../model/bundle.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { AskedOf } from "./asked.ts";

/** A wish about a published coupon. @param requestId the same for the same wish, however often it is asked. */
export function askedOf(
  { site, version }: Pick<Bundle, "site" | "version">,
  coupon: Coupon,
  requestId: string,
  nowMs: number,
): AskedOf {
  return { site: site.id, terms: { version, coupon, timeZone: site.timeZone }, requestId, nowMs };
}
