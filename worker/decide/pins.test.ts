import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { compileBundle } from "../../model/bundle.ts";
import { Configuration } from "../../model/configuration.ts";
import { nothingRemembered, type RuleMemory } from "../../model/rule-memory.ts";
import type { Site } from "../../model/site.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import { ruleWith, siteWith } from "../testing/shop.ts";
import type { Asked } from "./asked.ts";
import { compileRules } from "./compile-rules.ts";
import { decide } from "./decide.ts";
import { explain } from "./explain.ts";
import { remember } from "./remember.ts";

const nowMs = Date.parse("2026-11-25T11:00:00Z");
const sessionStartedAtMs = nowMs - 10 * 60_000;
const facts = { behaviour: { nowMs, sessionStartedAtMs, timesMs: {} } };
const pinnedAtMs = nowMs - 3_600_000;

const documents = {
  offers: [
    { id: "ten-off", name: "Ten", layout: "bar", headline: "10 % off", coupon: "ten" },
    { id: "gift", name: "A gift", layout: "card", headline: "A gift" },
    { id: "silent", name: "Silent", layout: "card", headline: "{{ city }}" },
  ],
  coupons: [couponWith()],
  placements: [
    { id: "top", name: "Top", selector: "body", position: "start" },
    { id: "side", name: "Side", selector: "aside", position: "end" },
  ],
};
const showing = (offer: string, placement: string, more: object = {}) =>
  ruleWith({ id: `shows-${offer}`, changes: [{ type: "insertOffer", placement, offer }], ...more });
const rules = [showing("ten-off", "top"), showing("gift", "side", { id: "gives", pages: ["/sale"] })];

function compiled(site: Partial<Site> = {}) {
  const configuration = v.parse(Configuration, { ...documents, rules });
  return compileRules(compileBundle(1, { ...siteWith(), ...site }, configuration));
}

function askedWith(asked: Partial<Asked>): Asked {
  return {
    pathname: "/",
    facts,
    languages: [],
    visitor: "a-visitor",
    memory: nothingRemembered,
    coupons: [],
    ...asked,
  };
}

const pinned = (offer: string, more: object = {}) => ({ offer, atMs: pinnedAtMs, ...more });
const outcome = (pins: Asked["pins"], asked: Partial<Asked> = {}, site: Partial<Site> = {}) => {
  const { chosen, lost } = decide(compiled(site), askedWith({ pins, ...asked }));
  return {
    chosen: chosen.map(({ rule, targets }) => `${rule} in ${targets.join()}`),
    lost: Object.fromEntries(lost.map(({ rule, reason }) => [rule, reason])),
  };
};
const dismissed = (rule: string, atMs: number): { memory: RuleMemory } => ({
  memory: { ...nothingRemembered, dismissedAtMs: { [rule]: atMs } },
});

