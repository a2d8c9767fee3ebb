import type { HeldCoupon } from "../snapshot.ts";

/**
 * What the shop was seen to take off for a coupon in a cart of this very total, in minor units.
 * @param total as the shop wrote it.
 * @returns `null` where that is only guessed, or not known at all.
 */
export function seenOff(
  { state, total: seenTotal, off, isEstimate }: HeldCoupon,
  total: string,
): number | null {
  return state === "applied" && seenTotal === total && isEstimate !== true ? (off ?? null) : null;
}
