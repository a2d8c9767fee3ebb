import type { Metric } from "./arm.ts";
import {
  differenceOf,
  outOfReach,
  type Arms,
  type Difference,
  type NoDifference,
  type Unknown,
} from "./difference.ts";
import {
  normalAbove,
  normalAt,
  normalBelow,
  normalDensity,
  studentAbove,
  studentAt,
} from "./distributions.ts";
import { boundFor, sequentialChance, usualAlpha, usualTuning } from "./sequential.ts";
import { chance, numberWithin, oneOf } from "./statistics-error.ts";

/** How two arms are compared. */
export interface CompareOptions {
  readonly metric: Metric;
  /**
   * `sequential`, unless given: right however often somebody looks. `fixed`: right for one look, at a time that was set
   * before the start. `bayesian`: a chance to win and an expected loss.
   */
  readonly method?: "sequential" | "fixed" | "bayesian" | undefined;
  /** The chance of error that intervals allow, 0.05 unless given: 95 % intervals. */
  readonly alpha?: number | undefined;
  /** For `sequential`: the number of visitors at which intervals are to be narrow, 5,000 unless given. */
  readonly tuning?: number | undefined;
  /** For `bayesian`: what was believed of the lift before, a normal distribution. Nothing unless given. */
  readonly prior?: { readonly mean: number; readonly variance: number } | undefined;
  /** Whether lifts are shares of the control, which they are unless this is false. */
  readonly relative?: boolean | undefined;
}

/** What can be said of a treatment beside its control. There is never a NaN in it. */
export interface Comparison {
  /** By how much the treatment is more, 0.1 for 10 %. Null where that has no meaning; `unknown` then says why. */
  readonly lift: number | null;
  /** Where the true lift is; from -Infinity to Infinity where nothing is known. */
  readonly interval: readonly [low: number, high: number];
  /** For `fixed` and `sequential`: the chance of a lift as large as this, or larger, where there is none. */
  readonly pValue?: number;
  /** For `bayesian`: the chance that the lift is above 0. */
  readonly chanceToWin?: number;
  /** For `bayesian`: what choosing the treatment costs on average, in the unit of the lift, for the case that it is worse. */
  readonly expectedLoss?: number;
  /** Why nothing can be said, where that is so. */
  readonly unknown?: Unknown;
}

/**
 * Compares a treatment with its control. Public as part of `edgewise/statistics`; docs/statistics.md has the formulas.
 *
 * @throws {StatisticsError} `invalid_arm` or `invalid_option` for figures that cannot be
 */
export function compare(arms: Arms, options: CompareOptions): Comparison {
  const {
    metric,
    method = "sequential",
    alpha = usualAlpha,
    tuning = usualTuning,
    relative = true,
  } = options;
  oneOf(metric, ["proportion", "mean", "ratio"], "metric");
  chance(alpha, "alpha");
  const judge = judges[oneOf(method, ["fixed", "sequential", "bayesian"], "method")];
  const settings = { metric, alpha, tuning, prior: checkedPrior(options.prior) };
  const difference = differenceOf(arms, metric, relative);
  return difference.unknown ? unknownBeside(difference) : judge(difference, settings);
}

function unknownBeside({ lift, unknown }: NoDifference): Comparison {
  return { lift, interval: [-Infinity, Infinity], unknown };
}

interface Judged {
  readonly metric: Metric;
  readonly alpha: number;
  readonly tuning: number;
  readonly prior: { readonly mean: number; readonly variance: number } | undefined;
}

const judges = { fixed, sequential, bayesian };

/** Student's t as B. L. Welch uses it. */
function fixed({ lift, error, freedom }: Difference, { alpha }: Judged): Comparison {
  const half = error * studentAt(alpha / 2, freedom);
  return { lift, interval: [lift - half, lift + half], pValue: twoSided(lift / error, freedom) };
}

/**
 * An interval that holds at every look at once. A share of the control has a skewed error while there are few visitors,
 * and would cross 0 too early; so it leaves 0 only where the difference itself has left it too. A small arm, such as a
 * holdout, is not believed to vary less than all visitors together do (`caution`).
 */
function sequential(difference: Difference, { metric, alpha, tuning }: Judged): Comparison {
  const { lift, visitors, caution } = difference;
  const [error, distance] = [difference.error * caution, difference.distance / caution];
  // What proportions vary by follows from themselves; it is no second estimate that could be off.
  const freedom = metric === "proportion" ? Infinity : difference.freedom;
  const bound = boundFor(freedom, { n: visitors, alpha, tuning });
  const [low, high] = [lift - error * bound, lift + error * bound];
  const differs = Math.abs(distance) > bound;
  const nearer = Math.min(Math.abs(lift / error), Math.abs(distance));
  return {
    lift,
    interval: differs ? [low, high] : [Math.min(low, 0), Math.max(high, 0)],
    pValue: sequentialChance(nearer, freedom, { n: visitors, alpha, tuning }),
  };
}

/** The posterior of a normal estimate: flat, or combined with a normal prior by their precisions. */
function bayesian({ lift, error }: Difference, { alpha, prior }: Judged): Comparison {
  const precision = 1 / error ** 2;
  const before = prior ? 1 / prior.variance : 0;
  const mean = (lift * precision + (prior?.mean ?? 0) * before) / (precision + before);
  const deviation = Math.sqrt(1 / (precision + before));
  const half = deviation * normalAt(alpha / 2);
  const z = mean / deviation;
  const expectedLoss = Math.max(0, deviation * normalDensity(z) - mean * normalAbove(z));
  // A prior may be so sure, or so far off, that nothing can be worked out with it.
  if (![mean, half, z, expectedLoss].every(Number.isFinite))
    return unknownBeside({ lift: null, unknown: outOfReach });
  return { lift: mean, interval: [mean - half, mean + half], chanceToWin: normalBelow(z), expectedLoss };
}

function twoSided(distance: number, freedom: number): number {
  return Math.min(1, 2 * studentAbove(Math.abs(distance), freedom));
}

function checkedPrior(prior: CompareOptions["prior"]): CompareOptions["prior"] {
  if (!prior) return undefined;
  const mean = numberWithin(prior.mean, "prior.mean", "invalid_option");
  const variance = numberWithin(prior.variance, "prior.variance", "invalid_option", {
    from: Number.MIN_VALUE,
  });
  return { mean, variance };
}
