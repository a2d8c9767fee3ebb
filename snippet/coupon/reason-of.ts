import type { CouponRefusal } from "../../model/coupon/refusal.ts";

/** By what shops write when they refuse a code, in codes of theirs or in English; the first that fits. */
const reasons: readonly [RegExp, CouponRefusal][] = [
  [/expire|has ended|no longer/i, "expired"],
  [/minimum|at least|MIN_SPENT/i, "minimum_not_met"],
  [/limit|maximum|already (been )?used/i, "exhausted"],
  [/not_?applicable|not applicable|not eligible/i, "not_applicable"],
  [/does ?n.t exist|does not exist|not found|invalid|n.t valid|is not valid/i, "unknown_code"],
];

export function reasonOf(said: string): CouponRefusal {
  return reasons.find(([words]) => words.test(said))?.[1] ?? "refused_by_shop";
}
