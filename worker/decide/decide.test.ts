import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { compileBundle } from "../../model/bundle.ts";
import { Configuration } from "../../model/configuration.ts";
import type { Facts } from "../../model/facts/facts.ts";
import type { Site } from "../../model/site.ts";
import { ruleWith, siteWith } from "../testing/shop.ts";
import { compileRules } from "./compile-rules.ts";
import type { Asked } from "./asked.ts";
import { decide } from "./decide.ts";
import { nothingRemembered, type RuleMemory } from "../../model/rule-memory.ts";
import { couponWith } from "../../model/testing/coupon.ts";

/** A Wednesday, noon in Berlin. */
const nowMs = Date.parse("2026-11-25T11:00:00Z");
const sessionStartedAtMs = nowMs - 10 * 60_000;
const facts: Facts = {
  source: "tiktok",
  medium: "cpc",
  campaign: null,
  device: "mobile",
  visitor: "new",
  behaviour: { nowMs, sessionStartedAtMs, timesMs: {} },
};

const documents = {
  offers: [
    { id: "ten-off", name: "Ten", layout: "bar", headline: "10 % off", coupon: "ten" },
    { id: "gift", name: "Gift", layout: "card", headline: "A gift" },
    { id: "sorry", name: "Sorry", layout: "bar", headline: "We are sorry" },
  ],
  coupons: [couponWith()],
  placements: [
    { id: "top", name: "Top", selector: "body", position: "start" },
    { id: "end", name: "End", selector: "body", position: "end" },
    { id: "side", name: "Side", selector: "aside", position: "end" },
  ],
};
const insert = (offer: string, placement = "top") => ({ type: "insertOffer" as const, placement, offer });
const setText = (text: string, selector = "h1") => ({ type: "setText" as const, selector, text });

type Rules = readonly ReturnType<typeof ruleWith>[];

function compiled(rules: Rules, site: Partial<Site> = {}, more: object = {}) {
  const configuration = v.parse(Configuration, { ...documents, ...more, rules });
  return compileRules(compileBundle(1, siteWith({ timeZone: "Europe/Berlin", ...site }), configuration));
}

function decisions(rules: Rules, asked: Partial<Asked> = {}, site: Partial<Site> = {}) {
  return decide(compiled(rules, site), {
    pathname: "/",
    facts,
    languages: [],
    visitor: "a-visitor",
    memory: nothingRemembered,
    ...asked,
  });
}

/** The ids of the chosen rules, and why each of the others was not. */
function outcome(rules: Rules, asked: Partial<Asked> = {}, site: Partial<Site> = {}) {
  const { chosen, lost } = decisions(rules, asked, site);
  return {
    chosen: chosen.map(({ rule }) => rule),
    lost: Object.fromEntries(lost.map(({ rule, reason }) => [rule, reason])),
  };
}

const remembering = (memory: Partial<RuleMemory>) => ({ memory: { ...nothingRemembered, ...memory } });
const agoMs = (minutes: number) => nowMs - minutes * 60_000;

/** How many of `count` visitors each variant gets; `none` where they take no part. */
function spread(rules: Rules, count: number, site: Partial<Site> = {}): Record<string, number> {
  const deciding = compiled(rules, site);
  const counts: Record<string, number> = {};
  for (let index = 0; index < count; index += 1) {
    const asked = {
      pathname: "/",
      facts,
      languages: [],
      visitor: `visitor-${index}`,
      memory: nothingRemembered,
    };
    const variant = decide(deciding, asked).chosen[0]?.variant ?? "none";
    counts[variant] = (counts[variant] ?? 0) + 1;
  }
  return counts;
}

