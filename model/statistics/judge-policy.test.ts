import { expect, it } from "vitest";
import { seeded } from "../testing/seeded.ts";
import { judgePolicy, judgePolicyBySums } from "./judge-policy.ts";

it("tells what another policy would have earned from what this one did", () => {
  const worths = [0.05, 0.06, 0.2];
  const [was, wouldBe] = [
    [0.5, 0.3, 0.2],
    [0.1, 0.1, 0.8],
  ];
  const truth = worths.reduce((sum, worth, variant) => sum + worth * (wouldBe[variant] ?? 0), 0);
  let held = 0;
  for (let run = 0; run < 200; run += 1) {
    const chances = seeded(run);
    const decisions = Array.from({ length: 3_000 }, () => {
      const place = chances.uniform();
      const variant = place < 0.5 ? 0 : place < 0.8 ? 1 : 2;
      return {
        probability: was[variant] ?? 0,
        wouldBe: wouldBe[variant] ?? 0,
        reward: chances.success(worths[variant] ?? 0),
      };
    });
    const judged = judgePolicy(decisions);
    if (judged && Math.abs(judged.value - truth) < 1.96 * judged.standardError) held += 1;
    expect(judged?.worth).toBeLessThan(3_000);
  }
  expect(held / 200).toBeGreaterThan(0.9);
});

it("says nothing of a policy that would have done none of it", () => {
  expect(judgePolicy([{ probability: 0.5, wouldBe: 0, reward: 1 }])).toBeNull();
  expect(judgePolicy([])).toBeNull();
});

it("refuses what cannot have been chosen", () => {
  expect(() => judgePolicy([{ probability: 0, wouldBe: 1, reward: 1 }])).toThrow(
    "decisions[0].probability: must be above 0",
  );
});

it("says the same of sums over decisions that were equally probable", () => {
  const rewards = [0, 0, 3, 1.5, 0];
  const decisions = [
    ...rewards.map((reward) => ({ probability: 0.25, wouldBe: 0.5, reward })),
    ...rewards.map((reward) => ({ probability: 0.75, wouldBe: 0.1, reward: 2 * reward })),
  ];
  const sum = rewards.reduce((all, each) => all + each, 0);
  const squares = rewards.reduce((all, each) => all + each ** 2, 0);
  const bySums = judgePolicyBySums([
    { probability: 0.25, wouldBe: 0.5, rewards: { n: 5, sum, squares } },
    { probability: 0.75, wouldBe: 0.1, rewards: { n: 5, sum: 2 * sum, squares: 4 * squares } },
  ]);
  const each = judgePolicy(decisions);
  expect(bySums?.value).toBeCloseTo(each?.value ?? NaN, 12);
  expect(bySums?.standardError).toBeCloseTo(each?.standardError ?? NaN, 12);
  expect(bySums?.worth).toBeCloseTo(each?.worth ?? NaN, 9);
});
