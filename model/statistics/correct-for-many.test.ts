import { expect, it } from "vitest";
import { correctForMany } from "./correct-for-many.ts";

const round = (values: number[]): number[] => values.map((value) => +value.toFixed(6));

it("corrects as R's p.adjust does", () => {
  const pValues = [0.04, 0.001, 0.03, 0.2];
  expect(round(correctForMany(pValues))).toEqual([0.09, 0.004, 0.09, 0.2]);
  expect(round(correctForMany(pValues, "benjamini-hochberg"))).toEqual([0.053333, 0.004, 0.053333, 0.2]);
});

it("leaves one alone, and none", () => {
  expect(correctForMany([0.04])).toEqual([0.04]);
  expect(correctForMany([])).toEqual([]);
  expect(correctForMany([0.9, 0.8])).toEqual([1, 1]);
});

it("refuses what is no chance", () => {
  expect(() => correctForMany([0.1, 2])).toThrow("pValues[1]: must be a number from 0 to 1, not 2.");
});
