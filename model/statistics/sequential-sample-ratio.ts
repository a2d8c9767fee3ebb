import { logGamma } from "./distributions.ts";
import { numberWithin, StatisticsError } from "./statistics-error.ts";

/**
 * How near to what was meant shares are believed to be where they are wrong, as after so many visitors. Each may be what is
 * there: one of two arms that gets nobody at all shows at once, one that loses a hundredth after a million.
 */
const concentrations = [30, 1_000, 30_000];

/**
 * What `sampleRatio` says, for whoever looks whenever they like: a chance that falls below 0.001 at any look in at most one
 * of 1,000 experiments in which visitors are shared as they were meant to be. Arms that were to have nobody say nothing.
 *
 * Source: M. Lindon, A. Malek, "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022: the inverse of the Bayes
 * factor against shares from a Dirichlet distribution around those that were meant, here a mixture of three. Where shares changed on the way, give
 * what each arm was meant to have in all: counts then vary by less than the test allows for.
 *
 * @param counts visitors in each arm
 * @param weights the share that each arm was meant to have, in the same order; they need not sum up to 1
 * @throws {StatisticsError} `invalid_arm`, `invalid_option`
 */
export function sequentialSampleRatio(counts: readonly number[], weights: readonly number[]): number {
  if (counts.length !== weights.length)
    throw new StatisticsError("invalid_option", "weights", `must be as many as counts: ${counts.length}.`);
  const largest = Math.max(...weights);
  const arms = counts.flatMap((count, index) => {
    numberWithin(count, `counts[${index}]`, "invalid_arm", { from: 0, to: Number.MAX_SAFE_INTEGER });
    const weight = numberWithin(weights[index], `weights[${index}]`, "invalid_option", { from: 0 });
    return weight > 0 ? [{ count, weight: weight / largest }] : [];
  });
  const visitors = arms.reduce((sum, { count }) => sum + count, 0);
  const whole = arms.reduce((sum, { weight }) => sum + weight, 0);
  if (arms.length < 2 || visitors === 0) return 1;
  const factors = concentrations.map((concentration) =>
    arms.reduce(
      (sum, { count, weight }) => {
        // Less than this has no logarithm any more that could be reckoned with.
        const share = Math.max(weight / whole, 1e-290);
        const belief = concentration * share;
        return sum + logGamma(belief + count) - logGamma(belief) - count * Math.log(share);
      },
      logGamma(concentration) - logGamma(concentration + visitors),
    ),
  );
  // The inverse of their mean, none of which could be reckoned with by itself.
  const largestFactor = Math.max(...factors);
  const beside = factors.reduce((sum, factor) => sum + Math.exp(factor - largestFactor), 0);
  return Math.min(1, Math.exp(-largestFactor) * (factors.length / beside));
}
