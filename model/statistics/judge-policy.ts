import { numberWithin, StatisticsError } from "./statistics-error.ts";

/** One decision that was made, as it was written down. */
export interface LoggedDecision {
  /** How probable it was that this variant would be chosen. */
  readonly probability: number;
  /** How probable another policy would have made it. */
  readonly wouldBe: number;
  /** What came of it. */
  readonly reward: number;
}

/** What another policy would have earned for each visitor. */
export interface PolicyValue {
  readonly value: number;
  readonly standardError: number;
  /** How many visitors of the other policy's own these decisions are worth; far fewer than were made: do not trust it. */
  readonly worth: number;
}

/**
 * What another policy would have earned, from decisions of which it is known how probable they were: each counts by how
 * much more probable the other policy would have made it, and the weights are normalised by their own sum.
 *
 * Source: A. Swaminathan and T. Joachims, "The Self-Normalized Estimator for Counterfactual Learning", NIPS 2015; the
 * worth is L. Kish's effective sample size, "Survey Sampling", 1965.
 *
 * @returns null where the other policy would have made none of these decisions
 * @throws {StatisticsError} `invalid_arm`
 */
export function judgePolicy(decisions: Iterable<LoggedDecision>): PolicyValue | null {
  return judged(decisions, (decision) => ({
    ...decision,
    rewards: { n: 1, sum: decision.reward, squares: decision.reward ** 2 },
  }));
}

/** Decisions of one kind, added up: what is kept of them once nothing is known of each any more. */
export interface LoggedDecisions extends Omit<LoggedDecision, "reward"> {
  readonly rewards: { readonly n: number; readonly sum: number; readonly squares: number };
}

/** The same as {@link judgePolicy}, from sums over decisions that were equally probable. */
export function judgePolicyBySums(decisions: Iterable<LoggedDecisions>): PolicyValue | null {
  return judged(decisions, (sums) => sums);
}

function judged<Logged>(
  decisions: Iterable<Logged>,
  read: (logged: Logged) => LoggedDecisions,
): PolicyValue | null {
  let weights = 0;
  let squares = 0;
  let rewards = 0;
  let squaredRewards = 0;
  let crossed = 0;
  let index = 0;
  for (const logged of decisions) {
    const { probability, wouldBe, rewards: got } = read(logged);
    const path = `decisions[${index++}]`;
    if (!(probability > 0)) {
      throw new StatisticsError("invalid_arm", `${path}.probability`, "must be above 0: it was chosen.");
    }
    numberWithin(probability, `${path}.probability`, "invalid_arm", { from: 0, to: 1 });
    const weight = numberWithin(wouldBe, `${path}.wouldBe`, "invalid_arm", { from: 0, to: 1 }) / probability;
    numberWithin(got.n, `${path}.rewards.n`, "invalid_arm", { from: 0, to: Number.MAX_SAFE_INTEGER });
    numberWithin(got.sum, `${path}.reward`, "invalid_arm");
    numberWithin(got.squares, `${path}.rewards.squares`, "invalid_arm", { from: 0 });
    weights += weight * got.n;
    squares += weight ** 2 * got.n;
    rewards += weight * got.sum;
    squaredRewards += weight ** 2 * got.squares;
    crossed += weight ** 2 * got.sum;
  }
  if (weights === 0) return null;
  const value = rewards / weights;
  const variance = Math.max(squaredRewards - 2 * value * crossed + value ** 2 * squares, 0) / weights ** 2;
  const known = { value, standardError: Math.sqrt(variance), worth: weights ** 2 / squares };
  if (Object.values(known).every(Number.isFinite)) return known;
  throw new StatisticsError("invalid_arm", "decisions", "are too large or too small to be reckoned with.");
}
