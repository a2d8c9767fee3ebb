import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Known, resultOf } from "./result.ts";
import type { Total } from "./tally.ts";
import { lists, orders, orderValue, revenue, spending, totalsOf } from "./testing/totals.ts";

const rule = {
  variants: [{ id: "ten", isControl: false }],
  hasHoldout: true,
};
const half = new Map([[0, { ten: 0.5, "held-out": 0.5 }]]);

function known(totals: readonly Total[], changes: Partial<Known> = {}): Known {
  return { rule, measured: revenue, guardrails: [], totals, lists, phases: half, perDay: 100, ...changes };
}

describe("the verdict", () => {
  it("says by how much more each visitor brings, where that is beyond doubt", () => {
    const totals = totalsOf(
      { variant: "ten", people: 4000, spent: spending(600, 4000) },
      { variant: "held-out", people: 4000, spent: spending(300, 4000) },
    );
    const result = resultOf(known(totals));
    expect(result.verdict).toEqual({ code: "better", variant: "ten" });
    expect(result.control).toEqual({ variant: "held-out", why: "holdout" });
    const [ten] = result.comparisons;
    expect(ten?.difference.value).toBeCloseTo(3, 1);
    expect(ten?.difference.low).toBeGreaterThan(0);
    expect(ten?.relative.value).toBeCloseTo(1, 1);
    expect(ten?.added?.value).toBeCloseTo((ten?.difference.value ?? 0) * 4000, 5);
    expect(ten?.chanceToWin).toBeGreaterThan(0.999);
    expect(result.variants[0]).toMatchObject({ people: 4000, value: result.variants[0]!.total / 4000 });
  });

  it("says that it loses, also of a goal of which less is better", () => {
    const totals = totalsOf(
      { variant: "ten", people: 4000, spent: spending(600, 4000) },
      { variant: "held-out", people: 4000, spent: spending(300, 4000) },
    );
    const measured = { ...orders, better: "less" } as const;
    const result = resultOf(known(totals, { measured }));
    expect(result.verdict).toEqual({ code: "worse", variant: "ten" });
    expect(result.comparisons[0]?.chanceToWin).toBeLessThan(0.001);
    expect(result.comparisons[0]?.expectedLoss).toBeCloseTo(0.075, 3);
  });

  it("says how many people and days it still takes", () => {
    const totals = totalsOf(
      { variant: "ten", people: 400, spent: spending(24, 4000) },
      { variant: "held-out", people: 400, spent: spending(20, 4000) },
    );
    const { verdict, needed } = resultOf(known(totals));
    expect(verdict).toEqual({ code: "too_early", variant: "ten" });
    expect(needed?.soFar).toBe(800);
    expect(needed?.people).toBeGreaterThan(10_000);
    expect(needed?.days).toBe(Math.ceil((needed!.people! - 800) / 100));
    expect(resultOf(known(totals, { perDay: 0 })).needed?.days).toBeNull();
  });

  it("says that a difference worth finding would have shown", () => {
    const totals = totalsOf(
      { variant: "ten", people: 100_000, spent: spending(20_000, 4000) },
      { variant: "held-out", people: 100_000, spent: spending(20_000, 4000) },
    );
    expect(resultOf(known(totals)).verdict).toEqual({ code: "no_difference", variant: "ten" });
  });

  it("does not say that there is none of 10 % while it may be 15 %, however many people there are", () => {
    const totals = totalsOf(
      { variant: "ten", people: 30_000, spent: spending(3300, 4000) },
      { variant: "held-out", people: 30_000, spent: spending(3080, 4000) },
    );
    const { verdict, needed, comparisons } = resultOf(known(totals, { measured: orders }));
    expect(needed?.days).toBe(0);
    expect(comparisons[0]?.relative.high).toBeGreaterThan(0.15);
    expect(verdict).toEqual({ code: "too_early", variant: "ten" });
  });

  it("trusts nothing where people were not shared as they were meant to be", () => {
    const totals = totalsOf(
      { variant: "ten", people: 4400, spent: spending(800, 4000) },
      { variant: "held-out", people: 4000, spent: spending(300, 4000) },
    );
    const { verdict, evenness } = resultOf(known(totals));
    expect(verdict).toEqual({ code: "uneven" });
    expect(evenness.counts).toContainEqual({ variant: "ten", people: 4400, meant: 4200 });
    const without = resultOf(known(totals, { phases: new Map() }));
    expect(without.evenness).toMatchObject({ p: null, isBroken: false });
  });

  it("does not call safe what makes a guardrail worse", () => {
    const totals = totalsOf(
      { variant: "ten", people: 4000, spent: spending(600, 4000) },
      { variant: "held-out", people: 4000, spent: spending(300, 4000) },
    );
    const guardrails = [{ ...orders, goal: "returns", better: "less" } as const];
    expect(resultOf(known(totals, { guardrails })).verdict).toEqual({
      code: "harms",
      variant: "ten",
      goal: "returns",
    });
  });

  it("speaks of the best of several variants, each of whose intervals is wider for the others", () => {
    const variants = ["a", "b", "c"].map((id) => ({ id, isControl: id === "a" }));
    const totals = totalsOf(
      { variant: "a", people: 4000, spent: spending(300, 4000) },
      { variant: "b", people: 4000, spent: spending(600, 4000) },
      { variant: "c", people: 4000, spent: spending(700, 4000) },
    );
    const changes = { rule: { variants, hasHoldout: false }, phases: new Map() };
    const result = resultOf(known(totals, changes));
    expect(result.verdict).toEqual({ code: "better", variant: "c" });
    expect(result.control).toEqual({ variant: "a", why: "control" });
    expect(result.alpha).toBe(0.025);
    const alone = resultOf(
      known(totals, { ...changes, rule: { variants: variants.slice(0, 2), hasHoldout: false } }),
    );
    expect(alone.comparisons[0]!.difference.low!).toBeGreaterThan(result.comparisons[0]!.difference.low!);
    // What the rule has no more is shown, and is no candidate.
    expect(alone.comparisons.map(({ variant }) => variant)).toEqual(["b", "c"]);
    expect(alone.verdict).toEqual({ code: "better", variant: "b" });
  });
});

