import { expect, it } from "vitest";
import { counted, seeded, type Seeded } from "../testing/seeded.ts";
import type { MeanArm } from "./arm.ts";
import { compare } from "./compare.ts";
import { adjustmentOf, cuped } from "./cuped.ts";

/** Customers who spend much before and after, or little; `more` is what the treatment adds. */
function shoppers(
  chances: Seeded,
  n: number,
  more: number,
): MeanArm & { before: NonNullable<MeanArm["before"]> } {
  const [before, after, both] = [counted(), counted(), counted()];
  for (let each = 0; each < n; each += 1) {
    const habit = 50 + 20 * chances.normal();
    const [earlier, later] = [habit + 5 * chances.normal(), habit + more + 5 * chances.normal()];
    before.add(earlier);
    after.add(later);
    both.add(earlier + later);
  }
  const [earlier, later] = [before.arm(), after.arm()];
  const covariance = (both.arm().variance - earlier.variance - later.variance) / 2;
  return { ...later, before: { mean: earlier.mean, variance: earlier.variance, covariance } };
}

const means = { metric: "mean", method: "fixed", relative: false } as const;

it("takes away what visitors differed by before, and finds what they differ by now", () => {
  const chances = seeded(1);
  const arms = { control: shoppers(chances, 400, 0), treatment: shoppers(chances, 400, 2) };
  const adjusted = compare(arms, means);
  const plain = compare(
    { control: { ...arms.control, before: undefined }, treatment: { ...arms.treatment, before: undefined } },
    means,
  );
  const width = ([low, high]: readonly [number, number]): number => high - low;
  // The correlation is 0.94, so a third of the width is left.
  expect(width(adjusted.interval) / width(plain.interval)).toBeCloseTo(0.34, 1);
  expect(adjusted.interval[0]).toBeGreaterThan(0);
  expect(adjusted.interval[0]).toBeLessThan(2);
  expect(adjusted.interval[1]).toBeGreaterThan(2);
});

it("holds the truth in 95 % of cases", () => {
  let held = 0;
  for (let run = 0; run < 1_000; run += 1) {
    const chances = seeded(run);
    const [low, high] = compare(
      { control: shoppers(chances, 60, 0), treatment: shoppers(chances, 60, 2) },
      means,
    ).interval;
    if (low <= 2 && high >= 2) held += 1;
  }
  expect(held / 1_000).toBeGreaterThan(0.93);
  expect(held / 1_000).toBeLessThan(0.97);
});

it("leaves the mean of an arm by itself as it is, and shows what would be gained", () => {
  const arm = shoppers(seeded(2), 500, 0);
  const alone = cuped(arm);
  expect(alone.mean).toBeCloseTo(arm.mean, 10);
  expect(alone.variance / arm.variance).toBeCloseTo(1 - 0.94 ** 2, 1);
});

it("leaves alone whom nothing is known of before", () => {
  const nothing = { mean: 0, variance: 0, covariance: 0 };
  const arm = { n: 10, mean: 3, variance: 4, before: nothing };
  expect(cuped(arm)).toEqual({ n: 10, mean: 3, variance: 4 });
  expect(adjustmentOf([{ ...arm, n: 0 }])).toEqual({ theta: 0, centre: 0 });
});

it("refuses a covariance that cannot be", () => {
  const arm = { n: 10, mean: 3, variance: 4, before: { mean: 1, variance: 1, covariance: 3 } };
  expect(() => cuped(arm)).toThrow("arm.before.covariance: is larger than the two variances allow");
  expect(() => cuped({ n: 10, mean: 3, variance: 4 })).toThrow("arm.before: is needed");
});

it("answers with numbers where next to nothing varied before", () => {
  const before = { mean: 0, variance: 2.47e-320, covariance: -1.5e-160 };
  const arm: MeanArm = { n: 2, mean: 0, variance: 1, before };
  const adjusted = cuped(arm);
  expect([adjusted.mean, adjusted.variance].every(Number.isFinite)).toBe(true);
  expect(adjusted.variance).toBeLessThanOrEqual(1);
});
