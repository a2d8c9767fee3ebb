import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import type { Goal } from "../../model/goal.ts";
import { listName, measuresOf } from "../../model/measure.ts";
import type { Trial } from "../../model/trial.ts";
import { seeded } from "../../model/testing/seeded.ts";
import type { KeptEvent } from "./event-log.ts";
import type { Judging } from "./judging.ts";
import { emptyState, newSource, type ProfileState } from "./state.ts";
import { trialsOf } from "./trials.ts";

const dayMs = 24 * 60 * 60_000;
const startMs = Date.UTC(2026, 10, 23, 23, 30);
const telephone = "visitor:telephone";
const laptop = "visitor:laptop";

const lead: Goal = {
  id: "lead",
  name: "Lead",
  event: "generate_lead",
  where: { form: "quote" },
  counts: "every",
  better: "more",
  within: "1h",
  mostEach: 2,
};
const measures = measuresOf([lead], { attribution: "14d", currency: "EUR" });

function judgingWith(changes: Partial<Judging> = {}): Judging {
  return {
    measures,
    list: listName(measures),
    timeZone: "Europe/Berlin",
    currency: "EUR",
    compared: ["welcome"],
    costs: {},
    couponCosts: {},
    ...changes,
  };
}

let ids = 0;
function event(name: string, atMs: number, params: Event["params"] = {}, source = telephone): KeptEvent {
  return { id: `event-${++ids}`, name, timeMs: startMs + atMs, params, sources: [source] };
}

const stamp = { device: "mobile", visitor: "new", country: "DE", source: "ads" };
const seen = (atMs: number, { rule = "welcome", variant = "a", source = telephone } = {}) =>
  event("ew_exposed", atMs, { rule, variant, ...stamp }, source);
const bought = (atMs: number, order: string, value: number) =>
  event("purchase", atMs, { transaction_id: order, value, currency: "EUR" });
const refunded = (atMs: number, order: string, value?: number) =>
  event("refund", atMs, { transaction_id: order, ...(value === undefined ? {} : { value }) });

function stateWith(...events: KeptEvent[]): ProfileState {
  const state = emptyState();
  Object.assign(state, { site: "lumen", profile: "telephone" });
  for (const each of events) {
    state.events.put(each);
    for (const source of each.sources)
      state.sources.set(source, state.sources.get(source) ?? newSource(startMs));
  }
  return state;
}

const told = (state: ProfileState, judging = judgingWith()) =>
  trialsOf(state, judging, { strategies: {}, nowMs: startMs + 30 * dayMs });

function trialOf(state: ProfileState, rule = "welcome", judging = judgingWith()): Trial | undefined {
  return told(state, judging).trials.find((trial) => trial.rule === rule);
}

/** By goal: what came of it, and what was before. */
function outcomesOf(trial: Trial | undefined): Record<string, [number, number]> {
  return Object.fromEntries(
    (trial?.outcomes ?? []).map(({ measure, y, x }) => [measure.split(".")[0], [y, x]]),
  );
}

