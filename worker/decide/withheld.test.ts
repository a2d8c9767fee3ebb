import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { compileBundle } from "../../model/bundle.ts";
import { Configuration } from "../../model/configuration.ts";
import type { Rule } from "../../model/rule.ts";
import { nothingRemembered } from "../../model/rule-memory.ts";
import { ruleWith, siteWith } from "../testing/shop.ts";
import { compileRules } from "./compile-rules.ts";
import { decide } from "./decide.ts";

const nowMs = Date.parse("2026-11-25T11:00:00Z");
const facts = { behaviour: { nowMs, sessionStartedAtMs: nowMs - 60_000, timesMs: {} } };
const documents = {
  coupons: [],
  offers: [
    { id: "gift", name: "Gift", layout: "card", headline: "A gift" },
    { id: "silent", name: "Silent", layout: "card", headline: "For {{ traits.name }}" },
  ],
  placements: [
    { id: "top", name: "Top", selector: "body", position: "start" },
    { id: "side", name: "Side", selector: "aside", position: "end" },
  ],
};

function decisionsFor(visitor: string | null, rules: readonly Rule[], offersPerPage: number | null = null) {
  const configuration = v.parse(Configuration, { ...documents, rules });
  const site = siteWith({ fatigue: { offersPerPage, offersPerSession: null } });
  const deciding = compileRules(compileBundle(1, site, configuration));
  return decide(deciding, { pathname: "/", facts, languages: [], visitor, memory: nothingRemembered });
}

const setText = (selector: string) => ({ type: "setText" as const, selector, text: "Hello" });
const insert = (offer: string, placement: string) => ({ type: "insertOffer" as const, placement, offer });

/** Whether somebody gets something of a rule, and whether they would have, were they not among those who get nothing. */
function outcomeOf(rule: string, { chosen, withheld }: ReturnType<typeof decisionsFor>) {
  const isShown = chosen.some((decision) => decision.rule === rule && decision.targets.length > 0);
  return { isShown, isWithheld: withheld.some((each) => each.rule === rule) };
}

describe("those who get nothing of a rule so that its effect can be measured", () => {
  const change = fc.oneof(
    fc.constantFrom("h1", "h2").map(setText),
    fc
      .tuple(fc.constantFrom("gift", "silent"), fc.constantFrom("top", "side"))
      .map(([offer, place]) => insert(offer, place)),
  );
  const anyRule = fc.record({
    changes: fc.uniqueArray(change, { minLength: 1, maxLength: 2, selector: (each) => JSON.stringify(each) }),
    priority: fc.integer({ min: 1, max: 900 }),
    lane: fc.constantFrom("service" as const, "campaign" as const),
    coverage: fc.constantFrom(0.5, 1),
    exclusiveGroup: fc.constantFrom(null, "one"),
  });
  const others = fc.uniqueArray(anyRule, { maxLength: 3, selector: ({ priority }) => priority });

  const visitors = Array.from({ length: 12 }, (_, index) => `visitor-${index}`);
  const withOthers = (own: Rule, rest: readonly Parameters<typeof ruleWith>[0][]): Rule[] => [
    own,
    ...rest.map((each, index) => ruleWith({ ...each, id: `other-${index}` })),
  ];

  it("are those who would be shown it without the holdout, and no others", () => {
    fc.assert(
      fc.property(anyRule, others, fc.constantFrom(null, 1), (own, rest, offersPerPage) => {
        const rules = (holdout: number) => withOthers(ruleWith({ ...own, id: "own", holdout }), rest);
        for (const visitor of visitors) {
          const held = decisionsFor(visitor, rules(0.5), offersPerPage);
          if (!held.lost.some(({ rule, reason }) => rule === "own" && reason === "holdout")) continue;
          const free = outcomeOf("own", decisionsFor(visitor, rules(0), offersPerPage));
          expect(outcomeOf("own", held)).toEqual({ isShown: false, isWithheld: free.isShown });
        }
      }),
      { numRuns: 150 },
    );
  });

  it("are those in a variant without changes who would be shown the other one, and no others", () => {
    fc.assert(
      fc.property(anyRule, others, fc.constantFrom(null, 1), ({ changes, ...own }, rest, offersPerPage) => {
        const rules = (isControl: boolean) => {
          const control = { id: "control", changes: isControl ? [] : changes };
          const variants = [control, { id: "shown", changes, weight: 0 }];
          return withOthers(ruleWith({ ...own, id: "own", variants }), rest);
        };
        for (const visitor of visitors) {
          const { isWithheld } = outcomeOf("own", decisionsFor(visitor, rules(true), offersPerPage));
          const { isShown } = outcomeOf("own", decisionsFor(visitor, rules(false), offersPerPage));
          expect(isWithheld).toBe(isShown);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("are told apart: by their variant, or as held out", () => {
    const control = [
      { id: "control", changes: [] },
      { id: "shown", changes: [setText("h1")], weight: 0 },
    ];
    expect(decisionsFor("somebody", [ruleWith({ id: "own", variants: control })]).withheld).toEqual([
      { rule: "own", variant: "control" },
    ]);
    const heldOut = visitors.flatMap(
      (visitor) => decisionsFor(visitor, [ruleWith({ id: "own", holdout: 0.5 })]).withheld,
    );
    expect(new Set(heldOut.map(({ variant }) => variant))).toEqual(new Set(["held-out"]));
  });

  it.each<[string, Partial<Rule>]>([
    ["of a rule that waits for a trigger", { trigger: { type: "exitIntent" } }],
    [
      "of a rule that leads elsewhere",
      {
        variants: [
          { id: "a", changes: [], weight: 1 },
          { id: "b", weight: 0, changes: [{ type: "redirect", to: "/new" }] },
        ] as Rule["variants"],
      },
    ],
  ])("are nobody %s, since nobody could tell when they would have seen it", (_, more) => {
    const rule = ruleWith({ id: "own", holdout: 0.5, changes: [insert("gift", "top")], ...(more as object) });
    for (const visitor of visitors) expect(decisionsFor(visitor, [rule]).withheld).toEqual([]);
  });

  it("are nobody who is not to be remembered", () => {
    expect(decisionsFor(null, [ruleWith({ id: "own", holdout: 0.5 })]).withheld).toEqual([]);
  });
});
