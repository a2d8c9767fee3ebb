import { assert, boolean, constantFrom, double, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { counted, seeded, type Seeded } from "../testing/seeded.ts";
import type { MeanArm } from "./arm.ts";
import { compare } from "./compare.ts";

describe("beside a small arm, such as a holdout of 5 %", () => {
  interface Shopper {
    readonly value: (chances: Seeded) => number;
    readonly metric: "proportion" | "mean";
  }
  const buyers: Shopper = { value: (chances) => chances.success(0.03), metric: "proportion" };
  const revenue: Shopper = {
    value: (chances) => chances.success(0.03) * Math.exp(3 + chances.normal()),
    metric: "mean",
  };

  /** The share of simulations in which some look says that there is a difference, where there is none. */
  function falseAlarms({ value, metric }: Shopper): number {
    const runs = 150;
    let alarms = 0;
    for (let run = 0; run < runs; run += 1) {
      const chances = seeded(run);
      const [control, treatment] = [counted(), counted()];
      for (let visitor = 1; visitor <= 10_000; visitor += 1) {
        const arm = chances.success(0.05) === 1 ? control : treatment;
        arm.add(value(chances));
        if (visitor % 50 !== 0) continue;
        const asArm = ({ n, mean, variance }: MeanArm) =>
          metric === "mean" ? { n, mean, variance } : { n, successes: Math.round(mean * n) };
        const arms = { control: asArm(control.arm()), treatment: asArm(treatment.arm()) };
        const [low, high] = compare(arms, { metric, alpha: 0.1, relative: false }).interval;
        if (low <= 0 && high >= 0) continue;
        alarms += 1;
        break;
      }
    }
    return alarms / runs;
  }

  it.each<[string, Shopper]>([
    ["buyers", buyers],
    ["revenue", revenue],
  ])("whoever looks again and again is hardly ever told of a difference that is none: %s", (_, shopper) => {
    expect(falseAlarms(shopper)).toBeLessThanOrEqual(0.057);
  });

  it("finds a difference as soon as among halves of as much weight, where both arms vary alike", () => {
    const small = { n: 1_000, mean: 1, variance: 4 };
    const large = { n: 19_000, mean: 1.4, variance: 4 };
    const [low] = compare({ control: small, treatment: large }, { metric: "mean", relative: false }).interval;
    expect(low).toBeGreaterThan(0);
  });
});

const someArm = record({
  n: integer({ min: 2, max: 1_000_000 }),
  mean: double({ min: 0.01, max: 1_000, noNaN: true }),
  variance: double({ min: 0.01, max: 1e6, noNaN: true }),
});
const someMethod = constantFrom("fixed" as const, "sequential" as const, "bayesian" as const);

describe("whatever is compared", () => {
  it("says the opposite once the arms change places", () => {
    assert(
      property(someArm, someArm, someMethod, (one, other, method) => {
        const options = { metric: "mean", method, relative: false } as const;
        const said = compare({ control: one, treatment: other }, options);
        const back = compare({ control: other, treatment: one }, options);
        const size = Math.max(...said.interval.map(Math.abs));
        expect(back.lift ?? 0).toBeCloseTo(-(said.lift ?? 0), 6);
        expect(Math.abs(back.interval[0] + said.interval[1])).toBeLessThanOrEqual(1e-6 * size);
        expect(Math.abs(back.interval[1] + said.interval[0])).toBeLessThanOrEqual(1e-6 * size);
        expect(back.pValue ?? 0).toBeCloseTo(said.pValue ?? 0, 6);
        if (method === "bayesian")
          expect((back.chanceToWin ?? 0) + (said.chanceToWin ?? 0)).toBeCloseTo(1, 6);
      }),
    );
  });

  it("has the lift in its interval, and 0 out of it only where its chance of error is below alpha", () => {
    assert(
      property(someArm, someArm, someMethod, boolean(), (control, treatment, method, relative) => {
        const { lift, interval, pValue } = compare(
          { control, treatment },
          { metric: "mean", method, relative },
        );
        expect(interval[0]).toBeLessThanOrEqual(lift ?? 0);
        expect(interval[1]).toBeGreaterThanOrEqual(lift ?? 0);
        if (pValue === undefined || Math.abs(pValue - 0.05) < 1e-6) return;
        expect(interval[0] > 0 || interval[1] < 0).toBe(pValue < 0.05);
      }),
    );
  });

  it("says the same in cents as in euros", () => {
    assert(
      property(someArm, someArm, someMethod, (control, treatment, method) => {
        const inCents = ({ n, mean, variance }: MeanArm): MeanArm => ({
          n,
          mean: mean * 100,
          variance: variance * 10_000,
        });
        const euros = compare({ control, treatment }, { metric: "mean", method });
        const cents = compare(
          { control: inCents(control), treatment: inCents(treatment) },
          { metric: "mean", method },
        );
        const size = Math.max(...euros.interval.map(Math.abs));
        for (const end of [0, 1] as const)
          expect(Math.abs(cents.interval[end] - euros.interval[end])).toBeLessThanOrEqual(1e-6 * size);
        expect(cents.pValue ?? 0).toBeCloseTo(euros.pValue ?? 0, 6);
      }),
    );
  });

  it("is the surer the more visitors did the same", () => {
    assert(
      property(someArm, someArm, someMethod, (control, treatment, method) => {
        const wide = compare({ control, treatment }, { metric: "mean", method, relative: false }).interval;
        const more = ({ n, ...figures }: MeanArm): MeanArm => ({ n: 2 * n, ...figures });
        const narrow = compare(
          { control: more(control), treatment: more(treatment) },
          { metric: "mean", method, relative: false },
        ).interval;
        expect(narrow[1] - narrow[0]).toBeLessThan(wide[1] - wide[0]);
      }),
    );
  });
});
