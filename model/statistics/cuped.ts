import { covarianceIn, estimateOf, type MeanArm, moment, spread, type ValuesBefore } from "./arm.ts";
import { StatisticsError } from "./statistics-error.ts";

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
  const adjusted = {
    n: arm.n,
    mean: arm.mean - theta * (before.mean - centre),
    // Rounding can make it less than nothing where before says everything of after. A theta squared may be no number any more.
    variance: Math.max(arm.variance - 2 * theta * before.covariance + theta * (theta * before.variance), 0),
  };
  estimateOf(adjusted, "mean", "arm");
  return adjusted;
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
  const path = "arm.before";
  const mean = moment(arm.before, "mean", path);
  const variance = spread(arm.before, "variance", path);
  return { mean, variance, covariance: covarianceIn(arm.before, arm.variance * variance, path) };
}
