import { candidatesOf, controlOf, type JudgedRule } from "./variants-of.ts";
import { requiredSample } from "../statistics/required-sample.ts";
import { usualAlpha } from "../statistics/sequential.ts";
import type { Shares } from "./strata.ts";

/** What people do without a rule, of one goal. */
export interface Baseline {
  readonly kind: "proportion" | "mean" | "ratio";
  /** A share of people, or a mean for each. */
  readonly value: number;
  /** Among people; of a proportion it follows from its value. */
  readonly variance: number;
}

/** A test before its start. */
export interface TestPlan {
  readonly rule: JudgedRule;
  /** Of those that the rule is for, by variant and `held-out`. */
  readonly shares: Shares;
  readonly baseline: Baseline;
  /** The smallest effect that matters, as a share of what people do without the rule: 0.1 for 10 %. */
  readonly lift: number;
  /** How many people a rule's condition holds for on a day who were not in the test before; `null` where nobody knows. */
  readonly perDay: number | null;
}

/** What it takes. */
export interface PlannedTest {
  /** By variant, and `held-out`. */
  readonly people: readonly { readonly variant: string; readonly people: number }[];
  readonly total: number;
  /** `null` where it is not known how many come. */
  readonly days: number | null;
}

/** Why nobody can say. */
export type Unplannable = "nothing_to_compare" | "no_baseline" | "out_of_reach";

/**
 * How many people of each variant, and how many days, it takes to see the smallest effect that matters in 80 of 100 tests,
 * judged as results are: by the always-valid interval, corrected for the number of variants (Bonferroni). By
 * `requiredSample`, whose formula and source are there; where variants have different shares, the smallest decides.
 */
export function planTest({ rule, shares, baseline, lift, perDay }: TestPlan): PlannedTest | Unplannable {
  const control = controlOf(rule, new Map());
  const ofControl = control === null ? 0 : (shares[control.variant] ?? 0);
  const candidates = control === null ? [] : candidatesOf(rule, control);
  if (control === null || ofControl <= 0 || candidates.length === 0) return "nothing_to_compare";
  if (candidates.some((variant) => !((shares[variant] ?? 0) > 0))) return "nothing_to_compare";
  if (!isKnown(baseline)) return "no_baseline";
  const isProportion = baseline.kind === "proportion";
  if (!(lift > 0) || (isProportion && baseline.value * (1 + lift) > 1)) return "out_of_reach";
  // Everybody whom the test needs, those of the other variants included.
  const inAll = candidates.map((variant) => {
    const ofVariant = shares[variant] ?? 0;
    const share = ofVariant / (ofVariant + ofControl);
    if (!(share > 0 && share < 1)) return Infinity;
    const { total } = requiredSample({
      metric: isProportion ? "proportion" : "mean",
      baseline: baseline.value,
      variance: baseline.variance,
      lift,
      alpha: usualAlpha / candidates.length,
      share,
    });
    return total / (ofVariant + ofControl);
  });
  const needed = Math.max(...inAll);
  if (!Number.isSafeInteger(Math.ceil(needed))) return "out_of_reach";
  const people = [...candidates, control.variant].map((variant) => ({
    variant,
    people: Math.max(1, Math.ceil(needed * (shares[variant] ?? 0) - 1e-6)),
  }));
  return {
    people,
    total: people.reduce((sum, each) => sum + each.people, 0),
    days: perDay !== null && perDay > 0 ? Math.ceil(needed / perDay) : null,
  };
}

function isKnown({ kind, value, variance }: Baseline): boolean {
  if (kind === "proportion") return value > 0 && value < 1;
  return value !== 0 && Number.isFinite(value) && variance > 0 && Number.isFinite(variance);
}
