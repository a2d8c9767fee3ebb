import { expect, it } from "vitest";
import { sampleRatio } from "./sample-ratio.ts";

it("knows that 5,000 and 5,300 are no halves, as GrowthBook's engine does", () => {
  expect(sampleRatio([5_000, 5_300], [0.5, 0.5])).toBeCloseTo(0.0031, 4);
});

it("takes weights of any sum, and of any number of arms", () => {
  expect(sampleRatio([600, 300, 100], [6, 3, 1])).toBe(1);
  expect(sampleRatio([620, 290, 90], [6, 3, 1])).toBeCloseTo(0.3678794, 1);
  expect(sampleRatio([900, 50, 50], [6, 3, 1])).toBeLessThan(1e-50);
});

it("is sure of nothing where nobody came, and of everything where somebody came who could not", () => {
  expect(sampleRatio([0, 0], [1, 1])).toBe(1);
  expect(sampleRatio([10], [1])).toBe(1);
  expect(sampleRatio([10, 1], [1, 0])).toBe(0);
  expect(sampleRatio([1, 0], [5e-324, 1])).toBe(0);
  expect(sampleRatio([10, 0], [1, 0])).toBe(1);
});

it("refuses what are no counts", () => {
  expect(() => sampleRatio([1, -1], [1, 1])).toThrow("counts[1]: must be a number of at least 0, not -1.");
  expect(() => sampleRatio([1, 1], [1, NaN])).toThrow("weights[1]");
  expect(() => sampleRatio([1, 1], [1])).toThrow("weights: must be as many as counts: 2.");
});
