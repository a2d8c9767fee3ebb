import { normalAbove, normalAt, studentAbove, studentAt } from "./distributions.ts";
import { chance, numberWithin } from "./statistics-error.ts";

/** When an always-valid interval is looked at, when it is to be narrow, and how often it may err. */
export interface SequentialOptions {
  /** Visitors so far, of all arms that are compared. */
  readonly n: number;
  /** The chance that it ever errs, however often somebody looks; 0.05 unless given. */
  readonly alpha?: number | undefined;
  /** The number of visitors at which the interval is to be narrow; 5,000 unless given. Choose it before the start. */
  readonly tuning?: number | undefined;
}

export const usualTuning = 5_000;
export const usualAlpha = 0.05;

/**
 * How many standard errors an estimate must be from 0 to be told from it by somebody who looks whenever they like: the
 * half width of an asymptotic confidence sequence. Compare 1.96 for somebody who looks once.
 *
 * Source: I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy, A. Ramdas, "Time-uniform central limit theory and
 * asymptotic confidence sequences", 2021, theorem 2.2, with ρ chosen for `tuning` visitors by their equation 24.
 *
 * @throws {StatisticsError} `invalid_option`
 */
export function sequentialBound({ n, alpha = usualAlpha, tuning = usualTuning }: SequentialOptions): number {
  numberWithin(n, "n", "invalid_option", { from: 1, to: Number.MAX_SAFE_INTEGER });
  const mixed = n * mixing(alpha, tuning);
  return Math.sqrt((2 + 2 / mixed) * (Math.log(mixed + 1) / 2 - Math.log(chance(alpha, "alpha"))));
}

/** ρ²: how the method shares its attention between early and late looks. */
function mixing(alpha: number, tuning: number): number {
  numberWithin(tuning, "tuning", "invalid_option", { from: 1, to: Number.MAX_SAFE_INTEGER });
  const twice = -2 * Math.log(chance(alpha, "alpha"));
  return (twice + Math.log(twice + 1)) / tuning;
}

/**
 * {@link sequentialBound} where the variance was estimated from few visitors: the same chance under Student's t. The
 * sequence is valid for many visitors; without this, the first looks at values that are not counts would err more.
 */
export function boundFor(freedom: number, options: SequentialOptions): number {
  const bound = sequentialBound(options);
  return freedom === Infinity ? bound : studentAt(normalAbove(bound), freedom);
}

/**
 * The smallest chance of error at which the sequence, as tuned for `alpha`, would have told the estimate from 0 by now.
 * It is valid at every look.
 *
 * @param distance the estimate in its standard errors
 */
export function sequentialChance(
  distance: number,
  freedom: number,
  { n, alpha = usualAlpha, tuning = usualTuning }: SequentialOptions,
): number {
  const far = Math.abs(distance);
  const z = freedom === Infinity ? far : Math.max(0, normalAt(studentAbove(far, freedom)));
  const mixed = n * mixing(alpha, tuning);
  return Math.min(1, Math.sqrt(mixed + 1) * Math.exp((-z * z * mixed) / (2 * mixed + 2)));
}
