import * as fc from "fast-check";
import { expect, it } from "vitest";
import * as library from "./library.ts";

/** Figures of all sizes, also such as nobody could have counted, and what is no figure at all. */
const extreme = [0, 1, 2, 5e-324, 1e-160, 0.05, 0.999, 1e9, 1e15, 1e150, Number.MAX_VALUE, -1, -1e300];
const figure = fc.oneof(
  fc.constantFrom(...extreme),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 1e6 }),
);
const anything = fc.oneof(
  figure,
  fc.constantFrom<unknown>(NaN, Infinity, -Infinity, "5", null, undefined, true, {}),
);

/** What somebody may call each function with who writes no types. */
function callsWith(value: fc.Arbitrary<unknown>): Record<keyof typeof calls, fc.Arbitrary<unknown[]>> {
  const moments = fc.record({ mean: value, variance: value, covariance: value });
  const arm = fc.record(
    {
      n: value,
      successes: value,
      mean: value,
      variance: value,
      covariance: value,
      denominator: moments,
      before: moments,
    },
    { requiredKeys: ["n", "mean", "variance", "covariance", "denominator"] },
  );
  const options = fc.record(
    {
      metric: fc.constantFrom("proportion", "mean", "ratio"),
      method: fc.constantFrom("fixed", "sequential", "bayesian"),
      alpha: value,
      tuning: value,
      prior: moments,
      relative: fc.boolean(),
      baseline: value,
      variance: value,
      lift: value,
      power: value,
      share: value,
    },
    { requiredKeys: ["metric", "baseline", "lift"] },
  );
  const arms = fc.record({ control: arm, treatment: arm });
  const decision = fc.record({
    probability: value,
    wouldBe: value,
    reward: value,
    rewards: fc.record({ n: value, sum: value, squares: value }),
  });
  const few = { maxLength: 4 };
  return {
    compare: fc.tuple(arms, options),
    requiredSample: fc.tuple(options),
    sequentialBound: fc.tuple(fc.record({ n: value, alpha: value, tuning: value })),
    cuped: fc.tuple(arm),
    acrossPhases: fc.tuple(fc.array(arms, few)),
    sampleRatio: fc.tuple(fc.array(value, few), fc.array(value, few)),
    sequentialSampleRatio: fc.tuple(fc.array(value, few), fc.array(value, few)),
    thompsonShares: fc.tuple(fc.array(arm, few), fc.record({ floor: value }, { requiredKeys: [] })),
    judgePolicy: fc.tuple(fc.array(decision, few)),
    judgePolicyBySums: fc.tuple(fc.array(decision, few)),
    correctForMany: fc.tuple(fc.array(value, few), fc.constantFrom("holm", "benjamini-hochberg")),
  };
}

const { adjustmentOf: _adjustmentOf, StatisticsError, ...calls } = library;

function numbersIn(answer: unknown): number[] {
  if (typeof answer === "number") return [answer];
  return typeof answer === "object" && answer !== null ? Object.values(answer).flatMap(numbersIn) : [];
}

it.each(Object.keys(calls) as (keyof typeof calls)[])(
  "%s answers with numbers or with an error of its own, whatever it is given",
  (name) => {
    const one = calls[name] as (...input: unknown[]) => unknown;
    for (const value of [figure, anything])
      fc.assert(
        fc.property(callsWith(value)[name], (input) => {
          try {
            expect(numbersIn(one(...input)).some(Number.isNaN)).toBe(false);
          } catch (error) {
            expect(error).toBeInstanceOf(StatisticsError);
          }
        }),
        { numRuns: name === "thompsonShares" ? 200 : 1_000 },
      );
  },
);

it.each([undefined, null, 5])("compares nothing with %s", (nothing) => {
  const arms = { control: { n: 1, successes: 1 }, treatment: nothing } as unknown as library.Arms;
  expect(() => library.compare(arms, { metric: "mean" })).toThrow("control.mean: must be a number");
  expect(() => library.compare(arms, { metric: "proportion" })).toThrow("treatment.n: must be a number");
});
