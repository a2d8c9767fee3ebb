import { assert, array, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "../testing/seeded.ts";
import type { MeanArm } from "./arm.ts";
import { thompsonShares } from "./thompson.ts";

const of = (n: number, successes: number): { n: number; successes: number } => ({ n, successes });
const round = (shares: number[]): number[] => shares.map((share) => +share.toFixed(3));

describe("shares by Thompson sampling", () => {
  it("are the chances to be the best that 4,000,000 draws from the posteriors have", () => {
    expect(round(thompsonShares([of(1_000, 50), of(1_000, 60)], { floor: 0 }))).toEqual([0.164, 0.836]);
    expect(round(thompsonShares([of(10_000_000, 500_000), of(10, 1)], { floor: 0 }))).toEqual([0.102, 0.898]);
  });

  it("are even where nobody came, and nearly all where everything is clear", () => {
    expect(round(thompsonShares([of(0, 0), of(0, 0), of(0, 0)]))).toEqual([0.333, 0.333, 0.333]);
    expect(round(thompsonShares([of(500, 0), of(500, 500)], { floor: 0.02 }))).toEqual([0.02, 0.98]);
    expect(thompsonShares([of(5, 1)])).toEqual([1]);
  });

  it("let a variant that is new among means be tried", () => {
    const shares = thompsonShares([
      { n: 100, mean: 2, variance: 9 },
      { n: 100, mean: 2.5, variance: 9 },
      { n: 0, mean: 0, variance: 0 },
    ]);
    expect(shares[2]).toBeGreaterThan(0.3);
    expect(shares[0]).toBeLessThan(shares[1] ?? 0);
  });

  it("sum up to 1 and keep the floor, whatever came", () => {
    const arm = integer({ min: 0, max: 1e7 }).chain((n) =>
      integer({ min: 0, max: n }).map((successes) => of(n, successes)),
    );
    assert(
      property(array(arm, { minLength: 1, maxLength: 8 }), (arms) => {
        const shares = thompsonShares(arms, { floor: 0.02 });
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        for (const share of shares) expect(share).toBeGreaterThanOrEqual(0.02 - 1e-12);
      }),
    );
  });

  it("are numbers where visitors hardly differ, or there are very many", () => {
    const alike = (mean: number): MeanArm => ({ n: 735_790, mean, variance: 1e-138 });
    expect(round(thompsonShares([alike(2), alike(2.5)], { floor: 0 }))).toEqual([0, 1]);
    expect(round(thompsonShares([alike(2), alike(2)], { floor: 0 }))).toEqual([0.5, 0.5]);
    expect(round(thompsonShares([of(1e12, 1e6), of(1e12, 2e6)], { floor: 0 }))).toEqual([0, 1]);
  });

  it("refuse no arms, and floors that need more than there is", () => {
    expect(() => thompsonShares([])).toThrow("arms: must not be empty.");
    expect(() => thompsonShares([of(1, 1), of(1, 1)], { floor: 0.6 })).toThrow(
      "floor: must be a number from 0 to 0.5",
    );
  });
});

it("loses as little on the way as Thompson sampling does: some 19 buyers' worth of 10,000 visitors with 5 % and 6 %", () => {
  const chances = [0.05, 0.06] as const;
  const runs = 100;
  let regret = 0;
  for (let run = 0; run < runs; run += 1) {
    const source = seeded(run);
    const arms = [of(0, 0), of(0, 0)];
    let shares = [0.5, 0.5];
    for (let visitor = 0; visitor < 10_000; visitor += 1) {
      // As a rule's weights come anew every few minutes: not after each visitor.
      if (visitor % 200 === 0) shares = thompsonShares(arms);
      const chosen = source.uniform() < (shares[0] ?? 0) ? 0 : 1;
      const { n, successes } = arms[chosen] ?? of(0, 0);
      arms[chosen] = of(n + 1, successes + source.success(chances[chosen]));
      regret += 0.06 - chances[chosen];
    }
  }
  expect(regret / runs).toBeLessThan(19 * 1.25);
  // Always one of the two would lose 50 with the same chance as nothing.
  expect(regret / runs).toBeGreaterThan(5);
});
