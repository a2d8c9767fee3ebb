import { describe, expect, it } from "vitest";
import { seeded, type Seeded } from "../testing/seeded.ts";
import { resultOf } from "./result.ts";
import { nothing, plus, type Sums, type Total } from "./tally.ts";
import { lists, orders, orderValue, revenue } from "./testing/totals.ts";

const variants = ["a", "b", "c", "held-out"] as const;
const rule = { variants: variants.slice(0, 3).map((id) => ({ id, isControl: false })), hasHoldout: true };
const phases = new Map([[0, { a: 0.25, b: 0.25, c: 0.25, "held-out": 0.25 }]]);

/** What is told of a rule that changes nothing, by somebody who looks after every twenty people. */
function toldOf(chances: Seeded, people: number, valueOf: (habit: number) => number): Set<string> {
  const told = new Set<string>();
  const kept = new Map<string, { revenue: Sums; orders: Sums; value: Sums }>(
    variants.map((variant) => [variant, { revenue: nothing, orders: nothing, value: nothing }]),
  );
  for (let person = 1; person <= people; person += 1) {
    const variant = variants[Math.floor(chances.uniform() * variants.length)]!;
    // Some people are good customers, before as after.
    const habit = Math.exp(chances.normal());
    const spends = (): number => (chances.success(Math.min(0.5, 0.08 * habit)) ? valueOf(habit) : 0);
    const [x, y] = [spends(), spends()];
    const bought = y > 0 ? 1 : 0;
    const known = kept.get(variant)!;
    kept.set(variant, {
      revenue: plus(known.revenue, { n: 1, y, x, yy: y * y, xx: x * x, xy: x * y }),
      orders: plus(known.orders, { ...nothing, n: bought, y: bought, yy: bought }),
      value: plus(known.value, { n: bought, y, x: bought, yy: y * y, xx: bought, xy: y }),
    });
    if (person % 20 === 0) told.add(verdictOf(kept));
  }
  return told;
}

function verdictOf(kept: ReadonlyMap<string, { revenue: Sums; orders: Sums; value: Sums }>): string {
  const totals = [...kept].flatMap(([variant, sums]): Total[] => {
    const at = { variant, phaseMs: 0 };
    return [
      { ...at, ...nothing, measure: "#now", n: sums.revenue.n },
      { ...at, ...sums.revenue, measure: revenue.measure },
      { ...at, ...sums.orders, measure: orders.measure },
      { ...at, ...sums.value, measure: orderValue.measure },
    ];
  });
  const guardrails = [orders, orderValue];
  return resultOf({ rule, measured: revenue, guardrails, totals, lists, phases, perDay: 100 }).verdict.code;
}

describe("a rule with three variants, a holdout and two guardrails, which changes nothing", () => {
  it.each([
    [
      "orders of many sizes",
      (chances: Seeded, habit: number) => Math.round(3000 * habit * Math.exp(chances.normal())),
    ],
    ["one product at several prices", (chances: Seeded) => 1990 + 1000 * Math.floor(3 * chances.uniform())],
  ])("is seldom said to change anything: %s", (_, size) => {
    const runs = 200;
    const times = { better: 0, worse: 0, harms: 0, uneven: 0 };
    for (let run = 0; run < runs; run += 1) {
      const chances = seeded(run);
      const told = toldOf(chances, 800, (habit) => size(chances, habit));
      for (const code of ["better", "worse", "harms", "uneven"] as const)
        if (told.has(code)) times[code] += 1;
    }
    expect((times.better + times.worse) / runs).toBeLessThanOrEqual(0.05);
    expect(times.harms / runs).toBeLessThanOrEqual(0.05);
    expect(times.uneven / runs).toBeLessThanOrEqual(0.01);
  });
});
