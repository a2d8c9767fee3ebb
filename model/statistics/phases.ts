import type { MeanArm, RatioArm } from "./arm.ts";
import { estimateOf } from "./arm.ts";

/** What two arms came to in a time in which their weights stayed as they were. */
export interface Phase<A extends MeanArm | RatioArm = MeanArm> {
  readonly control: A;
  readonly treatment: A;
}

/**
 * Two arms over several phases as if their weights had never changed. Where weights change while visitors change too,
 * plain sums compare one arm's Mondays with the other's Sundays, and can turn a gain into a loss (Simpson's paradox).
 * Here each phase counts in both arms by its share of all visitors, so that both arms have the same mixture of phases.
 *
 * The mean of an arm is Σ w m, its variance Σ w² v / n times its visitors, with w the phase's share of all visitors:
 * the stratified estimator of W. G. Cochran, "Sampling Techniques", 1977, chapter 5. Of ratios, what stands below the
 * line and the covariance are combined alike (chapter 6.11). Phases in which an arm has less than two visitors are left
 * out, because nothing could be compared in them; `left` says how many visitors that are. What arms were before they took
 * part is not combined: adjust each phase's by `cuped`.
 *
 * @throws {StatisticsError} `invalid_arm`
 */
export function acrossPhases<A extends MeanArm | RatioArm>(
  phases: readonly Phase<A>[],
): Phase<A> & { readonly left: number } {
  phases.forEach(({ control, treatment }, index) => {
    check(control, `phases[${index}].control`);
    check(treatment, `phases[${index}].treatment`);
  });
  const kept = phases.filter(({ control, treatment }) => control.n > 1 && treatment.n > 1);
  const all = visitorsOf(kept);
  const isRatio = phases.some(({ control }) => "denominator" in control);
  const stratified = (which: "control" | "treatment"): A => {
    const strata = kept.map((phase) => ({
      share: (phase.control.n + phase.treatment.n) / all,
      arm: phase[which],
    }));
    return { ...(isRatio ? noDenominator : {}), ...combined(strata) } as A;
  };
  return {
    control: stratified("control"),
    treatment: stratified("treatment"),
    left: visitorsOf(phases) - all,
  };
}

interface Stratum {
  /** How much it weighs; all together 1. */
  readonly share: number;
  readonly arm: MeanArm | RatioArm;
}

/** One arm over strata that weigh as they are told to. */
export function combined(strata: readonly Stratum[]): MeanArm | RatioArm {
  const n = strata.reduce((sum, { arm }) => sum + arm.n, 0);
  const mean = (of: (arm: MeanArm | RatioArm) => number) =>
    strata.reduce((sum, { share, arm }) => sum + share * of(arm), 0);
  const spread = (of: (arm: MeanArm | RatioArm) => number) =>
    n * strata.reduce((sum, { share, arm }) => sum + (share ** 2 * of(arm)) / arm.n, 0);
  const above = { n, mean: mean((arm) => arm.mean), variance: spread((arm) => arm.variance) };
  if (!strata.some(({ arm }) => "denominator" in arm)) return above;
  return {
    ...above,
    denominator: {
      mean: mean((arm) => ratioOf(arm).denominator.mean),
      variance: spread((arm) => ratioOf(arm).denominator.variance),
    },
    covariance: spread((arm) => ratioOf(arm).covariance),
  };
}

const noDenominator = { denominator: { mean: 0, variance: 0 }, covariance: 0 };

function ratioOf(arm: MeanArm | RatioArm): Pick<RatioArm, "denominator" | "covariance"> {
  return "denominator" in arm ? arm : noDenominator;
}

function check(arm: MeanArm | RatioArm, path: string): void {
  estimateOf(arm, "denominator" in arm ? "ratio" : "mean", path);
}

function visitorsOf(phases: readonly Phase<MeanArm | RatioArm>[]): number {
  return phases.reduce((sum, { control, treatment }) => sum + control.n + treatment.n, 0);
}
