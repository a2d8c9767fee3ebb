import { estimateOf, type MeanArm, type ProportionArm } from "./arm.ts";
import { logGamma, normalDensity } from "./distributions.ts";
import { numberWithin, StatisticsError } from "./statistics-error.ts";

/** How visitors are shared among the variants of a bandit. */
export interface ThompsonOptions {
  /** The least share that each variant keeps, so that a bad start can be made good; 0.01 unless given. */
  readonly floor?: number | undefined;
}

/**
 * The share of visitors that each variant gets by Thompson sampling: the chance that it is the best of them, given what
 * is known. Sharing visitors by these chances is the same as drawing from the posteriors for each visitor, without
 * drawing; and they are exact, so that they can be written down with each decision.
 *
 * Proportions have the posterior Beta(1 + successes, 1 + failures). Means have a normal posterior by their own variance;
 * a variant without two visitors, or in which all visitors did the same, is believed to be like all others together, with
 * the variance of one visitor.
 *
 * Source: W. R. Thompson, Biometrika 25 (1933); D. Russo et al., "A Tutorial on Thompson Sampling", 2018. The chance is
 * the integral of a variant's density times the others' distributions, by the trapezoid rule.
 *
 * @returns shares that sum up to 1, in the order of the arms
 * @throws {StatisticsError} `invalid_arm`, `invalid_option` where the floors need more than there is
 */
export function thompsonShares(
  arms: readonly ProportionArm[] | readonly MeanArm[],
  { floor = 0.01 }: ThompsonOptions = {},
): number[] {
  const many = arms.length;
  if (many === 0) throw new StatisticsError("invalid_arm", "arms", "must not be empty.");
  numberWithin(floor, "floor", "invalid_option", { from: 0, to: 1 / many });
  const best = chancesToBeBest(beliefsAbout(arms));
  return best.map((chance) => floor + chance * (1 - many * floor));
}

/** What is believed of a variant: a mean, a deviation, and the density up to a factor. */
interface Belief {
  readonly mean: number;
  readonly deviation: number;
  /** The least and the largest value that there can be. */
  readonly from: number;
  readonly to: number;
  readonly density: (value: number) => number;
}

/** Of each belief; between 9 deviations below its mean and 9 above it. */
const pointsOfEach = 512;

function chancesToBeBest(beliefs: readonly Belief[]): number[] {
  // Each belief brings points as dense as it needs, so that the most certain one is no gap between two points.
  const line = Float64Array.from(beliefs.flatMap(pointsOf)).sort();
  const spreads = beliefs.map((belief) => spreadOver(line, belief));
  const chances = spreads.map(({ mass }, variant) => {
    let chance = 0;
    for (let at = 0; at < mass.length; at += 1) {
      let best = mass[at] ?? 0;
      for (const [other, { below }] of spreads.entries()) if (other !== variant) best *= below[at] ?? 0;
      chance += best;
    }
    return chance;
  });
  const sum = chances.reduce((total, chance) => total + chance, 0);
  if (sum > 0 && Number.isFinite(sum)) return chances.map((chance) => chance / sum);
  throw new StatisticsError("invalid_arm", "arms", "are too large or too small to be reckoned with.");
}

function pointsOf({ mean, deviation, from, to }: Belief): number[] {
  const step = (18 * deviation) / pointsOfEach;
  return Array.from({ length: pointsOfEach + 1 }, (_, index) =>
    Math.min(Math.max(mean - 9 * deviation + index * step, from), to),
  );
}

/** A belief over the spaces between points: how probable each is, and how probable what lies before its middle. */
interface Spread {
  readonly mass: Float64Array;
  readonly below: Float64Array;
}

function spreadOver(line: Float64Array, { density }: Belief): Spread {
  const mass = new Float64Array(line.length - 1);
  const below = new Float64Array(line.length - 1);
  let last = density(line[0] ?? 0);
  let sum = 0;
  for (let at = 0; at < mass.length; at += 1) {
    const end = line[at + 1] ?? 0;
    const here = density(end);
    const each = ((last + here) / 2) * (end - (line[at] ?? 0));
    mass[at] = each;
    below[at] = sum + each / 2;
    sum += each;
    last = here;
  }
  for (let at = 0; at < mass.length; at += 1) {
    mass[at] = (mass[at] ?? 0) / sum;
    below[at] = (below[at] ?? 0) / sum;
  }
  return { mass, below };
}

function beliefsAbout(arms: readonly ProportionArm[] | readonly MeanArm[]): Belief[] {
  if (arms.every((arm): arm is ProportionArm => "successes" in arm)) {
    return arms.map((arm, index) => {
      estimateOf(arm, "proportion", `arms[${index}]`);
      return beta(1 + arm.successes, 1 + arm.n - arm.successes);
    });
  }
  const means = arms.map((arm, index) => ({ arm, ...estimateOf(arm, "mean", `arms[${index}]`) }));
  const known = means.filter(({ variance }) => variance > 0);
  const visitors = known.reduce((sum, { n }) => sum + n, 0);
  const together = {
    value: known.reduce((sum, { n, value }) => sum + (n / visitors) * value, 0),
    variance: known.reduce((sum, { n, variance }) => sum + (n / visitors) * variance * n, 0) || 1,
  };
  const scale = Math.max(...means.map(({ value }) => Math.abs(value)));
  return means.map(({ value, variance }) =>
    variance > 0 ? normal(value, variance, scale) : normal(together.value, together.variance, scale),
  );
}

/** @param scale how large values are: nearer to each other than a billionth of it, they are told apart no more. */
function normal(mean: number, variance: number, scale: number): Belief {
  const deviation = Math.max(Math.sqrt(variance), scale * 1e-9);
  return {
    mean,
    deviation,
    from: -Infinity,
    to: Infinity,
    density: (value) => normalDensity((value - mean) / deviation),
  };
}

function beta(a: number, b: number): Belief {
  const mean = a / (a + b);
  const scale = logGamma(a + b) - logGamma(a) - logGamma(b);
  return {
    mean,
    deviation: Math.sqrt((mean * (1 - mean)) / (a + b + 1)),
    from: 0,
    to: 1,
    density: (value) =>
      value <= 0 || value >= 1
        ? edgeOf(value, a, b)
        : Math.exp(scale + (a - 1) * Math.log(value) + (b - 1) * Math.log1p(-value)),
  };
}

/** At 0 and 1, where the logarithm has no value: 1 for a flat side, as of a variant that nobody has seen. */
function edgeOf(value: number, a: number, b: number): number {
  if (value === 0) return a === 1 ? b : 0;
  return value === 1 && b === 1 ? a : 0;
}
