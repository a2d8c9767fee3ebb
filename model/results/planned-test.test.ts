import * as fc from "fast-check";
import { expect, it } from "vitest";
import { requiredSample } from "../statistics/required-sample.ts";
import { planTest, type TestPlan } from "./planned-test.ts";

const half = { a: 0.5, "held-out": 0.5 };
const plan: TestPlan = {
  rule: { variants: [{ id: "a", isControl: false }], hasHoldout: true },
  shares: half,
  baseline: { kind: "proportion", value: 0.05, variance: 0 },
  lift: 0.1,
  perDay: 1000,
};

function planned(changes: Partial<TestPlan>) {
  const found = planTest({ ...plan, ...changes });
  if (typeof found === "string") throw new Error(found);
  return found;
}

it("asks for what the textbook does, and more where somebody may look whenever they like", () => {
  // Fleiss, Levin, Paik, "Statistical Methods for Rates and Proportions", without pooling: 31,231 of each to tell 5 % from
  // 5.5 % once; calculators that pool say 31,234.
  const once = requiredSample({ metric: "proportion", baseline: 0.05, lift: 0.1, method: "fixed" });
  expect(once.control).toBeGreaterThan(31_200);
  expect(once.control).toBeLessThan(31_260);
  const { people, total, days } = planned({});
  expect(people.map(({ variant }) => variant)).toEqual(["a", "held-out"]);
  expect(people[0]?.people).toBe(people[1]?.people);
  expect(total / once.total).toBeGreaterThan(1.3);
  expect(total / once.total).toBeLessThan(2.5);
  expect(days).toBe(Math.ceil(total / 1000));
});

it("needs as many more people as the control is smaller, or fewer of them take part", () => {
  const uneven = planned({ shares: { a: 0.9, "held-out": 0.1 } });
  expect(uneven.total).toBeGreaterThan(2 * planned({}).total);
  const few = planned({ shares: { a: 0.05, "held-out": 0.05 } });
  expect(few.total).toBeCloseTo(planned({}).total, -1);
  expect(few.days).toBeGreaterThan(9.9 * (planned({}).days ?? 0));
});

it("is corrected for the number of variants, of which that with the smallest share decides", () => {
  const variants = ["control", "b", "c"].map((id) => ({ id, isControl: id === "control" }));
  const rule = { variants, hasHoldout: false };
  const three = planned({ rule, shares: { control: 0.4, b: 0.4, c: 0.2 } });
  expect(three.people.map(({ variant }) => variant)).toEqual(["b", "c", "control"]);
  const { treatment } = requiredSample({
    metric: "proportion",
    baseline: 0.05,
    lift: 0.1,
    alpha: 0.025,
    share: 1 / 3,
  });
  expect(three.people[1]?.people).toBeGreaterThan(treatment - 2);
  expect(three.people[1]?.people).toBeLessThan(treatment + 2);
});

it("says why where nobody can say", () => {
  const alone = { variants: [{ id: "a", isControl: false }], hasHoldout: false };
  expect(planTest({ ...plan, rule: alone, shares: { a: 1 } })).toBe("nothing_to_compare");
  const control = { variants: [{ id: "a", isControl: true }], hasHoldout: false };
  expect(planTest({ ...plan, rule: control, shares: { a: 1 } })).toBe("nothing_to_compare");
  expect(planTest({ ...plan, baseline: { ...plan.baseline, value: 0 } })).toBe("no_baseline");
  expect(planTest({ ...plan, baseline: { kind: "mean", value: 2, variance: 0 } })).toBe("no_baseline");
  expect(planTest({ ...plan, lift: 30 })).toBe("out_of_reach");
  expect(planTest({ ...plan, lift: 0 })).toBe("out_of_reach");
  expect(planned({ perDay: null }).days).toBeNull();
  expect(planned({ perDay: 0 }).days).toBeNull();
});

it("never says NaN, whatever shares and baselines are", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      share,
      share,
      fc.double(),
      fc.double(),
      fc.constantFrom("proportion" as const, "mean" as const, "ratio" as const),
      (...of) => {
        const [a, held, value, variance, kind] = of;
        const found = planTest({
          ...plan,
          shares: { a, "held-out": held },
          baseline: { kind, value, variance },
        });
        if (typeof found === "string") return;
        expect(Number.isFinite(found.total)).toBe(true);
        for (const { people } of found.people) expect(people).toBeGreaterThan(0);
      },
    ),
  );
});