describe("a pinned offer", () => {
  it("comes before whatever rules show in its place, and is neither forced nor drawn", () => {
    const decisions = decide(compiled(), askedWith({ pins: [pinned("gift", { placement: "top" })] }));
    expect(decisions.chosen).toEqual([
      {
        rule: "pin:gift",
        variant: "pinned",
        how: "pinned",
        probability: 1,
        targets: ["placement top"],
        against: ["shows-ten-off"],
      },
    ]);
    expect(decisions.lost).toEqual([{ rule: "shows-ten-off", reason: "outranked", to: ["pin:gift"] }]);
    expect(decisions.coupons).toEqual([]);
  });

  it("is where rules show it, on any page; else in the placement that comes first", () => {
    expect(outcome([pinned("gift")]).chosen).toEqual([
      "pin:gift in placement side",
      "shows-ten-off in placement top",
    ]);
    expect(outcome([pinned("gift")], { pathname: "/about" }).chosen).toEqual(["pin:gift in placement side"]);
    const said = { facts: { ...facts, city: "Oslo" } };
    expect(outcome([pinned("silent")], said).chosen).toEqual(["pin:silent in placement top"]);
    expect(outcome([pinned("gift", { placement: "gone" })]).chosen[0]).toBe("pin:gift in placement side");
    const page = decide(compiled(), askedWith({ pins: [pinned("gift")], pathname: "/about" }));
    expect(page.personal).toBe(true);
  });

  it("brings its coupon like any other, and is not shown to whom it cannot be given", () => {
    const brought = decide(compiled(), askedWith({ pins: [pinned("ten-off")], pathname: "/about" }));
    expect(brought.coupons.map(({ id }) => id)).toEqual(["ten"]);
    const gone = { id: "ten", code: "TEN", state: "gone", total: null, atMs: nowMs } as const;
    expect(outcome([pinned("ten-off")], { coupons: [gone], pathname: "/about" })).toEqual({
      chosen: [],
      lost: { "pin:ten-off": "coupon_spent" },
    });
  });

  it("is asked nothing about holdouts or how many offers somebody had", () => {
    const site = { holdout: 1, fatigue: { offersPerPage: 0, offersPerSession: 0 } };
    expect(outcome([pinned("gift")], {}, site).chosen).toEqual(["pin:gift in placement side"]);
    const full = { fatigue: { offersPerPage: 1, offersPerSession: null } };
    expect(outcome([pinned("gift")], {}, full)).toEqual({
      chosen: ["pin:gift in placement side"],
      lost: { "shows-ten-off": "fatigue" },
    });
  });

  it("stays away once it was closed since, by whatever showed it, and comes when it is pinned anew", () => {
    for (const rule of ["pin:gift", "gives"]) {
      expect(outcome([pinned("gift")], dismissed(rule, nowMs - 1)).lost).toEqual({ "pin:gift": "dismissed" });
      expect(outcome([pinned("gift")], dismissed(rule, pinnedAtMs - 1)).lost).toEqual({});
    }
    expect(outcome([pinned("gift")], dismissed("shows-ten-off", nowMs)).chosen).toEqual([
      "pin:gift in placement side",
    ]);
  });

  it("ends when it was to end, leaves alone what is left alone, and is nothing that is not live", () => {
    expect(outcome([pinned("gift", { untilMs: nowMs })]).lost).toEqual({ "pin:gift": "not_now" });
    expect(outcome([pinned("gift", { untilMs: nowMs + 1 })]).lost).toEqual({});
    expect(outcome([pinned("never")])).toEqual(outcome([]));
    expect(outcome([pinned("silent")]).lost).toEqual({ "pin:silent": "nothing_to_say" });
    const leftAlone = { leftAlone: ["/checkout*"] };
    expect(outcome([pinned("gift")], { pathname: "/checkout" }, leftAlone)).toEqual({ chosen: [], lost: {} });
  });

  it("that was pinned last has the place, and whoever previews a rule sees that one", () => {
    const two = [pinned("gift", { placement: "top" }), pinned("ten-off")];
    expect(outcome(two)).toEqual({
      chosen: ["pin:gift in placement top"],
      lost: { "pin:ten-off": "outranked", "shows-ten-off": "outranked" },
    });
    expect(outcome(two, { forced: { "shows-ten-off": "a" } })).toEqual({
      chosen: ["shows-ten-off in placement top"],
      lost: { "pin:gift": "outranked", "pin:ten-off": "outranked" },
    });
  });

  it("leaves nothing in what rules remember, and is explained first", () => {
    const deciding = compiled();
    const asked = askedWith({ pins: [pinned("gift"), pinned("silent")] });
    const decisions = decide(deciding, askedWith({ pins: [pinned("gift")], pathname: "/about" }));
    expect(remember(deciding, decisions, asked.memory, facts.behaviour)).toBe(asked.memory);
    expect(explain(deciding, asked).rules.map(({ rule, outcome: became }) => [rule, became])).toEqual([
      ["pin:gift", "chosen"],
      ["pin:silent", "nothing_to_say"],
      ["shows-ten-off", "chosen"],
    ]);
    const leftAlone = compiled({ leftAlone: ["/"] });
    expect(explain(leftAlone, asked).rules[0]).toMatchObject({ rule: "pin:gift", outcome: "left_alone" });
  });
});
