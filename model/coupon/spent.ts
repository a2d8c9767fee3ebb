/** By coupon, until when nobody can have another one, in ms since 1970; `null` for good. */
export type SpentCoupons = ReadonlyMap<string, number | null>;

/** Whether nobody can have another one of the coupon at this moment. */
export function isSpent(spent: SpentCoupons, coupon: string, nowMs: number): boolean {
  const untilMs = spent.get(coupon);
  return untilMs === null || (untilMs !== undefined && nowMs < untilMs);
}
