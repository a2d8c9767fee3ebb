import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { compileBundle } from "../../model/bundle.ts";
import { Configuration } from "../../model/configuration.ts";
import type { Facts } from "../../model/facts/facts.ts";
import { nothingRemembered } from "../../model/rule-memory.ts";
import { ruleWith, siteWith } from "../testing/shop.ts";
import { compileRules } from "./compile-rules.ts";
import type { Asked } from "./asked.ts";
import { decide } from "./decide.ts";
import { remember } from "./remember.ts";

const nowMs = Date.parse("2026-11-25T11:00:00Z");
const moment = { nowMs, sessionStartedAtMs: nowMs - 60_000 };
const facts: Facts = { visitor: "new", behaviour: { ...moment, timesMs: {} } };

type RuleChanges = NonNullable<Parameters<typeof ruleWith>[0]>;

/** A rule that leads everybody from one page to another. */
function from(page: string, to: string, others: RuleChanges = {}) {
  const id = `${page} to ${to}`.replace(/\W+/g, "-").replace(/^-|-$/g, "");
  return ruleWith({ id, pages: [page], changes: [{ type: "redirect", to }], ...others });
}

const documents = {
  offers: [{ id: "ten-off", name: "Ten", layout: "bar", headline: "10 % off", coupon: "ten" }],
  coupons: [{ id: "ten", name: "Ten", code: "TEN" }],
  placements: [{ id: "top", name: "Top", selector: "body", position: "start" }],
};
const offer = { type: "insertOffer" as const, placement: "top", offer: "ten-off" };

function compiled(rules: readonly ReturnType<typeof ruleWith>[]) {
  return compileRules(compileBundle(1, siteWith(), v.parse(Configuration, { ...documents, rules })));
}

function decided(address: string, rules: readonly ReturnType<typeof ruleWith>[], asked: Partial<Asked> = {}) {
  const url = new URL(address, "https://shop.example");
  const whole = { pathname: url.pathname, address: url, facts, languages: [], visitor: "v" };
  return decide(compiled(rules), { ...whole, memory: nothingRemembered, ...asked });
}

const led = (...given: Parameters<typeof decided>) => decided(...given).redirect?.location ?? "stays";

describe("a rule that redirects", () => {
  it("leads away from its page, whatever others show there: they are not shown, counted or given", () => {
    const before = ruleWith({
      id: "before",
      priority: 900,
      changes: [offer],
      caps: [{ times: 1, per: "ever" }],
    });
    const behind = ruleWith({ id: "behind", priority: 1 });
    const decisions = decided("/?x=1", [before, from("/", "/new"), behind]);
    expect(decisions).toMatchObject({
      redirect: { rule: "to-new", location: "/new?x=1" },
      edits: [],
      coupons: [],
    });
    expect(decisions.chosen.map(({ rule, targets }) => [rule, targets])).toEqual([["to-new", ["redirect"]]]);
    expect(decisions.lost).toEqual([
      { rule: "before", reason: "redirected", to: ["to-new"] },
      { rule: "behind", reason: "redirected", to: ["to-new"] },
    ]);
    const memory = remember(compiled([before, from("/", "/new")]), decisions, nothingRemembered, moment);
    expect(Object.keys(memory.shownAtMs)).toEqual(["to-new"]);
  });

  it("is the one of the highest rank where there are several", () => {
    const rules = [from("/", "/a", { priority: 5 }), from("/", "/b", { priority: 6 })];
    const { redirect, lost, chosen } = decided("/", rules);
    expect(redirect).toEqual({ rule: "to-b", location: "/b" });
    expect(lost).toEqual([{ rule: "to-a", reason: "outranked", to: ["to-b"] }]);
    expect(chosen[0]?.against).toEqual(["to-a"]);
  });

  it("splits visitors, each of whom stays with what they got, and leaves the control group where it is", () => {
    const split = ruleWith({
      id: "split",
      variants: [
        { id: "control", changes: [], weight: 1 },
        { id: "new", changes: [{ type: "redirect", to: "/new" }], weight: 1 },
      ],
    });
    const all = Array.from({ length: 200 }, (_, index) =>
      decided("/", [split], { visitor: `visitor-${index}` }),
    );
    const away = all.filter(({ redirect }) => redirect !== null).length;
    expect(away).toBeGreaterThan(70);
    expect(away).toBeLessThan(130);
    for (const variant of ["control", "new"]) {
      const memory = { ...nothingRemembered, variants: { split: variant } };
      const { chosen, redirect } = decided("/", [split], { memory });
      expect(chosen).toMatchObject([{ variant, how: "sticky" }]);
      expect(redirect === null).toBe(variant === "control");
    }
    expect(led("/", [split], { visitor: null })).toBe("stays");
  });

  it("shows its variant to whoever is there already, and lets no other lead them away", () => {
    const rules = [
      from("/", "/?look=new"),
      from("/", "/elsewhere", { priority: 1 }),
      ruleWith({ id: "text" }),
    ];
    expect(led("/?x=1", rules)).toBe("/?look=new&x=1");
    const there = decided("/?x=1&look=new", rules);
    expect(there.redirect).toBeNull();
    expect(there.chosen.map(({ rule }) => rule)).toEqual(["text", "to-look-new"]);
    expect(there.edits).toHaveLength(1);
    expect(there.lost).toEqual([{ rule: "to-elsewhere", reason: "outranked", to: ["to-look-new"] }]);
  });
});

