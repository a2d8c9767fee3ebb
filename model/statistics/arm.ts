import { numberWithin, StatisticsError } from "./statistics-error.ts";

/** Visitors of whom each succeeded or did not. */
export interface ProportionArm {
  /** How many visitors. */
  readonly n: number;
  /** How many of them succeeded. */
  readonly successes: number;
}

/** Visitors with a value each, such as their revenue. Whoever has none has 0, and is counted. */
export interface MeanArm {
  readonly n: number;
  readonly mean: number;
  /** The sample variance: the sum of squared distances from the mean, divided by n − 1. */
  readonly variance: number;
  /** The same visitors' values from before they took part. With them in both arms, `compare` adjusts by CUPED. */
  readonly before?: ValuesBefore | undefined;
}

/** What is known of the time before visitors took part, for CUPED. */
export interface ValuesBefore {
  readonly mean: number;
  readonly variance: number;
  /** The sample covariance with the value that is compared, divided by n − 1 too. */
  readonly covariance: number;
}

/** Visitors with two values each, whose sums are divided: revenue for each order, clicks for each page. */
export interface RatioArm {
  readonly n: number;
  /** Of the value above the line. */
  readonly mean: number;
  readonly variance: number;
  /** Of the value below the line. */
  readonly denominator: { readonly mean: number; readonly variance: number };
  /** Between the two, divided by n − 1. */
  readonly covariance: number;
}

export type Arm = ProportionArm | MeanArm | RatioArm;
export type Metric = "proportion" | "mean" | "ratio";

/** What all kinds of arms come to: an estimate, and how far off it may be. */
export interface Estimate {
  readonly n: number;
  readonly value: number;
  /** The variance of `value` itself, not of one visitor. NaN never; 0 where it cannot be told from what is there. */
  readonly variance: number;
  /** Degrees of freedom of its error. */
  readonly freedom: number;
  /** That there are visitors, and yet too few of them have anything below the line of a ratio. */
  readonly isTooRare?: boolean;
}

/** @throws {StatisticsError} `invalid_arm` where no visitors could have given these figures. */
export function estimateOf(given: Arm, metric: Metric, path: string): Estimate {
  // Of an arm that whoever writes no types forgot, `n` is what is missing first.
  const arm = Object(given) as Arm;
  const n = count(arm.n, `${path}.n`);
  if (metric === "proportion") return proportion(arm, n, path);
  if (metric === "mean") return mean(arm, n, path);
  return ratio(arm, n, path);
}

function proportion(arm: Arm, n: number, path: string): Estimate {
  const successes = count("successes" in arm ? arm.successes : undefined, `${path}.successes`);
  if (successes > n) {
    throw new StatisticsError(
      "invalid_arm",
      `${path}.successes`,
      `must be at most n, ${n}, not ${successes}.`,
    );
  }
  const value = n === 0 ? 0 : successes / n;
  return { n, value, variance: n === 0 ? 0 : (value * (1 - value)) / n, freedom: Math.max(n - 1, 0) };
}

function mean(arm: Arm, n: number, path: string): Estimate {
  const value = moment(arm, "mean", path);
  const variance = spread(arm, "variance", path);
  return n < 2
    ? { n, value: n === 0 ? 0 : value, variance: 0, freedom: 0 }
    : { n, value, variance: variance / n, freedom: n - 1 };
}

/**
 * By the delta method: R = M / D has variance (V(M) − 2 R C(M, D) + R² V(D)) / D². That is right of many visitors; of
 * few that have anything below the line, such as two who ordered, it is as sure as if all others had been asked, too. So
 * its error has the freedom, and the divisor, of as many as those are worth: (Σ d)² / Σ d² (L. Kish, "Survey Sampling",
 * 1965), which is all of them where everybody has the same below the line.
 */
function ratio(arm: Arm, n: number, path: string): Estimate {
  const above = moment(arm, "mean", path);
  const aboveVariance = spread(arm, "variance", path);
  const denominator = Object("denominator" in arm ? arm.denominator : undefined) as object;
  const below = moment(denominator, "mean", `${path}.denominator`);
  const belowVariance = spread(denominator, "variance", `${path}.denominator`);
  const covariance = covarianceIn(arm, aboveVariance * belowVariance, path);
  const nothing = { n, value: 0, variance: 0, freedom: 0 };
  if (n < 2) return nothing;
  if (below === 0) return { ...nothing, isTooRare: true };
  const value = above / below;
  const worth = n / (1 + (belowVariance / below ** 2) * (1 - 1 / n));
  // Two that have as much are worth two, but for rounding.
  if (!(worth > 2 - 1e-6)) return { ...nothing, value, isTooRare: true };
  const freedom = Math.max(worth - 1, 1);
  const parts = [aboveVariance, -2 * value * covariance, value ** 2 * belowVariance];
  const ofOne = notByRounding(sumOf(parts), sumOf(parts.map(Math.abs))) / below ** 2;
  return { n, value, variance: (ofOne / n) * ((1 - 1 / n) / (1 - 1 / (freedom + 1))), freedom };
}

/** What is left of much larger figures, or 0 where it is no more than the digits that they lost. */
export function notByRounding(left: number, of: number): number {
  return left > of * 1e-12 ? left : 0;
}

function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function count(value: unknown, path: string): number {
  const number = numberWithin(value, path, "invalid_arm", { from: 0, to: Number.MAX_SAFE_INTEGER });
  if (Number.isInteger(number)) return number;
  throw new StatisticsError("invalid_arm", path, `must be a whole number, not ${number}.`);
}

/** @param most what its square is at most: the product of both variances. */
export function covarianceIn(of: object, most: number, path: string): number {
  const covariance = moment(of, "covariance", path);
  if (!(covariance ** 2 > most * (1 + 1e-9))) return covariance;
  throw new StatisticsError(
    "invalid_arm",
    `${path}.covariance`,
    "is larger than the two variances allow; its square is at most their product.",
  );
}

export function moment(of: object, name: string, path: string): number {
  return numberWithin(Reflect.get(of, name), `${path}.${name}`, "invalid_arm");
}

export function spread(of: object, name: string, path: string): number {
  return numberWithin(Reflect.get(of, name), `${path}.${name}`, "invalid_arm", { from: 0 });
}