describe("what cannot be known is said to be so", () => {
  const one = spending(1, 4000);
  it.each([
    ["nobody has seen it", [], { code: "nobody" }],
    [
      "nobody is held out yet",
      totalsOf({ variant: "ten", people: 50, spent: spending(5, 4000) }),
      { code: "unknown", why: "no_visitors", variant: "held-out" },
    ],
    [
      "one visitor",
      totalsOf(
        { variant: "ten", people: 1, spent: one },
        { variant: "held-out", people: 40, spent: spending(5, 4000) },
      ),
      { code: "unknown", why: "too_few", variant: "ten" },
    ],
    [
      "nobody bought anything",
      totalsOf(
        { variant: "ten", people: 40, spent: spending(3, 4000) },
        { variant: "held-out", people: 40, spent: [] },
      ),
      { code: "unknown", why: "no_variance", variant: "held-out" },
    ],
  ])("%s", (_what, totals, verdict) => {
    expect(resultOf(known(totals, { phases: new Map() })).verdict).toEqual(verdict);
  });

  it("of a rule with one variant and no holdout", () => {
    const totals = totalsOf({ variant: "ten", people: 50, spent: spending(5, 4000) });
    const result = resultOf(known(totals, { rule: { ...rule, hasHoldout: false } }));
    expect(result.verdict).toEqual({ code: "nothing_to_compare" });
    // Its exposures are not even kept for results.
    const unseen = resultOf(known([], { rule: { ...rule, hasHoldout: false } }));
    expect(unseen.verdict).toEqual({ code: "nothing_to_compare" });
    expect(result.comparisons).toEqual([]);
    expect(result.variants[0]?.people).toBe(50);
  });

  it("with refunds above revenue there is a difference, and no share of it", () => {
    const totals = totalsOf(
      { variant: "ten", people: 4000, spent: spending(300, -2000) },
      { variant: "held-out", people: 4000, spent: spending(600, -2000) },
    );
    const { verdict, comparisons } = resultOf(known(totals));
    expect(verdict).toEqual({ code: "better", variant: "ten" });
    expect(comparisons[0]?.relative).toEqual({ value: null, low: null, high: null });
  });

  it("people of a goal that was another one are counted apart", () => {
    const before = totalsOf({ variant: "ten", people: 70, spent: spending(5, 4000) }).map((total) => ({
      ...total,
      measure: total.measure.replace("#now", "#before").replace(/\.\w+$/, ".9f9f9f"),
    }));
    const now = totalsOf(
      { variant: "ten", people: 30, spent: one },
      { variant: "held-out", people: 30, spent: one },
    );
    const both = { ...lists, before: ["orders.9f9f9f", "revenue.9f9f9f"] };
    const result = resultOf(known([...before, ...now], { lists: both }));
    expect(result).toMatchObject({ people: 60, countedBefore: 70 });
  });

  it("people who are set aside are counted, and in no variant", () => {
    const totals = [
      ...totalsOf({ variant: "ten", people: 30, spent: one }, { variant: "held-out", people: 30, spent: [] }),
      ...totalsOf({ variant: "~mixed", people: 3, spent: [] }, { variant: "~staff", people: 2, spent: [] }),
    ];
    const result = resultOf(known(totals));
    expect(result.setAside).toEqual({ mixed: 3, staff: 2 });
    expect(result.people).toBe(60);
    expect(result.variants.map(({ variant }) => variant)).toEqual(["ten", "held-out"]);
  });
});

