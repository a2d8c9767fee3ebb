import { expect, it } from "vitest";
import { seeded } from "../testing/seeded.ts";
import { sampleRatio } from "./sample-ratio.ts";
import { sequentialSampleRatio } from "./sequential-sample-ratio.ts";

/** After how many visitors it alarms, who get the first arm by this chance and were to get it by `meant`; looked at after every ten. */
function alarmAfter(chance: number, meant: number, visitors: number, seed: number): number | undefined {
  const chances = seeded(seed);
  const counts = [0, 0];
  for (let visitor = 1; visitor <= visitors; visitor += 1) {
    const arm = chances.success(chance) === 1 ? 0 : 1;
    counts[arm] = (counts[arm] ?? 0) + 1;
    if (visitor % 10 === 0 && sequentialSampleRatio(counts, [meant, 1 - meant]) < 0.001) return visitor;
  }
  return undefined;
}

it.each([0.5, 0.9])(
  "alarms hardly ever where the first arm has the %d that it was meant to have",
  (share) => {
    const alarms = Array.from({ length: 400 }, (_, seed) => alarmAfter(share, share, 5_000, seed));
    expect(alarms.filter((each) => each !== undefined).length).toBeLessThanOrEqual(2);
  },
);

it("finds a tenth more in one arm after some thousands, and twice as many after some hundreds", () => {
  for (let seed = 0; seed < 20; seed += 1) {
    expect(alarmAfter(0.55, 0.5, 5_000, seed)).toBeLessThan(5_000);
    expect(alarmAfter(2 / 3, 0.5, 1_000, seed)).toBeLessThan(1_000);
  }
});

it("finds a fifth less within the first two thousand, and a fiftieth less in some hundred thousand", () => {
  expect(sequentialSampleRatio([1_000, 800], [1, 1])).toBeLessThan(0.001);
  expect(sequentialSampleRatio([100, 40], [1, 1])).toBeLessThan(0.001);
  expect(sequentialSampleRatio([150_000, 147_000], [1, 1])).toBeLessThan(0.001);
});

it("is more careful than a test that is right for one look", () => {
  expect(sampleRatio([5_000, 5_350], [1, 1])).toBeLessThan(0.001);
  expect(sequentialSampleRatio([5_000, 5_350], [1, 1])).toBeGreaterThan(0.001);
  expect(sequentialSampleRatio([5_000, 5_600], [1, 1])).toBeLessThan(0.001);
});

it.each<[string, number[], number[]]>([
  ["nobody", [0, 0], [1, 1]],
  ["one arm", [9], [1]],
  ["one arm that was to have anybody", [9, 5], [1, 0]],
  ["no arms", [], []],
])("says nothing of %s", (_, counts, weights) => {
  expect(sequentialSampleRatio(counts, weights)).toBe(1);
});

it("answers with a number, however large or small weights are", () => {
  expect(sequentialSampleRatio([50, 50], [1.7e308, 1.7e308])).toBe(1);
  expect(sequentialSampleRatio([0, 50], [5e-324, 1])).toBe(1);
  expect(sequentialSampleRatio([9, 50], [1e-300, 1e300])).toBe(0);
});

it("refuses what cannot be counted", () => {
  expect(() => sequentialSampleRatio([1], [1, 1])).toThrow("weights: must be as many as counts: 1.");
  expect(() => sequentialSampleRatio([NaN, 1], [1, 1])).toThrow("counts[0]");
});
