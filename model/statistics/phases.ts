import type { MeanArm } from "./arm.ts";
import { estimateOf } from "./arm.ts";

/** What two arms came to in a time in which their weights stayed as they were. */
export interface Phase {
  readonly control: MeanArm;
  readonly treatment: MeanArm;
}

/**
 * Two arms over several phases as if their weights had never changed. Where weights change while visitors change too,
 * plain sums compare one arm's Mondays with the other's Sundays, and can turn a gain into a loss (Simpson's paradox).
 * Here each phase counts in both arms by its share of all visitors, so that both arms have the same mixture of phases.
 *
 * The mean of an arm is Σ w m, its variance Σ w² v / n times its visitors, with w the phase's share of all visitors:
 * the stratified estimator of W. G. Cochran, "Sampling Techniques", 1977, chapter 5. Phases in which an arm has less than
 * two visitors are left out, because nothing could be compared in them; `left` says how many visitors that are.
 *
 * @throws {StatisticsError} `invalid_arm`
 */
export function acrossPhases(phases: readonly Phase[]): Phase & { readonly left: number } {
  phases.forEach(({ control, treatment }, index) => {
    estimateOf(control, "mean", `phases[${index}].control`);
    estimateOf(treatment, "mean", `phases[${index}].treatment`);
  });
  const kept = phases.filter(({ control, treatment }) => control.n > 1 && treatment.n > 1);
  const all = visitorsOf(kept);
  return {
    control: stratified(kept, "control", all),
    treatment: stratified(kept, "treatment", all),
    left: visitorsOf(phases) - all,
  };
}

function stratified(phases: readonly Phase[], arm: "control" | "treatment", all: number): MeanArm {
  let n = 0;
  let mean = 0;
  let variance = 0;
  for (const phase of phases) {
    const share = (phase.control.n + phase.treatment.n) / all;
    n += phase[arm].n;
    mean += share * phase[arm].mean;
    variance += (share ** 2 * phase[arm].variance) / phase[arm].n;
  }
  return { n, mean, variance: variance * n };
}

function visitorsOf(phases: readonly Phase[]): number {
  return phases.reduce((sum, { control, treatment }) => sum + control.n + treatment.n, 0);
}
