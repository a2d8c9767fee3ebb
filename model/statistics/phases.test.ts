import { expect, it } from "vitest";
import { compare } from "./compare.ts";
import { acrossPhases } from "./phases.ts";

const proportion = (n: number, successes: number) => {
  const mean = successes / n;
  return { n, mean, variance: (mean * (1 - mean) * n) / (n - 1) };
};
const means = { metric: "mean", method: "fixed", relative: false } as const;

it("sees the gain that sums turn into a loss when weights change while visitors do", () => {
  // On Friday 10 % get the treatment and 10 % buy; on the sale's Saturday, 90 %, but then only 5 % buy without it.
  const friday = { control: proportion(9_000, 900), treatment: proportion(1_000, 110) };
  const saturday = { control: proportion(1_000, 50), treatment: proportion(9_000, 500) };
  const summed = { control: proportion(10_000, 950), treatment: proportion(10_000, 610) };
  expect(compare(summed, means).interval[1]).toBeLessThan(0);
  const across = acrossPhases([friday, saturday]);
  expect(across.left).toBe(0);
  expect(across.treatment.mean - across.control.mean).toBeCloseTo((0.11 - 0.1 + 500 / 9_000 - 0.05) / 2, 10);
  expect(compare(across, means).interval[1]).toBeGreaterThan(0);
});

it("is what it would be without phases where nothing changed", () => {
  const phase = { control: proportion(500, 50), treatment: proportion(500, 60) };
  const across = acrossPhases([phase, phase]);
  expect(across.control.mean).toBeCloseTo(0.1, 10);
  expect(across.control.n).toBe(1_000);
  expect(across.control.variance).toBeCloseTo(phase.control.variance, 10);
});

it("leaves out phases in which there was nothing to compare, and says how many visitors these had", () => {
  const phase = { control: proportion(500, 50), treatment: proportion(500, 60) };
  const nobody = { control: { n: 40, mean: 1, variance: 1 }, treatment: { n: 1, mean: 0, variance: 0 } };
  const across = acrossPhases([nobody, phase]);
  expect(across.left).toBe(41);
  expect(across.control.mean).toBe(phase.control.mean);
  expect(acrossPhases([nobody]).control).toEqual({ n: 0, mean: 0, variance: 0 });
  const noDenominator = { denominator: { mean: 0, variance: 0 }, covariance: 0 };
  const ratios = {
    control: { ...nobody.control, ...noDenominator },
    treatment: { ...nobody.treatment, ...noDenominator },
  };
  expect(compare(acrossPhases([ratios]), { metric: "ratio" }).unknown?.code).toBe("no_visitors");
});