describe("deciding", () => {
  it("chooses the rules of this page whose condition holds", () => {
    const rules = [
      ruleWith({ id: "here", condition: { visitor: "new" } }),
      ruleWith({ id: "others", condition: { visitor: "returning" }, priority: 20 }),
      ruleWith({ id: "elsewhere", pages: ["/cart", "/products/*"], priority: 30 }),
    ];
    expect(outcome(rules)).toEqual({ chosen: ["here"], lost: {} });
    expect(outcome(rules, { pathname: "/products/lipstick" }).chosen).toEqual(["elsewhere"]);
    expect(outcome(rules, { pathname: "/cart" }).chosen).toEqual(["elsewhere"]);
    expect(outcome(rules, { pathname: "/products" }).chosen).toEqual([]);
  });

  it("calls a page personal where a rule looks at it, chosen or not", () => {
    const rules = [ruleWith({ condition: { visitor: "returning" } })];
    const nothing = {
      chosen: [],
      lost: [],
      watched: [],
      edits: [],
      coupons: [],
      waitingCoupons: [],
      redirect: null,
      seenThere: [],
    };
    expect(decisions(rules)).toEqual({ ...nothing, personal: true });
    expect(decisions(rules, { pathname: "/about" })).toEqual({ ...nothing, personal: false });
  });

  it("gives what two rules want to the higher priority, and the rest to each", () => {
    const rules = [
      ruleWith({ id: "low", priority: 1, changes: [setText("low"), setText("low", "h2"), insert("gift")] }),
      ruleWith({ id: "high", priority: 2, changes: [setText("high"), insert("ten-off")] }),
      ruleWith({
        id: "lowest",
        priority: 0,
        changes: [{ type: "setHtml", selector: "h1", html: "<i>x</i>" }],
      }),
    ];
    const { chosen, lost, edits } = decisions(rules);
    expect(edits).toMatchObject([
      setText("high"),
      { type: "insertOffer", offer: { id: "ten-off" }, rule: "high" },
      setText("low", "h2"),
    ]);
    expect(chosen).toMatchObject([
      { rule: "high", targets: ["content h1", "placement top"], against: ["low", "lowest"] },
      { rule: "low", targets: ["content h2"], against: [] },
    ]);
    expect(lost).toEqual([{ rule: "lowest", reason: "outranked", to: ["high"] }]);
  });

  it("gives each class, and each property of a style, to the higher priority, and room to every insertion", () => {
    const setClass = (add: string[]) => ({ type: "setClass" as const, selector: "h1", add, remove: [] });
    const html = { type: "insertHtml" as const, selector: "h1", position: "after" as const, html: "x" };
    const css = { type: "addStyles" as const, css: "a{}" };
    const rules = [
      ruleWith({ id: "high", priority: 3, changes: [setClass(["a", "b"]), html] }),
      ruleWith({ id: "middle", priority: 2, changes: [setClass(["b", "c"]), html, html, css] }),
      ruleWith({ id: "low", priority: 1, changes: [setClass(["c", "a"])] }),
      ruleWith({ id: "lowest", priority: 0, changes: [css] }),
    ];
    const { chosen, lost, edits } = decisions(rules);
    expect(chosen.map(({ rule, targets, against }) => [rule, targets, against])).toEqual([
      ["high", ["class a h1", "class b h1", "insertion after h1"], ["middle", "low"]],
      ["middle", ["class c h1", "insertion after h1", "styles"], ["low"]],
      ["lowest", ["styles"], []],
    ]);
    expect(edits).toHaveLength(7);
    expect(lost).toEqual([{ rule: "low", reason: "outranked", to: ["middle", "high"] }]);
  });

  it("lets a lane win over any priority: what is owed, what is personal, what is for many", () => {
    const rules = [
      ruleWith({ id: "campaign", priority: 1000, changes: [insert("gift")] }),
      ruleWith({ id: "personal", priority: 1, lane: "personal", changes: [insert("ten-off")] }),
      ruleWith({ id: "service", priority: 0, lane: "service", changes: [insert("sorry")] }),
    ];
    expect(decisions(rules).chosen).toMatchObject([{ rule: "service", against: ["personal", "campaign"] }]);
    expect(outcome(rules.slice(0, 2)).chosen).toEqual(["personal"]);
  });

  it("decides alike whatever order rules were written in", () => {
    const rules = ["b", "a", "c"].map((id) => ruleWith({ id, changes: [setText(id)] }));
    expect(outcome(rules)).toEqual({ chosen: ["a"], lost: { b: "outranked", c: "outranked" } });
    expect(outcome(rules.toReversed())).toEqual(outcome(rules));
  });

  it("puts one offer in a place, though a rule names two, and does not lose to itself", () => {
    const { edits, chosen } = decisions([ruleWith({ changes: [insert("gift"), insert("ten-off")] })]);
    expect(edits).toMatchObject([{ offer: { id: "gift" } }]);
    expect(chosen).toMatchObject([{ rule: "welcome", targets: ["placement top"], against: [] }]);
  });

  it("can hide an element and set its text and each of its attributes", () => {
    const changes = [
      setText("x"),
      { type: "hide" as const, selector: "h1" },
      { type: "setAttribute" as const, selector: "h1", name: "title", value: "a" },
      { type: "setAttribute" as const, selector: "h1", name: "lang", value: "en" },
    ];
    expect(decisions([ruleWith({ changes })]).edits).toEqual(changes);
  });

  it("hands out the coupons of the offers that won, and of no others", () => {
    const winner = ruleWith({ id: "a", priority: 2, changes: [insert("ten-off")] });
    const loser = ruleWith({ id: "b", priority: 1, changes: [insert("gift")] });
    expect(decisions([winner, loser]).coupons).toMatchObject(documents.coupons);
    expect(decisions([{ ...loser, priority: 3 }, winner]).coupons).toEqual([]);
  });

  it("keeps apart the coupons of offers that wait, unless another offer brings them at once", () => {
    const waiting = ruleWith({ id: "waiting", trigger: { type: "copy" }, changes: [insert("ten-off")] });
    expect(decisions([waiting])).toMatchObject({ coupons: [], waitingCoupons: documents.coupons });
    const atOnce = ruleWith({ id: "at-once", changes: [insert("ten-off", "side")] });
    expect(decisions([waiting, atOnce])).toMatchObject({ coupons: documents.coupons, waitingCoupons: [] });
  });

  it("passes an offer over that has nothing to say to this visitor, with its coupon", () => {
    const offers = [
      ...documents.offers,
      { id: "named", name: "Named", layout: "bar", headline: "{{ city }}", coupon: "ten" },
    ];
    const rules = [
      ruleWith({ id: "named", priority: 2, changes: [insert("named")] }),
      ruleWith({ id: "plain", priority: 1, changes: [insert("gift")] }),
    ];
    const asked = { pathname: "/", languages: [], visitor: "v", memory: nothingRemembered };
    const deciding = compiled(rules, {}, { offers });
    expect(decide(deciding, { ...asked, facts })).toMatchObject({
      chosen: [{ rule: "plain" }],
      lost: [{ rule: "named", reason: "nothing_to_say" }],
      coupons: [],
    });
    expect(decide(deciding, { ...asked, facts: { ...facts, city: "Kiel" } })).toMatchObject({
      chosen: [{ rule: "named", against: ["plain"] }],
      coupons: documents.coupons,
    });
  });

  it("keeps to schedules, in the site's time zone", () => {
    const friday = ruleWith({
      id: "friday",
      schedule: { weekly: [{ days: ["friday"], from: "00:00", to: "24:00" }] },
    });
    const noon = ruleWith({
      id: "noon",
      schedule: { weekly: [{ days: ["wednesday"], from: "12:00", to: "13:00" }] },
    });
    expect(outcome([friday, noon])).toEqual({ chosen: ["noon"], lost: {} });
    expect(outcome([friday], { all: true }).lost).toEqual({ friday: "not_now" });
    expect(outcome([noon], {}, { timeZone: "UTC" }).chosen).toEqual([]);
  });

  it("finds saved lists", () => {
    const lists = [{ id: "networks", name: "Networks", values: ["tiktok", "instagram"] }];
    const rules = [ruleWith({ condition: { source: { $inGroup: "networks" } } })];
    const asked = { pathname: "/", facts, languages: [], visitor: "x", memory: nothingRemembered };
    expect(decide(compiled(rules, {}, { lists }), asked).chosen).toHaveLength(1);
    expect(decide(compiled(rules, {}, { lists: [{ ...lists[0], values: [] }] }), asked).chosen).toHaveLength(
      0,
    );
  });

  it("says of all rules of the page why they were not chosen, where that is asked", () => {
    const rules = [
      ruleWith({ id: "here" }),
      ruleWith({ id: "others", condition: { visitor: "returning" } }),
      ruleWith({ id: "elsewhere", pages: ["/cart"] }),
    ];
    expect(outcome(rules, { all: true })).toEqual({ chosen: ["here"], lost: { others: "condition" } });
  });
});

