import { normalAbove, normalAt } from "./distributions.ts";
import { sequentialBound, usualAlpha, usualTuning } from "./sequential.ts";
import { chance, numberWithin, oneOf, StatisticsError } from "./statistics-error.ts";

/** What an experiment is to find. */
export interface SampleQuestion {
  readonly metric: "proportion" | "mean";
  /** The control's expected value: a proportion, or a mean. */
  readonly baseline: number;
  /** For means: the variance among visitors. */
  readonly variance?: number | undefined;
  /** The smallest lift worth finding, as a share of the baseline: 0.1 for 10 %; below 0 for a loss. */
  readonly lift: number;
  /** How the result will be judged; `sequential` unless given. */
  readonly method?: "sequential" | "fixed" | undefined;
  readonly alpha?: number | undefined;
  /** The chance to find the lift if it is there, 0.8 unless given. */
  readonly power?: number | undefined;
  readonly tuning?: number | undefined;
  /** The share of visitors that the treatment gets of the two arms; 0.5 unless given. */
  readonly share?: number | undefined;
}

/** Visitors that are needed, rounded up. Infinity where none are enough. */
export interface RequiredSample {
  readonly control: number;
  readonly treatment: number;
  readonly total: number;
}

/**
 * How many visitors it takes to find a lift with the power that is asked for.
 *
 * `fixed`: (z(1 − α/2) + z(power))² times the variance of the difference of one visitor, over the squared difference.
 * Source: J. Cohen, "Statistical Power Analysis for the Behavioral Sciences", 1988, for unpooled variances.
 * `sequential`: the same with the always-valid bound at that number of visitors in the place of z(1 − α/2). Somebody who
 * looks on the way sees the lift sooner in most cases, so this is how long to plan for, not how long it takes.
 *
 * @throws {StatisticsError} `invalid_option`
 */
export function requiredSample(question: SampleQuestion): RequiredSample {
  const {
    method = "sequential",
    alpha = usualAlpha,
    power = 0.8,
    tuning = usualTuning,
    share = 0.5,
  } = question;
  oneOf(question.metric, ["proportion", "mean"], "metric");
  const { difference, control, treatment } = expected(question);
  chance(share, "share");
  chance(power, "power");
  chance(alpha, "alpha");
  // Of the difference, for each visitor of the whole: arms get their shares of them.
  const variance = control / (1 - share) + treatment / share;
  const distanceOfOne = Math.abs(difference) / Math.sqrt(variance);
  const found = (total: number): number => {
    const bound = method === "fixed" ? normalAt(alpha / 2) : sequentialBound({ n: total, alpha, tuning });
    return normalAbove(bound - distanceOfOne * Math.sqrt(total));
  };
  const total = smallest((visitors) => found(visitors) >= power);
  return {
    control: Math.ceil(total * (1 - share)),
    treatment: Math.ceil(total * share),
    total: Math.ceil(total * (1 - share)) + Math.ceil(total * share),
  };
}

interface Expected {
  readonly difference: number;
  /** The variance of one visitor in each arm. */
  readonly control: number;
  readonly treatment: number;
}

function expected({ metric, baseline, variance, lift }: SampleQuestion): Expected {
  numberWithin(lift, "lift", "invalid_option");
  if (lift === 0)
    throw new StatisticsError("invalid_option", "lift", "must not be 0: nobody can find no lift.");
  if (metric === "mean") {
    numberWithin(baseline, "baseline", "invalid_option");
    const each = numberWithin(variance, "variance", "invalid_option", { from: Number.MIN_VALUE });
    if (baseline === 0)
      throw new StatisticsError("invalid_option", "baseline", "must not be 0: no share of it is anything.");
    return { difference: baseline * lift, control: each, treatment: each };
  }
  chance(baseline, "baseline");
  const treated = baseline * (1 + lift);
  if (treated < 0 || treated > 1) {
    throw new StatisticsError(
      "invalid_option",
      "lift",
      `would make a proportion of ${treated}, which is none.`,
    );
  }
  return {
    difference: treated - baseline,
    control: baseline * (1 - baseline),
    treatment: treated * (1 - treated),
  };
}

/** The smallest number from 2 on that `isEnough` holds from; Infinity where none below 10^15 does. */
function smallest(isEnough: (visitors: number) => boolean): number {
  let high = 2;
  while (!isEnough(high)) {
    if (high > 1e15) return Infinity;
    high *= 2;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
