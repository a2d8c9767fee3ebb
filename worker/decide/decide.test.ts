import { describe, expect, it } from "vitest";
import { compileBundle } from "../../model/bundle.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Facts } from "../../model/facts/facts.ts";
import { configurationWith, ruleWith, siteWith } from "../testing/shop.ts";
import { compileRules } from "./compile-rules.ts";
import { decide } from "./decide.ts";

const facts: Facts = {
  source: "tiktok",
  medium: "cpc",
  campaign: null,
  device: "mobile",
  visitor: "new",
  behaviour: { nowMs: 0, sessionStartedAtMs: 0, timesMs: {} },
};

const offers: Partial<Configuration> = {
  offers: [
    {
      id: "ten-off",
      name: "Ten",
      layout: "bar",
      headline: "10 % off",
      text: "",
      button: null,
      coupon: "ten",
    },
    { id: "gift", name: "Gift", layout: "card", headline: "A gift", text: "", button: null, coupon: null },
  ],
  coupons: [{ id: "ten", name: "Ten", code: "TEN" }],
  placements: [{ id: "top", name: "Top", selector: "body", position: "start" }],
};
const insert = (offer: string) => ({ type: "insertOffer" as const, placement: "top", offer });
const setText = (text: string, selector = "h1") => ({ type: "setText" as const, selector, text });

function decisions(rules: Configuration["rules"], pathname = "/") {
  const bundle = compileBundle(1, siteWith(), configurationWith({ ...offers, rules }));
  return decide(compileRules(bundle), pathname, facts);
}

describe("deciding", () => {
  it("chooses the rules of this page whose condition holds", () => {
    const rules = [
      ruleWith({ id: "here", condition: { visitor: "new" } }),
      ruleWith({ id: "others", condition: { visitor: "returning" }, priority: 20 }),
      ruleWith({ id: "elsewhere", pages: ["/cart", "/products/*"], priority: 30 }),
    ];
    expect(decisions(rules)).toMatchObject({ rules: ["here"], edits: [setText("Hello")], personal: true });
    expect(decisions(rules, "/products/lipstick")).toMatchObject({ rules: ["elsewhere"] });
  });

  it("calls a page personal where a rule looks at it, chosen or not", () => {
    const rules = [ruleWith({ condition: { visitor: "returning" } })];
    expect(decisions(rules)).toEqual({ rules: [], edits: [], coupons: [], personal: true });
    expect(decisions(rules, "/about")).toMatchObject({ personal: false });
  });

  it("gives what two rules want to the higher priority, and the rest to each", () => {
    const rules = [
      ruleWith({ id: "low", priority: 1, changes: [setText("low"), setText("low", "h2"), insert("gift")] }),
      ruleWith({ id: "high", priority: 2, changes: [setText("high"), insert("ten-off")] }),
      ruleWith({
        id: "lowest",
        priority: 0,
        changes: [{ type: "setHtml", selector: "h1", html: "<i>lowest</i>" }],
      }),
    ];
    const { rules: chosen, edits } = decisions(rules);
    expect(chosen).toEqual(["high", "low"]);
    expect(edits).toMatchObject([
      setText("high"),
      { type: "insertOffer", offer: { id: "ten-off" } },
      setText("low", "h2"),
    ]);
  });

  it("puts one offer in a place, though a rule names two", () => {
    const { edits, rules } = decisions([ruleWith({ changes: [insert("gift"), insert("ten-off")] })]);
    expect(edits).toMatchObject([{ offer: { id: "gift" } }]);
    expect(rules).toEqual(["welcome"]);
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
    expect(decisions([winner]).coupons).toEqual(offers.coupons);
    const loser = ruleWith({ id: "b", priority: 1, changes: [insert("gift")] });
    expect(decisions([winner, loser]).coupons).toEqual(offers.coupons);
    expect(decisions([{ ...loser, priority: 3 }, winner]).coupons).toEqual([]);
  });
});