describe("variants", () => {
  const test = ruleWith({
    id: "test",
    variants: [
      { id: "control", changes: [], weight: 1 },
      { id: "red", changes: [setText("red")], weight: 2 },
      { id: "blue", changes: [setText("blue")], weight: 1 },
    ],
  });

  it("are given to visitors in proportion to their weights", () => {
    const counts = spread([test], 8000);
    expect(counts["none"]).toBeUndefined();
    // Four standard deviations of a binomial share.
    for (const [variant, share] of [
      ["control", 0.25],
      ["red", 0.5],
      ["blue", 0.25],
    ] as const)
      expect(Math.abs((counts[variant] ?? 0) - 8000 * share)).toBeLessThan(
        4 * Math.sqrt(8000 * share * (1 - share)),
      );
  });

  it("say with which probability they were chosen, all shares multiplied", () => {
    const all = ["control", "red", "blue"].map(
      (variant) =>
        decisions([test], { memory: { ...nothingRemembered, variants: { test: variant } } }).chosen[0]
          ?.probability,
    );
    expect(all).toEqual([0.25, 0.5, 0.25]);
    const narrow = { ...test, coverage: 0.5, namespace: { id: "n", from: 0, to: 0.8 }, holdout: 0.1 };
    const visitor = Array.from({ length: 100 }, (_, index) => `v${index}`).find(
      (id) => outcome([narrow], { visitor: id }, { holdout: 0.2 }).chosen.length > 0,
    );
    const { chosen } = decisions([narrow], { visitor: visitor ?? "" }, { holdout: 0.2 });
    const weight = chosen[0]?.variant === "red" ? 0.5 : 0.25;
    expect(chosen[0]?.probability).toBeCloseTo(0.8 * 0.9 * 0.8 * 0.5 * weight, 12);
  });

  it("without changes are a control group: chosen, with nothing to show, and the place is free for others", () => {
    const { chosen, edits } = decisions(
      [test, ruleWith({ id: "other", priority: 1 })],
      remembering({ variants: { test: "control" } }),
    );
    expect(chosen).toMatchObject([{ rule: "test", variant: "control", targets: [] }, { rule: "other" }]);
    expect(edits).toEqual([setText("Hello")]);
  });

  it("stay with a visitor whatever the weights, the coverage and the namespace are now", () => {
    const had = remembering({ variants: { test: "blue" } });
    const changed = {
      ...test,
      coverage: 0,
      namespace: { id: "n", from: 0, to: 0.0001 },
      variants: test.variants.map((variant) => ({ ...variant, weight: variant.id === "red" ? 1 : 0 })),
    };
    expect(decisions([changed], had).chosen).toMatchObject([{ variant: "blue", how: "sticky" }]);
    expect(outcome([changed])).toMatchObject({ chosen: [] });
  });

  it("that no longer exist are forgotten", () => {
    for (const variant of ["green", "__proto__", ""])
      expect(decisions([test], remembering({ variants: { test: variant } })).chosen).toMatchObject([
        { how: "hashed" },
      ]);
  });

  it("are those that a GrowthBook SDK gives for the same seed and two equal weights", () => {
    const variants = [
      { id: "off", changes: [], weight: 1 },
      { id: "on", changes: [setText("on")], weight: 1 },
    ];
    const seeded = ruleWith({ seed: "my-test", hashVersion: 1, variants });
    const given = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].map(
      (visitor) => decisions([seeded], { visitor }).chosen[0]?.variant,
    );
    expect(given.map((variant) => (variant === "on" ? 1 : 0))).toEqual([1, 0, 0, 1, 1, 1, 0, 1, 0]);
  });

  it("that is staged is decided for previews alone, and takes no place from others without", () => {
    const staged = ruleWith({ id: "staged", staged: true, priority: 900 });
    const closed = ruleWith({ id: "closed", staged: true, condition: { visitor: "returning" } });
    const rules = [staged, closed, ruleWith({ id: "other" })];
    expect(outcome(rules).chosen).toEqual(["other"]);
    expect(decisions(rules, { all: true }).lost).toContainEqual(
      expect.objectContaining({ rule: "staged", reason: "staged" }),
    );
    expect(outcome(rules, { forced: {} }).chosen).toEqual(["staged"]);
    expect(decisions([closed], { forced: { closed: "a" } }).chosen).toMatchObject([{ rule: "closed" }]);
  });

  it("can be forced for a preview, whatever speaks against it but the page", () => {
    const closed = {
      ...test,
      condition: { visitor: "returning" },
      schedule: ruleWith({ schedule: { until: "2020-01-01T00:00" } }).schedule,
      coverage: 0,
      holdout: 0.5,
    };
    const forced = { test: "blue" };
    expect(decisions([closed], { forced }, { holdout: 0.5 }).chosen).toMatchObject([
      { variant: "blue", how: "forced", probability: 1 },
    ]);
    expect(outcome([closed], { forced, pathname: "/cart" }).chosen).toEqual([]);
    expect(outcome([test], { forced: { test: "green" } }).chosen).toEqual([]);
    expect(
      outcome([test, ruleWith({ id: "others", condition: { visitor: "returning" } })], { forced }).chosen,
    ).toEqual(["test"]);
  });
});