describe("phases", () => {
  // On Friday 10 % get it, and few buy; in the sale, 90 % do, and all buy half as often: nothing differs in either.
  const totals = totalsOf(
    { variant: "ten", people: 1000, spent: spending(100, 4000), phaseMs: 1 },
    { variant: "held-out", people: 9000, spent: spending(900, 4000), phaseMs: 1 },
    { variant: "ten", people: 9000, spent: spending(450, 4000), phaseMs: 2 },
    { variant: "held-out", people: 1000, spent: spending(50, 4000), phaseMs: 2 },
  );
  const phases = new Map([
    [1, { ten: 0.1, "held-out": 0.9 }],
    [2, { ten: 0.9, "held-out": 0.1 }],
  ]);

  it.each([revenue, orders])("with other weights do not make a loss of $goal of nothing", (measured) => {
    const { comparisons, verdict } = resultOf(known(totals, { phases, measured }));
    expect(comparisons[0]).toMatchObject({ strata: 2, leftOut: 0 });
    expect(comparisons[0]?.difference.value).toBeCloseTo(0, 1);
    expect(["too_early", "no_difference"]).toContain(verdict.code);
    const pooled = resultOf(
      known(
        totals.map((total) => ({ ...total, phaseMs: 0 })),
        { phases: new Map(), measured },
      ),
    );
    expect(pooled.verdict.code).toBe("worse");
  });

  it("of ratios are put together too", () => {
    const { comparisons } = resultOf(known(totals, { phases, measured: orderValue }));
    expect(comparisons[0]).toMatchObject({ strata: 2, unknown: null });
    expect(Math.abs(comparisons[0]!.difference.value!)).toBeLessThan(0.1);
  });

  it("with the same weights are one", () => {
    const same = new Map([
      [1, { ten: 0.2, "held-out": 0.8 }],
      [2, { ten: 0.1, "held-out": 0.4, other: 0.5 }],
    ]);
    expect(resultOf(known(totals, { phases: same })).comparisons[0]?.strata).toBe(1);
  });
});

it("what people did before makes intervals narrower", () => {
  const spent = Array.from({ length: 1000 }, (_, index) => 1000 + index * 10);
  const before = spent.map((cents, index) => cents + (index % 5) * 50);
  const groups = ["ten", "held-out"].map((variant) => ({ variant, people: 1000, spent, before }));
  const width = (totals: readonly Total[]) => {
    const { difference, isAdjusted } = resultOf(known(totals)).comparisons[0]!;
    return { width: difference.high! - difference.low!, isAdjusted };
  };
  const adjusted = width(totalsOf(...groups));
  const plain = width(totalsOf(...groups.map(({ before: _before, ...group }) => group)));
  expect([adjusted.isAdjusted, plain.isAdjusted]).toEqual([true, false]);
  expect(adjusted.width).toBeLessThan(plain.width / 5);
});

describe("whatever the sums are", () => {
  const sum = fc.oneof(
    fc.constant(0),
    fc.integer({ min: -(10 ** 6), max: 10 ** 6 }),
    fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
  );
  const square = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 10 ** 6 }),
    fc.double({ min: 0, max: 1e22, noNaN: true }),
  );
  const total: fc.Arbitrary<Total> = fc.record({
    measure: fc.constantFrom("#now", revenue.measure, orders.measure, orderValue.measure),
    variant: fc.constantFrom("ten", "held-out", "gone", "~mixed"),
    phaseMs: fc.constantFrom(0, 1, 2),
    n: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 10 ** 7 })),
    y: sum,
    x: sum,
    yy: square,
    xx: square,
    xy: fc.double({ min: -1e22, max: 1e22, noNaN: true }),
  });
  const share = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true }));
  const phases = fc
    .dictionary(fc.constantFrom("0", "1", "2"), fc.dictionary(fc.constantFrom("ten", "held-out"), share))
    .map((named) => new Map(Object.entries(named).map(([at, shares]) => [Number(at), { ...shares }])));

  it("there is a verdict, and no figure that is none", () => {
    fc.assert(
      fc.property(
        fc.array(total, { maxLength: 24 }),
        phases,
        fc.constantFrom(revenue, orders, orderValue),
        fc.boolean(),
        fc.constantFrom<"more" | "less">("more", "less"),
        (totals, known_, measured, hasHoldout, better) => {
          const result = resultOf(
            known(totals, {
              phases: known_,
              measured: { ...measured, better },
              guardrails: [{ ...orders, better: "less" }],
              rule: { ...rule, hasHoldout },
              perDay: 0.5,
            }),
          );
          expect(result.verdict.code).toMatch(/^[a-z_]+$/);
          const { comparisons, ...others } = result;
          const shown = comparisons.map(({ arms: _arms, ...figures }) => figures);
          for (const number of numbersIn({ ...others, shown })) expect(number).toSatisfy(Number.isFinite);
          for (const { difference } of comparisons) {
            if (difference.low === null || difference.high === null) continue;
            expect(difference.low).toBeLessThanOrEqual(difference.high);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}