describe("a trial", () => {
  it("begins with the first exposure, on the shop's own day, and says how the shopper was there", () => {
    const state = stateWith(seen(5000), seen(0), seen(9000));
    expect(trialOf(state)).toEqual({
      rule: "welcome",
      variant: "a",
      exposedAtMs: startMs,
      givenAtMs: startMs,
      day: "2026-11-24",
      dimensions: { ...stamp, segment: [] },
      outcomes: [],
    });
  });

  it("says which segments the shopper was in at the first exposure, whatever became of them", () => {
    const exposed = (atMs: number, segments: string) =>
      event("ew_exposed", atMs, { rule: "welcome", variant: "a", ...stamp, segments });
    const state = stateWith(exposed(5000, "loyal"), exposed(0, "new-here lost"));
    expect(trialOf(state)?.dimensions).toEqual({ ...stamp, segment: ["lost", "new-here"] });
  });

  it("begins when an offer is shown that had waited, where the shopper agreed to be measured then", () => {
    const shown = (atMs: number, who: Partial<typeof stamp>) =>
      event("ew_triggered", atMs, { rule: "welcome", variant: "a", ...who });
    const state = stateWith(shown(0, {}), shown(1000, stamp), seen(2000));
    expect(trialOf(state)).toMatchObject({
      exposedAtMs: startMs + 1000,
      variant: "a",
      dimensions: { ...stamp, segment: [] },
    });
    expect(trialOf(state, "site:all")).toMatchObject({ exposedAtMs: startMs + 1000, variant: "treated" });
    const judging = judgingWith({ costs: { welcome: { a: 300 } } });
    const bought5 = stateWith(shown(1000, stamp), bought(1500, "one", 5));
    expect(outcomesOf(trialOf(bought5, "site:all", judging))).toMatchObject({ revenue: [500 - 300, 0] });
    expect(trialOf(stateWith(shown(0, {})))).toBeUndefined();
    expect(trialOf(stateWith(event("ew_triggered", 0, { rule: "welcome", ...stamp })))).toBeUndefined();
  });

  it("is told of rules that compare, and of all of Edgewise against the holdout; pinned offers are neither", () => {
    const state = stateWith(
      seen(0, { rule: "banner" }),
      seen(1, { rule: "pin:gift", variant: "pinned" }),
      seen(2),
    );
    expect(told(state).trials.map(({ rule, variant }) => `${rule} ${variant}`)).toEqual([
      "welcome a",
      "site:all treated",
    ]);
    const onlyPinned = stateWith(seen(0, { rule: "pin:gift", variant: "pinned" }));
    expect(told(onlyPinned).trials).toEqual([]);
    const heldOut = stateWith(seen(0, { rule: "site:all", variant: "held-out" }));
    expect(told(heldOut).trials).toMatchObject([{ rule: "site:all", variant: "held-out" }]);
  });

  it("was given its variant when the browser that saw it was", () => {
    const state = stateWith(seen(5000));
    const given = { variant: "a", atMs: startMs - dayMs, replaces: false };
    state.sources.get(telephone)!.variants["welcome"] = given;
    const then = { givenAtMs: startMs - dayMs, exposedAtMs: startMs + 5000 };
    expect(trialOf(state)).toMatchObject(then);
    // The day since which they have it, where they do not keep it for ever.
    given.variant = "a~k3";
    expect(trialOf(state)).toMatchObject(then);
  });

  it("is set aside where one person saw two variants, or is staff", () => {
    const two = stateWith(seen(0), seen(dayMs, { variant: "b", source: laptop }), bought(2 * dayMs, "1", 10));
    expect(trialOf(two)).toMatchObject({ variant: "~mixed", outcomes: [] });
    const late = stateWith(seen(0), seen(15 * dayMs, { variant: "b" }), bought(dayMs, "1", 10));
    expect(trialOf(late)).toMatchObject({ variant: "a" });
    const staff = stateWith(seen(0), bought(dayMs, "1", 10));
    staff.traits.push({ name: "staff", value: true, timeMs: startMs, event: "event-0", source: telephone });
    expect(trialOf(staff)).toMatchObject({ variant: "~staff", outcomes: [] });
  });
});