describe("who takes no part", () => {
  it("is outside the coverage, the same visitors at each page, and more coverage only adds", () => {
    const half = spread([ruleWith({ coverage: 0.5 })], 4000);
    expect(Math.abs((half["none"] ?? 0) - 2000)).toBeLessThan(4 * Math.sqrt(1000));
    for (let index = 0; index < 300; index += 1) {
      const visitor = `visitor-${index}`;
      const [less, more] = [0.3, 0.6].map(
        (coverage) => outcome([ruleWith({ coverage })], { visitor }).chosen.length,
      );
      expect(less).toBeLessThanOrEqual(more ?? 0);
    }
    expect(outcome([ruleWith({ coverage: 0 })])).toEqual({ chosen: [], lost: { welcome: "not_covered" } });
  });

  it("is in the other half of a namespace: two rules share nobody, and everybody has one", () => {
    const part = (id: string, from: number, to: number) =>
      ruleWith({ id, changes: [setText(id, `#${id}`)], namespace: { id: "home", from, to } });
    const rules = [part("left", 0, 0.5), part("right", 0.5, 1)];
    const seen = new Set<string>();
    for (let index = 0; index < 200; index += 1) {
      const { chosen, lost } = outcome(rules, { visitor: `visitor-${index}` });
      expect(chosen).toHaveLength(1);
      expect(Object.values(lost)).toEqual(["namespace"]);
      seen.add(chosen[0] ?? "");
    }
    expect([...seen].sort()).toEqual(["left", "right"]);
  });

  it("is held out of the site: nothing from any rule, as many as the site says, always the same", () => {
    const rules = [ruleWith({ id: "a" }), ruleWith({ id: "b", changes: [setText("b", "h2")] })];
    const held = spread(rules, 4000, { holdout: 0.05 })["none"] ?? 0;
    expect(Math.abs(held - 200)).toBeLessThan(4 * Math.sqrt(4000 * 0.05 * 0.95));
    const visitor = Array.from({ length: 200 }, (_, index) => `visitor-${index}`).find(
      (id) => outcome(rules, { visitor: id }, { holdout: 0.05 }).chosen.length === 0,
    );
    expect(outcome(rules, { visitor: visitor ?? "" }, { holdout: 0.05 })).toEqual({
      chosen: [],
      lost: { a: "site_holdout", b: "site_holdout" },
    });
    // A larger holdout keeps everybody who was in the smaller one.
    expect(outcome(rules, { visitor: visitor ?? "" }, { holdout: 0.4 }).chosen).toEqual([]);
  });

  it("is held out of one rule, independently of others and of the variants", () => {
    const rules = ["a", "b"].map((id) => ruleWith({ id, holdout: 0.5, changes: [setText(id, `#${id}`)] }));
    const counts = { both: 0, one: 0, none: 0 };
    for (let index = 0; index < 2000; index += 1) {
      const { chosen, lost } = outcome(rules, { visitor: `visitor-${index}` });
      counts[chosen.length === 2 ? "both" : chosen.length === 1 ? "one" : "none"] += 1;
      expect(Object.values(lost).every((reason) => reason === "holdout")).toBe(true);
    }
    expect(Math.abs(counts.both - 500)).toBeLessThan(4 * Math.sqrt(2000 * 0.25 * 0.75));
    expect(Math.abs(counts.one - 1000)).toBeLessThan(4 * Math.sqrt(2000 * 0.5 * 0.5));
  });
});

