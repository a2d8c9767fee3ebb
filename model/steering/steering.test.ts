import * as v from "valibot";
import { assert, array, double, integer, property, record, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { compileBundle } from "../bundle.ts";
import { emptyConfiguration } from "../configuration.ts";
import { Rule } from "../rule.ts";
import { Site } from "../site.ts";
import { steeringsAfter } from "./after-publish.ts";
import { Ramp, stepAt } from "./ramp.ts";
import { sharesOf, sharesOfSite } from "./shares.ts";
import { steered, type Steering } from "./steering.ts";

const hourMs = 3_600_000;
const startMs = 1_790_000_000_000;
const hide = [{ type: "hide" as const, selector: "p" }];
const ramp: Ramp = {
  steps: [
    { coverage: 0.05, forHours: 24 },
    { coverage: 0.5, forHours: 12 },
  ],
};

function ruleWith(changes: Partial<v.InferInput<typeof Rule>> = {}): Rule {
  const variants = [
    { id: "a", changes: [] },
    { id: "b", changes: hide },
  ];
  const rule = { id: "hero", name: "Hero", on: true, pages: ["/"], condition: {}, priority: 1, variants };
  return v.parse(Rule, { ...rule, ...changes });
}

const site = v.parse(Site, { id: "lumen", name: "Lumen", hosts: ["shop.example"], origin: null, holdout: 0 });
const bundleOf = (rules: Rule[]) => compileBundle(3, site, { ...emptyConfiguration, rules });

describe("a rule that starts small", () => {
  it.each([
    [0, 0.05],
    [23.99, 0.05],
    [24, 0.5],
    [35.9, 0.5],
    [36, 1],
    [1000, 1],
    // A clock that is behind.
    [-1, 0.05],
  ])("after %d hours is for %d of its visitors", (hours, share) => {
    expect(stepAt(ramp, startMs, startMs + hours * hourMs)?.coverage ?? 1).toBe(share);
  });

  it("never becomes smaller", () => {
    const step = record({
      coverage: double({ min: 0.001, max: 0.999, noNaN: true }),
      forHours: integer({ min: 1, max: 2160 }),
    });
    const steps = uniqueArray(step, {
      selector: ({ coverage }) => coverage,
      minLength: 1,
      maxLength: 10,
    }).map((all) => all.toSorted((one, other) => one.coverage - other.coverage));
    assert(
      property(steps, array(double({ min: 0, max: 1e9, noNaN: true })), (all, times) => {
        const reached = times
          .toSorted((a, b) => a - b)
          .map((ms) => stepAt(v.parse(Ramp, { steps: all }), 0, ms)?.coverage ?? 1);
        expect(reached).toEqual(reached.toSorted((a, b) => a - b));
      }),
    );
  });

  it.each([
    [[]],
    [[{ coverage: 0, forHours: 1 }]],
    [[{ coverage: 1, forHours: 1 }]],
    [[{ coverage: 0.1, forHours: 0 }]],
    [[{ coverage: 0.1, forHours: 1.5 }]],
    [
      [
        { coverage: 0.5, forHours: 1 },
        { coverage: 0.1, forHours: 1 },
      ],
    ],
    [
      [
        { coverage: 0.5, forHours: 1 },
        { coverage: 0.5, forHours: 1 },
      ],
    ],
  ])("is refused with steps that are none: %j", (steps) => {
    expect(v.safeParse(Ramp, { steps }).success).toBe(false);
  });
});

describe("shares", () => {
  it("are of those that the rule is for, the held out among them", () => {
    expect(sharesOf(ruleWith())).toEqual({ a: 0.5, b: 0.5 });
    const weighted = ruleWith({
      variants: [
        { id: "a", changes: [], weight: 3 },
        { id: "b", changes: hide, weight: 1 },
      ],
      holdout: 0.2,
      coverage: 0.5,
      namespace: { id: "n", from: 0.25, to: 0.75 },
    });
    expect(sharesOf(weighted)).toEqual({ a: 0.15, b: 0.05, "held-out": 0.05 });
    expect(sharesOfSite({ holdout: 0.05 })).toEqual({ treated: 0.95, "held-out": 0.05 });
  });

  it("sum up to the share that takes part, and are never NaN", () => {
    const share = double({ min: 0, max: 1, noNaN: true });
    assert(
      property(
        array(double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 20 }),
        share,
        share,
        (weights, coverage, half) => {
          const variants = weights.map((weight, index) => ({ id: `v${index}`, changes: hide, weight }));
          variants.push({ id: "last", changes: hide, weight: 1 });
          const rule = ruleWith({ variants: variants.slice(-20), coverage, holdout: half / 2 });
          const shares = Object.values(sharesOf(rule));
          expect(shares.every((each) => each >= 0 && each <= 1)).toBe(true);
          expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(coverage, 6);
        },
      ),
    );
  });
});

