import { expect, it } from "vitest";
import { seeded } from "../testing/seeded.ts";
import { compare } from "./compare.ts";
import { requiredSample } from "./required-sample.ts";

const fifth = { metric: "proportion", baseline: 0.1, lift: 0.2 } as const;

it("asks for as many as the textbook does", () => {
  // (1.959964 + 0.841621)² (0.1 · 0.9 + 0.12 · 0.88) / 0.02² = 3,838.3
  expect(requiredSample({ ...fifth, method: "fixed" })).toEqual({
    control: 3_839,
    treatment: 3_839,
    total: 7_678,
  });
  // 2 (2.801585)² 400 / 5² = 251.2 for means of 50 with variance 400, of which 10 % more are to be found.
  expect(
    requiredSample({ metric: "mean", baseline: 50, variance: 400, lift: 0.1, method: "fixed" }).control,
  ).toBe(252);
});

it.each(["fixed", "sequential"] as const)("asks for enough to find it in 80 %% of cases: %s", (method) => {
  const sample = requiredSample({ ...fifth, method });
  let found = 0;
  for (let run = 0; run < 400; run += 1) {
    const chances = seeded(run);
    const arm = (n: number, chance: number): { n: number; successes: number } => {
      let successes = 0;
      for (let each = 0; each < n; each += 1) successes += chances.success(chance);
      return { n, successes };
    };
    const arms = { control: arm(sample.control, 0.1), treatment: arm(sample.treatment, 0.12) };
    if (compare(arms, { metric: "proportion", method, relative: false }).interval[0] > 0) found += 1;
  }
  expect(found / 400).toBeGreaterThan(0.74);
  expect(found / 400).toBeLessThan(0.86);
});

it("asks for more where the shares are uneven, the lift is smaller, or somebody looks often", () => {
  const usual = requiredSample(fifth).total;
  expect(usual).toBeGreaterThan(requiredSample({ ...fifth, method: "fixed" }).total);
  expect(requiredSample({ ...fifth, share: 0.95 }).total).toBeGreaterThan(usual);
  expect(requiredSample({ ...fifth, lift: 0.1 }).total).toBeGreaterThan(3 * usual);
  expect(requiredSample({ ...fifth, lift: -0.2 }).total).toBeGreaterThan(0);
  const { control, treatment } = requiredSample({ ...fifth, share: 0.95 });
  expect(treatment / (control + treatment)).toBeCloseTo(0.95, 3);
});

it("refuses what nobody can find", () => {
  expect(() => requiredSample({ ...fifth, lift: 0 })).toThrow("lift: must not be 0");
  expect(() => requiredSample({ ...fifth, lift: 20 })).toThrow("lift: would make a proportion of 2.1");
  expect(() => requiredSample({ ...fifth, baseline: 0 })).toThrow(
    "baseline: must be between 0 and 1, not 0.",
  );
  expect(() => requiredSample({ ...fifth, power: 1 })).toThrow("power");
  expect(() => requiredSample({ metric: "mean", baseline: 5, lift: 0.1 })).toThrow("variance");
  expect(() => requiredSample({ ...fifth, metric: "ratio" as "mean" })).toThrow("metric: must be one of");
});