describe("somebody who asked not to be remembered", () => {
  it("gets no offers that wait, since no script of ours would show them", () => {
    const rules = [ruleWith({ trigger: { type: "exitIntent" }, changes: [insert("gift")] })];
    expect(outcome(rules, { visitor: null })).toEqual({ chosen: [], lost: { welcome: "not_remembered" } });
    expect(outcome(rules).chosen).toEqual(["welcome"]);
  });

  it("gets the rules that leave nothing to chance, and no holdout", () => {
    const variants = [
      { id: "a", changes: [setText("a", "h2")], weight: 1 },
      { id: "b", changes: [setText("b", "h2")], weight: 1 },
    ];
    const rules = [
      ruleWith({ id: "plain", holdout: 0.5 }),
      ruleWith({ id: "test", variants }),
      ruleWith({ id: "some", coverage: 0.9, changes: [setText("some", "h3")] }),
    ];
    expect(outcome(rules, { visitor: null }, { holdout: 0.5 })).toEqual({
      chosen: ["plain"],
      lost: { some: "not_remembered", test: "not_remembered" },
    });
    expect(outcome(rules, { visitor: null, forced: { test: "b" } }).chosen).toContain("test");
  });
});

describe("how often", () => {
  const monday = Date.parse("2026-11-22T23:00:00Z");
  const today = Date.parse("2026-11-24T23:00:00Z");

  it.each<[string, number, number, boolean]>([
    ["session", sessionStartedAtMs, 1, true],
    ["session", sessionStartedAtMs - 1, 1, false],
    ["day", today, 1, true],
    ["day", today - 1, 1, false],
    ["week", monday, 1, true],
    ["week", monday - 1, 1, false],
    ["ever", 0, 1, true],
    ["ever", 0, 2, false],
  ])("a cap per %s counts from its start, as the shop's clock has it", (per, shownAtMs, times, isCapped) => {
    const rule = ruleWith({ caps: [{ times, per: per as "day" }] });
    const expected = isCapped
      ? { chosen: [], lost: { welcome: "capped" } }
      : { chosen: ["welcome"], lost: {} };
    expect(outcome([rule], remembering({ shownAtMs: { welcome: [shownAtMs] } }))).toEqual(expected);
  });

  it("a cap of the profile counts this person's other devices too, a cap of the visitor does not", () => {
    const elsewhere = remembering({ shownElsewhereAtMs: { welcome: [agoMs(1)] } });
    const capped = (of: "visitor" | "profile") =>
      outcome([ruleWith({ caps: [{ times: 1, per: "ever", of }] })], elsewhere);
    expect(capped("profile").lost).toEqual({ welcome: "capped" });
    expect(capped("visitor").chosen).toEqual(["welcome"]);
  });

  it.each<[string | null, number, boolean]>([
    ["ever", 1_000_000, true],
    ["7d", 6 * 24 * 60, true],
    ["7d", 8 * 24 * 60, false],
    ["session", 5, true],
    ["session", 20, false],
    [null, 1, false],
  ])("after a dismissal it stays away (%s), %i minutes later: %s", (awayAfterDismissal, minutes, isAway) => {
    const rule = ruleWith({ awayAfterDismissal, changes: [insert("gift")] });
    const { lost } = outcome([rule], remembering({ dismissedAtMs: { welcome: agoMs(minutes) } }));
    expect(lost).toEqual(isAway ? { welcome: "dismissed" } : {});
  });

  it("frees the place for the next rule", () => {
    const rules = [
      ruleWith({ id: "first", priority: 2, changes: [insert("gift")] }),
      ruleWith({ id: "second", priority: 1, changes: [insert("ten-off")] }),
    ];
    expect(outcome(rules, remembering({ dismissedAtMs: { first: agoMs(1) } }))).toEqual({
      chosen: ["second"],
      lost: { first: "dismissed" },
    });
  });
});

