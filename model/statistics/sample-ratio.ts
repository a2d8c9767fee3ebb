import { chiSquaredAbove } from "./distributions.ts";
import { numberWithin, StatisticsError } from "./statistics-error.ts";

/**
 * Whether visitors were shared among the arms as they were meant to be: the chance of counts as uneven as these, or more
 * so, by Pearson's chi-squared test. Below 0.001 something is wrong with the experiment, and its results should not be
 * trusted. 1 where nobody has come yet, and where a single arm has a weight.
 *
 * Source: A. Fabijan et al., "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments", KDD 2019.
 *
 * @param counts visitors in each arm
 * @param weights the share that each arm was meant to have, in the same order; they need not sum up to 1
 * @throws {StatisticsError} `invalid_arm`, `invalid_option`
 */
export function sampleRatio(counts: readonly number[], weights: readonly number[]): number {
  if (counts.length !== weights.length) {
    throw new StatisticsError("invalid_option", "weights", `must be as many as counts: ${counts.length}.`);
  }
  counts.forEach((count, index) => numberWithin(count, `counts[${index}]`, "invalid_arm", { from: 0 }));
  weights.forEach((weight, index) =>
    numberWithin(weight, `weights[${index}]`, "invalid_option", { from: 0 }),
  );
  const visitors = sum(counts);
  const whole = sum(weights);
  if (visitors === 0) return 1;
  // Somebody where nobody was meant to be is as wrong as can be, and no figure of the test's.
  if (whole === 0 || counts.some((count, index) => count > 0 && weights[index] === 0)) return 0;
  const expected = weights.map((weight) => (visitors * weight) / whole);
  const used = expected.filter((each) => each > 0).length;
  if (used < 2) return 1;
  const distance = sum(
    expected.map((each, index) => (each > 0 ? ((counts[index] ?? 0) - each) ** 2 / each : 0)),
  );
  // Next to nobody was meant to be there: their part of the distance is no number any more.
  return Number.isFinite(distance) ? chiSquaredAbove(distance, used - 1) : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
