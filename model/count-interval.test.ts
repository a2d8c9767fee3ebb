import * as fc from "fast-check";
import { expect, it } from "vitest";
import { countInterval } from "./count-interval.ts";

it.each([
  // Wilson's own interval where the population is endless: 10 of 100 is 5.52 % to 17.44 %.
  [
    { found: 10, sampled: 100, of: 1e12 },
    { low: 0.0552e12, high: 0.1744e12 },
  ],
  // Nobody of 1,000: up to 0.38 %, not "0 ± 0".
  [
    { found: 0, sampled: 1000, of: 1e12 },
    { low: 0, high: 0.00383e12 },
  ],
])("%j is %j", (sample, { low, high }) => {
  const interval = countInterval(sample);
  expect(interval.low / sample.of).toBeCloseTo(low / sample.of, 4);
  expect(interval.high / sample.of).toBeCloseTo(high / sample.of, 4);
});

it("holds what was found, never more than there are, and is a single number for everybody", () => {
  const sample = fc
    .tuple(
      fc.nat(2_000_000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([of, a, b]) => ({ of, sampled: Math.floor(of * a), found: Math.floor(Math.floor(of * a) * b) }));
  fc.assert(
    fc.property(sample, ({ found, sampled, of }) => {
      const { low, high } = countInterval({ found, sampled, of });
      expect(low).toBeGreaterThanOrEqual(found);
      expect(high).toBeLessThanOrEqual(of - sampled + found);
      if (sampled > 0) {
        const estimate = (found / sampled) * of;
        expect(low).toBeLessThanOrEqual(estimate + 1e-6);
        expect(high).toBeGreaterThanOrEqual(estimate - 1e-6);
      }
      expect(countInterval({ found, sampled: of, of })).toEqual({ low: found, high: found });
    }),
  );
});

it.each([0.001, 0.01, 0.3, 0.97])("holds the truth in 95 of 100 samples, where it is %f", (share) => {
  const of = 8000;
  const truth = of * share;
  const random = numbersFrom(share * 1e6);
  const trials = 1000;
  let held = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    // Each is in the sample or not, as with buckets.
    const found = chosen(truth, 0.1, random);
    const sampled = found + chosen(of - truth, 0.1, random);
    const { low, high } = countInterval({ found, sampled, of });
    if (truth >= low && truth <= high) held += 1;
  }
  expect(held / trials).toBeGreaterThan(0.93);
  expect(held / trials).toBeLessThan(0.985);
});

/** How many of `count` are chosen, each with this chance. */
function chosen(count: number, chance: number, random: () => number): number {
  let number = 0;
  for (let index = 0; index < count; index += 1) if (random() < chance) number += 1;
  return number;
}

/** The same numbers in each run. Source: the Park–Miller generator with multiplier 48271. */
function numbersFrom(seed: number): () => number {
  let state = Math.floor(seed) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