describe("an exclusive group", () => {
  const rules = [
    ruleWith({ id: "high", priority: 2, exclusiveGroup: "hello", changes: [setText("high")] }),
    ruleWith({ id: "low", priority: 1, exclusiveGroup: "hello", changes: [setText("low", "h2")] }),
    ruleWith({ id: "apart", priority: 0, changes: [setText("apart", "h3")] }),
  ];

  it("shows one of its rules on a page", () => {
    expect(decisions(rules).lost).toEqual([{ rule: "low", reason: "exclusive_group", to: ["high"] }]);
    expect(outcome(rules).chosen).toEqual(["high", "apart"]);
  });

  it("stays with the one that was shown first in this visit", () => {
    const shown = remembering({ shownAtMs: { low: [agoMs(1)] } });
    expect(outcome(rules, shown)).toEqual({ chosen: ["low", "apart"], lost: { high: "exclusive_group" } });
    expect(outcome(rules, remembering({ shownAtMs: { low: [sessionStartedAtMs - 1] } })).chosen).toEqual([
      "high",
      "apart",
    ]);
  });
});

describe("a fatigue limit", () => {
  const rules = [
    ruleWith({ id: "a", priority: 3, changes: [insert("gift", "top")] }),
    ruleWith({ id: "b", priority: 2, changes: [insert("ten-off", "end")] }),
    ruleWith({ id: "text", priority: 1 }),
    ruleWith({ id: "apology", lane: "service", priority: 0, changes: [insert("sorry", "side")] }),
  ];

  it("keeps a page to so many offers, but not from what a customer is owed, nor from plain changes", () => {
    const site = { fatigue: { offersPerPage: 2, offersPerSession: null } };
    expect(outcome(rules, {}, site)).toEqual({ chosen: ["apology", "a", "text"], lost: { b: "fatigue" } });
  });

  it("keeps a visit to the offers of so many rules; those that were shown stay", () => {
    const site = { fatigue: { offersPerPage: null, offersPerSession: 1 } };
    const others = rules.slice(0, 3);
    expect(outcome(others, {}, site)).toEqual({ chosen: ["a", "text"], lost: { b: "fatigue" } });
    const shown = remembering({ shownAtMs: { b: [agoMs(2)], text: [agoMs(2)] } });
    expect(outcome(others, shown, site)).toEqual({ chosen: ["b", "text"], lost: { a: "fatigue" } });
  });

  it("counts an offer only where it would be seen: in a free place, with something to say", () => {
    const site = { fatigue: { offersPerPage: 1, offersPerSession: 1 } };
    const offers = [
      ...documents.offers,
      { id: "named", name: "Named", layout: "bar", headline: "{{ city }}" },
    ];
    const chosen = (...some: Rules) =>
      decide(compiled(some, site, { offers }), {
        pathname: "/",
        facts,
        languages: [],
        visitor: "v",
        memory: nothingRemembered,
      }).chosen.map(({ rule, targets }) => [rule, ...targets]);
    const both = ruleWith({
      id: "both",
      priority: 5,
      changes: [insert("named", "top"), insert("gift", "end")],
    });
    expect(chosen(both)).toEqual([["both", "placement end"]]);
    const silent = ruleWith({ id: "silent", priority: 9, changes: [insert("named"), setText("x", "h2")] });
    expect(chosen(silent, both)).toEqual([
      ["silent", "content h2"],
      ["both", "placement end"],
    ]);
    const late = ruleWith({ id: "late", priority: 1, changes: [insert("ten-off", "end"), setText("x")] });
    expect(chosen(both, late)).toEqual([
      ["both", "placement end"],
      ["late", "content h1"],
    ]);
  });
});

