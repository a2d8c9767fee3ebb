import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { compileBundle } from "../../model/bundle.ts";
import { Configuration } from "../../model/configuration.ts";
import type { Rule } from "../../model/rule.ts";
import { nothingRemembered } from "../../model/rule-memory.ts";
import { watchedPage } from "../../model/watched-change.ts";
import { ruleWith, siteWith } from "../testing/shop.ts";
import type { Asked } from "./asked.ts";
import { compileRules } from "./compile-rules.ts";
import { decide } from "./decide.ts";
import type { Decisions } from "./decision.ts";
import { isHeldOutOfSite } from "./holdout.ts";

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

interface Limits {
  offersPerPage?: number | null;
  /** Of the whole site. */
  holdout?: number;
}

/** What each visitor gets. */
function deciderOf(rules: readonly Rule[], { offersPerPage = null, holdout = 0 }: Limits = {}) {
  const configuration = v.parse(Configuration, { ...documents, rules });
  const site = siteWith({ holdout, fatigue: { offersPerPage, offersPerSession: null } });
  const deciding = compileRules(compileBundle(1, site, configuration));
  return (visitor: string | null, more: Partial<Asked> = {}) =>
    decide(deciding, { pathname: "/", facts, languages: [], visitor, memory: nothingRemembered, ...more });
}

const setText = (selector: string) => ({ type: "setText" as const, selector, text: "Hello" });
const insert = (offer: string, placement: string) => ({ type: "insertOffer" as const, placement, offer });
const redirect = (to: string) => ({ type: "redirect" as const, to });

const offered = fc
  .tuple(fc.constantFrom("gift", "silent"), fc.constantFrom("top", "side"))
  .map(([offer, place]) => insert(offer, place));
const change = fc.oneof(fc.constantFrom("h1", "h2").map(setText), offered);
const someOf = <T>(one: fc.Arbitrary<T>) =>
  fc.uniqueArray(one, { minLength: 1, maxLength: 2, selector: (each) => JSON.stringify(each) });
/** What a rule may do, and what it waits for. */
const doing = fc.oneof(
  fc.record({ changes: someOf(change) }),
  fc.record({ changes: someOf(offered), trigger: fc.constant({ type: "exitIntent" as const }) }),
  // From nowhere else does one lead back: in a circle the rules of others would have a say in it.
  fc.record({
    changes: fc.constantFrom("/", "/new").map((to) => [redirect(to)]),
    pages: fc.constant("/").map((page) => [page]),
  }),
);
const limits = fc.record({
  priority: fc.integer({ min: 1, max: 900 }),
  lane: fc.constantFrom("service" as const, "campaign" as const),
  coverage: fc.constantFrom(0.5, 1),
  exclusiveGroup: fc.constantFrom(null, "one"),
  pages: fc.constantFrom("/", "/*").map((page) => [page]),
});
const anyRule = fc.tuple(doing, limits).map(([what, rest]) => ({ ...rest, ...what }));
const others = fc.uniqueArray(anyRule, { maxLength: 3, selector: ({ priority }) => priority });

/** Rules that may be compared with what those see who get nothing of them. */
const compared = fc.record({ isControlled: fc.boolean(), holdout: fc.constantFrom(0, 0.5) });
const several = fc.uniqueArray(fc.tuple(anyRule, compared), {
  maxLength: 4,
  selector: ([{ priority }]) => priority,
});

const visitors = Array.from({ length: 12 }, (_, index) => `visitor-${index}`);

/** Whether somebody gets something of a rule, and whether they would have, were they not among those who get nothing. */
function outcomeOf(rule: string, { chosen, watched, seenThere }: Decisions) {
  const isShown = chosen.some((decision) => decision.rule === rule && decision.targets.length > 0);
  const isTold = [...watched, ...seenThere].some((each) => each.rule === rule);
  return { isShown, isWithheld: !isShown && isTold };
}

