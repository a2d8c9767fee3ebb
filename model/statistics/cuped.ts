import { estimateOf, type MeanArm, type ValuesBefore } from "./arm.ts";
import { numberWithin, StatisticsError } from "./statistics-error.ts";

/** What arms are adjusted by, so that those of one comparison are adjusted alike. */
export interface Adjustment {
  /** How much of the distance from the mean before is taken away. */
  readonly theta: number;
  /** The mean before that nobody is adjusted at. */
  readonly centre: number;
}

/**
 * An arm as it would be had all visitors been alike before they took part: the same mean in expectation, and a smaller
 * variance, by the square of the correlation of before and after.
 *
 * Arms that are compared need one adjustment, see {@link adjustmentOf}; `compare` does so by itself. Without one, the
 * arm's own is taken: its mean stays, and its variance shows what an adjustment would gain.
 *
 * Source: A. Deng, Y. Xu, R. Kohavi, T. Walker, "Improving the Sensitivity of Online Controlled Experiments by Utilizing
 * Pre-Experiment Data", WSDM 2013.
 *
 * @throws {StatisticsError} `invalid_arm` where the figures cannot be
 */
export function cuped(arm: MeanArm, adjustment: Adjustment = adjustmentOf([arm])): MeanArm {
  const before = checkedBefore(arm);
  const { theta, centre } = adjustment;
  const mean = arm.mean - theta * (before.mean - centre);
  // A theta squared may be no number any more.
  const variance = arm.variance - 2 * theta * before.covariance + theta * (theta * before.variance);
  if (!Number.isFinite(mean) || !Number.isFinite(variance))
    throw new StatisticsError("invalid_arm", "arm.before", "is too large or too small to adjust by.");
  // Rounding can make it less than nothing where before says everything of after.
  return { n: arm.n, mean, variance: Math.max(variance, 0) };
}

/** The adjustment that suits all of these arms together; none, a theta of 0, where nothing varied before. */
export function adjustmentOf(arms: readonly MeanArm[]): Adjustment {
  let covariance = 0;
  let variance = 0;
  let sum = 0;
  let visitors = 0;
  for (const arm of arms) {
    const before = checkedBefore(arm);
    covariance += before.covariance * Math.max(arm.n - 1, 0);
    variance += before.variance * Math.max(arm.n - 1, 0);
    sum += before.mean * arm.n;
    visitors += arm.n;
  }
  const theta = variance > 0 ? covariance / variance : 0;
  // Where next to nothing varied before, as where nothing did.
  return { theta: Number.isFinite(theta) ? theta : 0, centre: visitors > 0 ? sum / visitors : 0 };
}

function checkedBefore(arm: MeanArm): ValuesBefore {
  estimateOf(arm, "mean", "arm");
  if (!arm.before) {
    throw new StatisticsError(
      "invalid_arm",
      "arm.before",
      "is needed: the values from before visitors took part.",
    );
  }
  const mean = numberWithin(arm.before.mean, "arm.before.mean", "invalid_arm");
  const variance = numberWithin(arm.before.variance, "arm.before.variance", "invalid_arm", { from: 0 });
  const covariance = numberWithin(arm.before.covariance, "arm.before.covariance", "invalid_arm");
  if (covariance ** 2 > arm.variance * variance * (1 + 1e-9)) {
    throw new StatisticsError(
      "invalid_arm",
      "arm.before.covariance",
      "is larger than the two variances allow; its square is at most their product.",
    );
  }
  return { mean, variance, covariance };
}