describe("what came of it", () => {
  it("is orders within the window, net of refunds, and what was before", () => {
    const state = stateWith(
      bought(-20 * dayMs, "far", 99),
      bought(-dayMs, "before", 20.5),
      seen(0),
      bought(1, "one", 49.99),
      bought(dayMs, "two", 10),
      refunded(20 * dayMs, "two", 4.01),
      bought(15 * dayMs, "late", 500),
    );
    expect(outcomesOf(trialOf(state))).toEqual({
      orders: [1, 1],
      revenue: [5598, 2050],
      "order-value": [5598, 2],
    });
  });

  it("is nothing of orders that were refunded whole, and never less than nothing of one that was refunded twice", () => {
    const whole = stateWith(seen(0), bought(1, "one", 49.99), refunded(2, "one"));
    expect(outcomesOf(trialOf(whole))).toEqual({});
    const more = stateWith(seen(0), bought(1, "one", 50), bought(2, "two", 5), refunded(3, "one", 80));
    expect(outcomesOf(trialOf(more))).toMatchObject({ revenue: [500, 0] });
  });

  it("has no worth of what was told in another currency, which is an order all the same", () => {
    const yen = (value: number, currency: string) =>
      event("purchase", 20, { transaction_id: "far", value, currency });
    const here = bought(10, "near", 40);
    const outcomes = outcomesOf(trialOf(stateWith(seen(0), here, yen(9000, "JPY"))));
    expect(outcomes).toMatchObject({ orders: [1, 0], revenue: [4000, 0], "order-value": [4000, 1] });
    const alone = outcomesOf(trialOf(stateWith(seen(0), yen(9000, "JPY"))));
    expect(alone).toEqual({ orders: [1, 0], "~foreign": [1, 0] });
    expect(outcomesOf(trialOf(stateWith(seen(0), yen(90, "eur"))))).toMatchObject({ revenue: [9000, 0] });
  });

  it("is of what was given back what the order was, in its currency, where the refund says neither", () => {
    const gaveBack: Goal = {
      ...lead,
      id: "gave-back",
      event: "refund",
      where: {},
      counts: "value",
      within: "14d",
    };
    const measured = measuresOf([{ ...gaveBack, mostEach: null }], { attribution: "14d", currency: "EUR" });
    const judging = judgingWith({ measures: measured, list: listName(measured) });
    const given = (...events: KeptEvent[]) =>
      outcomesOf(trialOf(stateWith(seen(0), ...events), "welcome", judging))["gave-back"];
    const yen = event("purchase", 20, { transaction_id: "far", value: 9000, currency: "JPY" });
    expect(given(bought(1, "one", 49.99), refunded(2, "one"))).toEqual([4999, 0]);
    expect(given(bought(1, "one", 49.99), refunded(2, "one", 10))).toEqual([1000, 0]);
    expect(given(bought(1, "one", 49.99), refunded(2, "one", 10), yen, refunded(30, "far"))).toEqual([
      1000, 0,
    ]);
    expect(given(yen, refunded(30, "far", 90))).toBeUndefined();
    // Of an order that nobody knows.
    expect(given(refunded(2, "unknown", 7))).toEqual([700, 0]);
  });

  it("is less by what offers cost, of their coupons and of the variant, also below nothing", () => {
    const judging = judgingWith({ costs: { welcome: { a: 300 } }, couponCosts: { gift: 800 } });
    const state = stateWith(seen(0), bought(1, "one", 5), bought(2, "two", 5));
    const coupon = {
      id: "gift",
      code: "G",
      state: "redeemed",
      total: null,
      atMs: 1,
      sinceMs: 1,
      order: "one",
    } as const;
    state.sources.get(telephone)!.coupons["gift"] = coupon;
    expect(outcomesOf(trialOf(state, "welcome", judging))).toMatchObject({ revenue: [1000 - 800 - 300, 0] });
    expect(outcomesOf(trialOf(state, "site:all", judging))).toMatchObject({ revenue: [1000 - 800 - 300, 0] });
    const nothingBought = stateWith(seen(0));
    expect(outcomesOf(trialOf(nothingBought, "welcome", judging))).toEqual({});
  });

  it("counts a goal of the site's own by its filter, its window and its limit for each person", () => {
    const asked = (atMs: number, form = "quote") => event("generate_lead", atMs, { form });
    const state = stateWith(
      asked(-1),
      seen(0),
      asked(1),
      asked(2, "other"),
      asked(3),
      asked(60 * 60_000),
      asked(60 * 60_000 + 1),
    );
    expect(outcomesOf(trialOf(state))).toEqual({ lead: [2, 1] });
  });
});

it("does not depend on the order in which events came to be known", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(8), { minLength: 1, maxLength: 25 }), fc.integer(), (kinds, seed) => {
      const events = kinds.map((kind, at) => {
        const atMs = at * 3_600_000;
        if (kind < 2)
          return seen(atMs, { variant: kind === 0 ? "a" : "b", source: kind === 0 ? telephone : laptop });
        if (kind < 4) return bought(atMs, `order-${at % 3}`, kind * 7.77);
        if (kind < 5) return refunded(atMs, `order-${at % 3}`, 3.33);
        return kind < 7 ? event("generate_lead", atMs, { form: "quote" }) : event("page_view", atMs);
      });
      const random = seeded(seed);
      const shuffled = events.map((each) => ({ each, by: random.uniform() })).sort((a, b) => a.by - b.by);
      expect(told(stateWith(...shuffled.map(({ each }) => each)))).toEqual(told(stateWith(...events)));
    }),
    { numRuns: 200 },
  );
});

it("keeps to the latest sixty, and leaves those before as they were told", () => {
  const rules = Array.from({ length: 70 }, (_, number) => `rule-${number}`);
  const state = stateWith(...rules.map((rule, number) => seen(number * 1000, { rule })));
  const { trials, sinceMs } = told(state, judgingWith({ compared: rules }));
  expect(trials).toHaveLength(60);
  expect(sinceMs).toBe(Math.min(...trials.map(({ exposedAtMs }) => exposedAtMs)));
});

it("says nothing of what is older than the events that are kept", () => {
  const state = stateWith(seen(0), bought(1, "one", 5));
  const { trials, sinceMs } = trialsOf(state, judgingWith(), {
    strategies: {},
    nowMs: startMs + 401 * dayMs,
  });
  expect(trials).toEqual([]);
  expect(sinceMs).toBe(startMs + dayMs);
});
