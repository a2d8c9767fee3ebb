import { describe, expect, it } from "vitest";
import type { Measured } from "../results/measured.ts";
import type { Total } from "../results/tally.ts";
import { type Evidence, evidenceSince } from "./evidence.ts";
import { whyStop } from "./why-stop.ts";

const none = { y: 0, x: 0, yy: 0, xx: 0, xy: 0 };
const measured = (goal: string, better: Measured["better"]): Measured => ({
  goal,
  measure: `${goal}.1`,
  kind: "proportion",
  isMoney: false,
  perUnit: 1,
  better,
});
const orders = measured("orders", "more");
const returns = measured("returns", "less");
const lists = { all: [orders.measure, returns.measure] };
const hide = [{ type: "hide" as const, selector: "p" }];
const rule = {
  holdout: 0,
  variants: [
    { id: "a", changes: [], weight: 1 },
    { id: "b", changes: hide, weight: 1 },
  ],
};

function people(variant: string, n: number, returned: number, phaseMs = 0): Total[] {
  return [
    { measure: "#all", variant, phaseMs, n, ...none },
    { measure: returns.measure, variant, phaseMs, n: returned, ...none, y: returned, yy: returned },
  ];
}

function evidenceOf(totals: Total[], more: Partial<Evidence> = {}): Evidence {
  const phases = new Map([[0, { a: 0.5, b: 0.5 }]]);
  return { totals, lists, phases, goal: orders, guardrails: [returns], ...more };
}

describe("a rule stops", () => {
  it("where a guardrail is worse beyond doubt, and says which and in what", () => {
    const evidence = evidenceOf([...people("a", 2000, 100), ...people("b", 2000, 260)]);
    expect(whyStop(rule, evidence)).toEqual({ why: "guardrail", goal: "returns", variant: "b" });
    // Whoever wants more of it would be glad.
    expect(whyStop(rule, { ...evidence, guardrails: [{ ...returns, better: "more" }] })).toBeUndefined();
    expect(whyStop(rule, { ...evidence, guardrails: [] })).toBeUndefined();
  });

  it("where those who are held out do better", () => {
    const held = { holdout: 0.5, variants: rule.variants.slice(1) };
    const phases = new Map([[0, { b: 0.5, "held-out": 0.5 }]]);
    const totals = [...people("held-out", 2000, 100), ...people("b", 2000, 260)];
    expect(whyStop(held, evidenceOf(totals, { phases }))).toMatchObject({ goal: "returns", variant: "b" });
  });

  it("where visitors are not shared as they were meant to be", () => {
    expect(whyStop(rule, evidenceOf([...people("a", 3000, 0), ...people("b", 2500, 0)]))).toEqual({
      why: "sample_ratio",
    });
    const phases = new Map([
      [0, { a: 0.5, b: 0.5 }],
      [9, { a: 0.1, b: 0.9 }],
    ]);
    const shifted = [
      ...people("a", 1000, 0),
      ...people("b", 1010, 0),
      ...people("a", 100, 0, 9),
      ...people("b", 910, 0, 9),
    ];
    expect(whyStop(rule, evidenceOf(shifted, { phases }))).toBeUndefined();
  });
});

describe("a rule goes on", () => {
  it.each<[string, Total[]]>([
    ["nobody has come", []],
    ["one visitor has come", people("b", 1, 1)],
    ["it can be either yet", [...people("a", 300, 12), ...people("b", 300, 18)]],
    ["all did the same", [...people("a", 300, 0), ...people("b", 300, 0)]],
    ["a guardrail is better", [...people("a", 2000, 260), ...people("b", 2000, 100)]],
  ])("while %s", (_, totals) => {
    expect(whyStop(rule, evidenceOf(totals))).toBeUndefined();
  });

  it("where there is nothing to compare with", () => {
    const alone = { holdout: 0, variants: rule.variants.slice(1) };
    const totals = people("b", 2000, 1900);
    expect(whyStop(alone, evidenceOf(totals, { phases: new Map([[0, { b: 1 }]]) }))).toBeUndefined();
  });

  it("whatever was before it was published as it is, or resumed", () => {
    const totals = [...people("a", 2000, 100), ...people("b", 2000, 260), ...people("b", 30, 1, 50)];
    const phases = new Map([
      [0, { a: 0.5, b: 0.5 }],
      [50, { a: 0.5, b: 0.5 }],
    ]);
    expect(whyStop(rule, evidenceOf(totals, { phases }))).toBeDefined();
    expect(whyStop(rule, evidenceSince(evidenceOf(totals, { phases }), 50))).toBeUndefined();
  });

  it("with several guardrails, of which each has to be clearer than one alone", () => {
    const others = ["one", "two", "three", "four"].map((goal) => measured(goal, "less"));
    const all = { all: [...lists.all, ...others.map(({ measure }) => measure)] };
    const leastHarm = (guardrails: Measured[]) => {
      let returned = 50;
      const harm = () => evidenceOf([...people("a", 1000, 50), ...people("b", 1000, returned)]);
      while (whyStop(rule, { ...harm(), lists: all, guardrails }) === undefined) returned += 1;
      return returned;
    };
    expect(leastHarm([returns, ...others])).toBeGreaterThan(leastHarm([returns]));
  });
});