describe("a bundle that is steered", () => {
  const steering: Steering = { sinceMs: startMs };
  const after = (one: Steering, rule = ruleWith()) =>
    steered(bundleOf([rule]), new Map([["hero", one]])).configuration.rules[0];

  it("has the weights and the coverage that were learned or reached", () => {
    const hero = after({ ...steering, coverage: 0.2, weights: { a: 0.05, b: 0.95 } });
    expect(hero?.coverage).toBe(0.2);
    expect(hero?.variants.map(({ weight }) => weight)).toEqual([0.05, 0.95]);
  });

  it("has a rule that stopped for previews alone", () => {
    expect(after({ ...steering, stopped: { why: "sample_ratio", atMs: startMs } })).toMatchObject({
      staged: true,
    });
  });

  it.each([
    ["other variants", { a: 1 }],
    ["no weight at all", { a: 0, b: 0 }],
    ["names that all objects have", { constructor: 1, toString: 1 }],
  ])("is as it was published by weights of %s", (_, weights) => {
    expect(after({ ...steering, weights })).toEqual(ruleWith());
  });

  it("is the very same where nothing of it is steered", () => {
    const bundle = bundleOf([ruleWith()]);
    expect(steered(bundle, new Map())).toBe(bundle);
    expect(steered(bundle, new Map([["other", { ...steering, coverage: 0 }]]))).toEqual(bundle);
  });
});

describe("what a publish makes of steering", () => {
  const laterMs = startMs + hourMs;
  const hero = ruleWith({ ramp });
  const known = new Map<string, Steering>([["hero", { sinceMs: startMs, coverage: 0.5 }]]);
  const after = (rule: Rule, before: readonly Rule[] = [hero], steerings: typeof known = known) =>
    steeringsAfter(before, [rule], steerings, laterMs);

  it.each<[string, Partial<Rule>]>([
    ["its name", { name: "Another" }],
    ["its condition", { condition: { visitor: "new" } }],
    ["its pages, priority, caps and times", { pages: ["/sale"], priority: 7, caps: [] }],
  ])("stays where %s changes", (_, change) => {
    expect(after({ ...hero, ...change })).toEqual(new Map([["hero", undefined]]));
  });

  it.each<[string, Partial<Rule>]>([
    ["what variants show", { variants: [hero.variants[0]!, { ...hero.variants[1]!, changes: [] }] }],
    ["a weight", { variants: [hero.variants[0]!, { ...hero.variants[1]!, weight: 2 }] }],
    ["coverage", { coverage: 0.8 }],
    ["holdout", { holdout: 0.1 }],
    ["the seed", { seed: "anew" }],
    ["the goal", { goal: "orders" }],
    ["guardrails", { guardrails: ["orders"] }],
    ["that visitors are shifted", { bandit: { floor: 0.05, keepFor: "30d", delay: "1h" } }],
  ])("begins anew where %s changes", (_, change) => {
    const rule = { ...hero, ...change };
    const begun = after(rule).get("hero");
    expect(begun).toMatchObject({ sinceMs: laterMs, coverage: 0.05 * rule.coverage });
    expect(begun?.weights).toEqual(rule.bandit === null ? undefined : { a: 0.5, b: 0.5 });
  });

  it("begins with the first step, also of a rule that was off, staged or never steered", () => {
    const begun = new Map([["hero", { sinceMs: laterMs, coverage: 0.05 }]]);
    expect(after(hero, [])).toEqual(begun);
    expect(after(hero, [{ ...hero, on: false }])).toEqual(begun);
    expect(after(hero, [{ ...hero, staged: true }])).toEqual(begun);
    expect(after(hero, [hero], new Map())).toEqual(begun);
  });

  it("is none of a rule that is off or staged, or in which nothing is steered", () => {
    for (const change of [{ on: false }, { staged: true }, { ramp: null }])
      expect(after({ ...hero, ...change })).toEqual(new Map());
  });

  it("keeps a rule stopped while nothing of what it stopped by changes", () => {
    const stopped = new Map([
      ["hero", { sinceMs: startMs, stopped: { why: "guardrail" as const, atMs: startMs } }],
    ]);
    expect(after({ ...hero, name: "Another" }, [hero], stopped)).toEqual(new Map([["hero", undefined]]));
  });
});