describe("the index", () => {
  const pages = [
    "/",
    "/*",
    "/cart",
    "/products/*",
    "/products/:id/reviews",
    "/:section",
    "/caf%C3%A9",
    "/a.b",
  ];
  const paths = [
    "/",
    "/cart",
    "/products",
    "/products/x",
    "/products/x/reviews",
    "/about",
    "/caf%C3%A9",
    "/a.b",
    "/aXb",
  ];
  const texts = ["new", "returning", "mobile", "desktop", "tiktok", "cpc", "5", "true"];
  const clause = fc.oneof(
    fc.record({ visitor: fc.constantFrom("new", "returning") }),
    fc.record({ device: fc.record({ $eq: fc.constantFrom("mobile", "desktop") }) }),
    fc.record({ source: fc.constantFrom(...texts) }),
    fc.record({ source: fc.record({ $in: fc.array(fc.constantFrom(...texts), { maxLength: 3 }) }) }),
    fc.record({ medium: fc.record({ $ne: fc.constantFrom(...texts) }) }),
    fc.record({ source: fc.record({ $not: fc.record({ $eq: fc.constantFrom(...texts) }) }) }),
    fc.constant({ $did: { event: "view_item", count: { $gte: 1 } } }),
    fc.constant({ $did: { event: "view_item", count: { $lt: 1 } } }),
    fc.constant({}),
  );
  const condition = fc.oneof(
    clause,
    fc.tuple(clause, clause).map(([a, b]) => ({ ...a, ...b })),
    fc.tuple(clause, clause).map((both) => ({ $and: both })),
    fc.tuple(clause, clause).map((both) => ({ $or: both })),
    clause.map((denied) => ({ $not: denied })),
  );
  const someRules = fc.array(
    fc.record({
      pages: fc.uniqueArray(fc.constantFrom(...pages), { minLength: 1, maxLength: 3 }),
      condition,
      priority: fc.integer({ min: 0, max: 3 }),
      selector: fc.constantFrom("h1", "h2", "h3"),
    }),
    { maxLength: 12 },
  );
  const someFacts = fc.record({
    source: fc.constantFrom(...texts, null),
    medium: fc.constantFrom(...texts, null),
    device: fc.constantFrom("mobile" as const, "desktop" as const),
    visitor: fc.constantFrom("new" as const, "returning" as const),
    views: fc.integer({ min: 0, max: 2 }),
  });

  it("finds what looking at every rule finds, and in the same order", () => {
    fc.assert(
      fc.property(
        someRules,
        someFacts,
        fc.array(fc.constantFrom(...paths), { minLength: 1 }),
        (parts, known, asked) => {
          const rules = parts.map(({ selector, ...part }, index) =>
            ruleWith({ id: `rule-${index}`, changes: [setText("x", selector)], ...part }),
          );
          const deciding = compiled(rules);
          const counter = deciding.bundle.counters.find(({ event }) => event === "view_item")?.id ?? "";
          const { views, ...request } = known;
          const timesMs = views === 0 ? {} : { [counter]: Array.from({ length: views }, () => agoMs(1)) };
          const all: Facts = { ...request, behaviour: { nowMs, sessionStartedAtMs, timesMs } };
          for (const pathname of asked) {
            const question = { pathname, facts: all, languages: [], visitor: "v", memory: nothingRemembered };
            const quick = decide(deciding, question);
            const slow = decide(deciding, { ...question, all: true });
            expect(quick.chosen).toEqual(slow.chosen);
            expect(quick.edits).toEqual(slow.edits);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("reads each segment once, however many name it", () => {
    const segments = Array.from({ length: 20 }, (_, index) => ({
      id: `s${index}`,
      name: "Segment",
      condition:
        index === 0
          ? { country: "DE" }
          : { $and: Array.from({ length: 5 }, () => ({ $inSegment: `s${index - 1}` })) },
    }));
    const rule = ruleWith({ condition: { $inSegment: "s19" } });
    const deciding = compiled([rule], {}, { segments });
    const chosen = (country: string) =>
      decide(deciding, {
        pathname: "/",
        facts: { ...facts, country },
        languages: [],
        visitor: "v",
        memory: nothingRemembered,
      }).chosen.length;
    expect([chosen("DE"), chosen("FR")]).toEqual([1, 0]);
  });

  it("looks once at a rule that several of its patterns bring to a page, however long its address", () => {
    const deciding = compiled([
      ruleWith({ id: "twice", pages: ["/p/*", "/*"], condition: { device: "mobile" } }),
    ]);
    for (const pathname of ["/p/7", `/p/${"x".repeat(5000)}`]) {
      const question = { pathname, facts, languages: [], visitor: "v", memory: nothingRemembered };
      for (const all of [true, false])
        expect(decide(deciding, { ...question, all }).chosen.map(({ rule }) => rule)).toEqual(["twice"]);
    }
  });

  it("stays right when more paths were asked for than it remembers", () => {
    const deciding = compiled([
      ruleWith({ id: "all", pages: ["/*"] }),
      ruleWith({ id: "one", pages: ["/p/7"], priority: 90 }),
    ]);
    const chosen = (pathname: string) =>
      decide(deciding, {
        pathname,
        facts,
        languages: [],
        visitor: "v",
        memory: nothingRemembered,
      }).chosen.map(({ rule }) => rule);
    for (let index = 0; index < 5000; index += 1) chosen(`/p/${index}`);
    expect([chosen("/p/7"), chosen("/p/8")]).toEqual([["one"], ["all"]]);
  });
});

describe("a page that the site leaves alone", () => {
  const everywhere = ruleWith({ id: "everywhere", pages: ["/*"] });
  const named = ruleWith({
    id: "named",
    pages: ["/*", "/checkout/thanks"],
    changes: [setText("Thanks", "p")],
  });
  const rules = [everywhere, named];

  it("is changed only by rules that name it", () => {
    expect(decisions(rules, { pathname: "/checkout" })).toMatchObject({
      chosen: [],
      edits: [],
      personal: false,
    });
    const thanks = decisions(rules, { pathname: "/checkout/thanks" });
    expect(thanks.chosen.map(({ rule }) => rule)).toEqual(["named"]);
    expect(thanks.edits).toHaveLength(1);
    expect(decisions(rules).chosen).toHaveLength(2);
  });

  it("says so of the others where somebody asks", () => {
    const { lost } = decisions(rules, { pathname: "/checkout/thanks", all: true });
    expect(lost).toEqual([{ rule: "everywhere", reason: "left_alone", to: [] }]);
    expect(decisions(rules, { pathname: "/checkout/thanks" }).lost).toEqual([]);
  });

  it("stays so in a preview", () => {
    const asked = { pathname: "/checkout", forced: { everywhere: "a" } };
    expect(decisions(rules, asked).edits).toEqual([]);
  });

  it("is one that its own settings name", () => {
    const site = { leftAlone: ["/quiet/*"] };
    expect(decisions(rules, { pathname: "/checkout" }, site).chosen).toHaveLength(2);
    expect(decisions(rules, { pathname: "/quiet/corner" }, site).chosen).toEqual([]);
    expect(
      decisions([ruleWith({ pages: ["/quiet/:place"] })], { pathname: "/quiet/corner" }, site).chosen,
    ).toHaveLength(1);
  });
});