/** Whether another rule leads to another page, which may hang together with what this one takes of the page: nobody sees that. */
function isLedAway(
  { changes }: { changes: readonly { type: string }[] },
  ...decisions: readonly Decisions[]
): boolean {
  const leads = changes.some(({ type }) => type === "redirect");
  return !leads && decisions.some(({ redirect: led }) => led !== null);
}

describe("those who get nothing of a rule so that its effect can be measured", () => {
  const withOthers = (own: Rule, rest: readonly Parameters<typeof ruleWith>[0][]): Rule[] => [
    own,
    ...rest.map((each, index) => ruleWith({ ...each, id: `other-${index}` })),
  ];

  it("are those who would be shown it without the holdout, and no others", () => {
    fc.assert(
      fc.property(anyRule, others, fc.constantFrom(null, 1), (own, rest, offersPerPage) => {
        const rules = (holdout: number) => withOthers(ruleWith({ ...own, id: "own", holdout }), rest);
        const [withHoldout, without] = [rules(0.5), rules(0)].map((all) => deciderOf(all, { offersPerPage }));
        for (const visitor of visitors) {
          const held = withHoldout!(visitor);
          if (!held.lost.some(({ rule, reason }) => rule === "own" && reason === "holdout")) continue;
          const free = without!(visitor);
          if (isLedAway(own, held, free)) continue;
          const { isShown } = outcomeOf("own", free);
          expect(outcomeOf("own", held)).toEqual({ isShown: false, isWithheld: isShown });
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
        const [controlled, shown] = [true, false].map((is) => deciderOf(rules(is), { offersPerPage }));
        for (const visitor of visitors) {
          const [one, other] = [controlled!(visitor), shown!(visitor)];
          if (isLedAway({ changes }, one, other)) continue;
          const { isWithheld } = outcomeOf("own", one);
          const { isShown } = outcomeOf("own", other);
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
    expect(deciderOf([ruleWith({ id: "own", variants: control })])("somebody").watched).toMatchObject([
      { rule: "own", variant: "control", places: [{ selector: "h1" }], moments: [] },
    ]);
    const heldOut = visitors.flatMap(
      (visitor) => deciderOf([ruleWith({ id: "own", holdout: 0.5 })])(visitor).watched,
    );
    expect(new Set(heldOut.map(({ variant }) => variant))).toEqual(new Set(["held-out"]));
  });

  it("are told at the moment that others would be shown the offer which waits for it", () => {
    const waits = { id: "own", holdout: 0.5, trigger: { type: "exitIntent" as const } };
    const rule = ruleWith({ ...waits, changes: [insert("gift", "top"), insert("gift", "side")] });
    const held = visitors.flatMap((visitor) => deciderOf([rule])(visitor).watched);
    expect(held[0]).toEqual({
      rule: "own",
      variant: "held-out",
      places: [],
      moments: ["body", "aside"].map((place) => ({ trigger: rule.trigger, place, isDialog: false })),
    });
  });

  it("are those on whose page it is measured that others are led to another one", () => {
    const variants = [
      { id: "control", changes: [] },
      { id: "new", weight: 0, changes: [redirect("/new")] },
    ];
    const decisionsOf = deciderOf([ruleWith({ id: "own", variants })]);
    const { watched } = decisionsOf("somebody");
    expect(watched).toEqual([{ rule: "own", variant: "control", places: [watchedPage], moments: [] }]);
    expect(decisionsOf("somebody", { isAhead: true }).watched).toEqual([]);
  });

  it("are nobody who is not to be remembered", () => {
    expect(deciderOf([ruleWith({ id: "own", holdout: 0.5 })])(null).watched).toEqual([]);
  });
});

describe("those who get nothing of any rule so that the effect of all can be measured", () => {
  const isHeldOut = (visitor: string) => isHeldOutOfSite({ id: "lumen", holdout: 0.5 }, visitor);

  it("are told wherever another visitor would tell that they see a rule or would have, and see nothing", () => {
    fc.assert(
      fc.property(several, fc.constantFrom(null, 1), (some, offersPerPage) => {
        const rules = some.map(([{ changes, ...rule }, { isControlled, holdout }], index) => {
          const variants = isControlled
            ? [
                { id: "control", changes: [] },
                { id: "a", changes },
              ]
            : [{ id: "a", changes }];
          return ruleWith({ ...rule, id: `rule-${index}`, variants, holdout });
        });
        const measured = deciderOf(rules, { offersPerPage, holdout: 0.5 });
        const unmeasured = deciderOf(rules, { offersPerPage });
        for (const visitor of visitors) {
          const decisions = measured(visitor, { all: true });
          const free = unmeasured(visitor);
          if (!isHeldOut(visitor)) {
            expect(withoutChance(decisions).chosen).toEqual(withoutChance(free).chosen);
            expect(decisions.watched).toEqual(free.watched);
            continue;
          }
          const tells =
            free.redirect !== null ||
            free.watched.length > 0 ||
            free.chosen.some(({ targets }) => targets.length > 0);
          const { chosen, edits, coupons, waitingCoupons, redirect: led, watched, lost } = decisions;
          expect([...chosen, ...edits, ...coupons, ...waitingCoupons, led]).toEqual([null]);
          expect(lost.map(({ reason }) => reason)).toEqual(rules.map(() => "site_holdout"));
          expect(watched.map(({ rule, variant }) => [rule, variant])).toEqual(
            tells ? [["site:all", "held-out"]] : [],
          );
          for (const { places, moments } of watched) expect([...places, ...moments]).not.toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("are told by all the places at once where the others would look, and by the page where any has it", () => {
    const held = visitors.find(isHeldOut)!;
    const [h1, h2] = [ruleWith({ id: "one" }), ruleWith({ id: "two", changes: [setText("h2")] })];
    const everywhere = ruleWith({ id: "all", changes: [{ type: "addStyles", css: "h1 { color: red }" }] });
    const placesOf = (rules: Rule[]) =>
      deciderOf(rules, { holdout: 0.5 })(held).watched.map(({ places }) =>
        places.map(({ selector }) => selector),
      );
    expect([placesOf([h1, h2]), placesOf([h1, everywhere]), placesOf([])]).toEqual([
      [["h1", "h2"]],
      [["html"]],
      [],
    ]);
  });

  it("are still shown what is pinned to them, and told of rules alone", () => {
    const held = visitors.find(isHeldOut)!;
    const pins = [{ offer: "gift", placement: "top", atMs: nowMs }];
    const { chosen, edits, watched } = deciderOf([ruleWith()], { holdout: 0.5 })(held, { pins });
    expect([chosen.map(({ rule }) => rule), edits.length]).toEqual([["pin:gift"], 1]);
    expect(watched.map(({ places }) => places.map(({ selector }) => selector))).toEqual([["h1"]]);
    expect(deciderOf([], { holdout: 0.5 })(held, { pins }).watched).toEqual([]);
  });

  it("are nobody who looks at a preview: they are shown what others are", () => {
    const held = visitors.find(isHeldOut)!;
    const decisionsOf = deciderOf([ruleWith()], { holdout: 0.5 });
    for (const forced of [{}, { welcome: "a" }]) {
      const { chosen, edits, watched } = decisionsOf(held, { forced });
      expect([chosen.length, edits.length, watched]).toEqual([1, 1, []]);
    }
    const ofRule = deciderOf([ruleWith({ holdout: 0.5 })]);
    for (const visitor of visitors) expect(ofRule(visitor, { forced: {} }).chosen).toHaveLength(1);
  });
});

/** A decision says how probable it was, which a holdout changes. */
function withoutChance({ chosen }: Decisions) {
  return { chosen: chosen.map(({ probability: _probability, ...rest }) => rest) };
}