describe("a circle", () => {
  const circle = [from("/a", "/b"), from("/b", "/c"), from("/c", "/a"), from("/into", "/a")];

  it.each(["/a", "/b", "/c", "/into", "/a?x=1"])("is not entered at %s, where the page is shown", (page) => {
    const { redirect, lost, personal } = decided(page, circle);
    expect(redirect).toBeNull();
    expect(lost.map(({ reason }) => reason)).toEqual(["circle"]);
    expect(personal).toBe(true);
  });

  it("is none where a condition, a capped rule or another host ends it", () => {
    expect(led("/a", [from("/a", "/b"), from("/b", "/a", { condition: { visitor: "returning" } })])).toBe(
      "/b",
    );
    expect(led("/a", [from("/a", "/b"), from("/b", "/a", { condition: { "query.back": "yes" } })])).toBe(
      "/b",
    );
    expect(
      led("/a?back=yes", [from("/a", "/b"), from("/b", "/a", { condition: { "query.back": "yes" } })]),
    ).toBe("stays");
    expect(led("/a", [from("/a", "https://other.example/a")])).toBe("https://other.example/a");
    expect(led("/a", [from("/a", "https://shop.example/b"), from("/b", "/a")])).toBe("stays");
  });

  it("is not closed by the next in rank either, which leads where nothing leads back", () => {
    expect(
      led("/a", [from("/a", "/b", { priority: 9 }), from("/b", "/a"), from("/a", "/d", { priority: 1 })]),
    ).toBe("/d");
  });

  it("is what a long way is taken for, also where it ends", () => {
    const way = (length: number) => Array.from({ length }, (_, index) => from(`/${index}`, `/${index + 1}`));
    expect(led("/0", way(8))).toBe("/1");
    expect(led("/0", way(30))).toBe("stays");
    expect(led("/25", way(30))).toBe("/26");
  });

  it("that the shop's own server closes is left after some rounds", () => {
    const rules = [from("/a", "/b")];
    const deciding = compiled(rules);
    let memory = nothingRemembered;
    const rounds = [0, 1, 2, 3, 4].map((round) => {
      const at = { ...moment, nowMs: nowMs + round * 500 };
      const decisions = decided("/a", rules, { memory, facts: { behaviour: { ...at, timesMs: {} } } });
      memory = remember(deciding, decisions, memory, at);
      return decisions.redirect?.location ?? "stays";
    });
    expect(rounds).toEqual(["/b", "/b", "/b", "/b", "stays"]);
    const later = { behaviour: { ...moment, nowMs: nowMs + 60_000, timesMs: {} } };
    expect(led("/a", rules, { memory, facts: later })).toBe("/b");
  });
});
