import type { HeldCoupon } from "../snapshot.ts";

/** Whether there is nothing left to be had of it. */
export function isOver({ state }: Pick<HeldCoupon, "state">): boolean {
  return state === "redeemed" || state === "gone";
}

/** Whether somebody has the coupon, and may use it still. */
export function isLive(
  { state, expiresAtMs = Infinity }: Pick<HeldCoupon, "state" | "expiresAtMs">,
  nowMs: number,
): boolean {
  return !isOver({ state }) && state !== "waiting" && nowMs < expiresAtMs;
}
