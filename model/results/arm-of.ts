import { estimateOf, notByRounding } from "../statistics/arm.ts";
import type { MeanArm, ProportionArm, RatioArm } from "../statistics/arm.ts";
import type { Measured } from "./measured.ts";
import type { Sums } from "./tally.ts";

/** Sums in the unit that results are told in. What stands below a line is a number of times, and stays it. */
function inUnits({ n, y, x, yy, xx, xy }: Sums, { kind, perUnit }: Measured): Sums {
  const ofX = kind === "ratio" ? 1 : perUnit;
  return {
    n,
    y: y / perUnit,
    x: x / ofX,
    yy: yy / perUnit ** 2,
    xx: xx / ofX ** 2,
    xy: xy / (perUnit * ofX),
  };
}

/** What all people together did, and for each of them, or by what stands below the line; `null` where there is none. */
export function plainFigures(sums: Sums, measured: Measured): { total: number; value: number | null } {
  const { n, y, x } = inUnits(sums, measured);
  const below = measured.kind === "ratio" ? x : n;
  return { total: y, value: below > 0 ? y / below : null };
}

export function proportionArm({ n, y }: Sums): ProportionArm {
  return { n, successes: Math.min(Math.max(Math.round(y), 0), n) };
}

/** @param isAdjusted whether what the same people did before is known, so that arms can be adjusted by it. */
export function meanArm(sums: Sums, measured: Measured, isAdjusted: boolean): MeanArm {
  const { n, mean, variance, below, covariance } = moments(inUnits(sums, measured));
  return isAdjusted ? { n, mean, variance, before: { ...below, covariance } } : { n, mean, variance };
}

export function ratioArm(sums: Sums, measured: Measured): RatioArm {
  const { n, mean, variance, below, covariance } = moments(inUnits(sums, measured));
  return { n, mean, variance, denominator: below, covariance };
}

/** How differently people did; `null` of too few. */
export function varianceOf(sums: Sums, measured: Measured): number | null {
  if (sums.n < 2) return null;
  const { kind } = measured;
  const arm =
    kind === "proportion"
      ? proportionArm(sums)
      : kind === "mean"
        ? meanArm(sums, measured, false)
        : ratioArm(sums, measured);
  const { n, variance } = estimateOf(arm, kind, "arm");
  return Number.isFinite(variance) ? n * variance : null;
}

/**
 * Sums of squares lose digits in the difference. Where what is left says something that cannot be, it is the nearest that
 * can: no variance below 0, and none that two values have in common that is larger than theirs.
 */
function moments({ n, y, x, yy, xx, xy }: Sums) {
  if (n < 2) {
    const at = (sum: number) => (n === 0 ? 0 : sum / n);
    return { n, mean: at(y), variance: 0, below: { mean: at(x), variance: 0 }, covariance: 0 };
  }
  const variance = notByRounding(yy - (y * y) / n, yy) / (n - 1);
  const ofBelow = notByRounding(xx - (x * x) / n, xx) / (n - 1);
  const most = Math.sqrt(variance) * Math.sqrt(ofBelow);
  const covariance = Math.min(Math.max((xy - (x * y) / n) / (n - 1), -most), most);
  return { n, mean: y / n, variance, below: { mean: x / n, variance: ofBelow }, covariance };
}
