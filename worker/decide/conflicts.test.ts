import * as fc from "fast-check";
import * as v from "valibot";
import { expect, it } from "vitest";
import { compileBundle } from "../../model/bundle.ts";
import { referencesOf } from "../../model/condition-references.ts";
import { Configuration } from "../../model/configuration.ts";
import type { Facts } from "../../model/facts/facts.ts";
import { byRank } from "../../model/rank.ts";
import type { Rule } from "../../model/rule.ts";
import { type Conflict, conflictsOf } from "../../model/rule-conflicts.ts";
import { nothingRemembered } from "../../model/rule-memory.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { ruleWith, siteWith } from "../testing/shop.ts";
import { compileRules } from "./compile-rules.ts";
import { decide } from "./decide.ts";

const text = (words: string, selector = "h1") => ({ type: "setText" as const, selector, text: words });
const leadTo = (to: string) => ({ type: "redirect" as const, to });

function conflicts(rule: Rule, ...others: Rule[]): string[] {
  const said = ({ winner, loser, about, targets }: Conflict) =>
    [winner.id, "before", loser.id, about, ...targets].join(" ");
  return conflictsOf(rule, others, { rank: byRank([]), segments: {} }).map(said);
}

const changing = (id: string, part: Partial<Rule> = {}) =>
  ruleWith({ id, pages: ["/*"], variants: [{ id: "a", changes: [text(id)], weight: 1 }], ...part });

it("names the rule that goes before, and what both want", () => {
  const rule = changing("rule", { priority: 5 });
  expect(conflicts(rule, changing("low", { priority: 1 }), changing("high", { priority: 9 }))).toEqual([
    "high before rule target content h1",
    "rule before low target content h1",
  ]);
});

it("finds none with a rule that is off, that wants something else, or that the same visitor or page never has", () => {
  const rule = changing("rule", { pages: ["/sale"], condition: { visitor: "new" } });
  const others = [
    changing("off", { on: false }),
    changing("other-element", { variants: [{ id: "a", changes: [text("x", "h2")], weight: 1 }] }),
    changing("other-page", { pages: ["/products/*"] }),
    changing("other-visitor", { condition: { visitor: "returning" } }),
  ];
  expect(conflicts(rule, ...others)).toEqual([]);
});

it("says that a rule leads away from the page, whatever its rank, and that one of a group is enough", () => {
  const rule = changing("rule", { exclusiveGroup: "hello", priority: 5 });
  const leading = changing("leading", {
    priority: 1,
    variants: [{ id: "a", changes: [leadTo("/new")], weight: 1 }],
  });
  const other = { variants: [{ id: "a", changes: [text("x", "h2")], weight: 1 }] };
  const friend = changing("friend", { exclusiveGroup: "hello", priority: 9, ...other });
  expect(conflicts(rule, leading, friend)).toEqual([
    "friend before rule group",
    "leading before rule redirect",
  ]);
});

it("misses nobody whom a rule really loses to", () => {
  const change = fc.oneof(
    fc.constantFrom("h1", "p").map((selector) => text("x", selector)),
    fc.constantFrom("one", "two").map((name) => ({
      type: "setClass" as const,
      selector: "h1",
      add: [name],
      remove: [],
    })),
    fc.constant({ type: "insertOffer" as const, placement: "top", offer: "hello" }),
    fc.constant({ type: "addStyles" as const, css: "a{}" }),
  );
  const changes = fc.oneof(
    { weight: 5, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant("/elsewhere").map((to) => [leadTo(to)]) },
  );
  const condition = fc.constantFrom<Rule["condition"]>(
    {},
    { visitor: "new" },
    { visitor: "returning" },
    { $or: [{ device: "mobile" }, { visitor: "new" }] },
    { device: { $ne: "mobile" } },
  );
  const part = fc.record({
    pages: fc.constantFrom<Rule["pages"][]>(["/*"], ["/sale"], ["/sale*", "/"], ["/products/*"], ["/:any"]),
    condition,
    changes,
    priority: fc.nat(3),
    exclusiveGroup: fc.constantFrom(null, null, "group"),
  });
  const facts = fc.record({
    visitor: fc.constantFrom<"new" | "returning">("new", "returning"),
    device: fc.constantFrom<"mobile" | "desktop">("mobile", "desktop"),
  });
  const pathname = fc.constantFrom("/", "/sale", "/products/rosewood");
  fc.assert(
    fc.property(fc.array(part, { minLength: 2, maxLength: 6 }), facts, pathname, (parts, known, path) => {
      const rules = parts.map(({ changes: made, ...rest }, index) =>
        ruleWith({ ...rest, id: `r${index}`, variants: [{ id: "a", changes: made, weight: 1 }] }),
      );
      const configuration = v.parse(Configuration, {
        rules,
        offers: [offerWith({ id: "hello", headline: "Hello" })],
        coupons: [],
        placements: [{ id: "top", name: "Top", selector: "body", position: "start" }],
      });
      const deciding = compileRules(compileBundle(1, siteWith({}), configuration));
      const behaviour: Facts["behaviour"] = { nowMs: 1e12, sessionStartedAtMs: 1e12, timesMs: {} };
      const { lost } = decide(deciding, {
        pathname: path,
        facts: { ...known, behaviour },
        languages: [],
        visitor: "somebody",
        memory: nothingRemembered,
      });
      const { segments } = referencesOf(configuration);
      for (const { rule: id, to } of lost) {
        const rule = configuration.rules.find((each) => each.id === id);
        if (rule === undefined) throw new Error("A rule lost that there is not.");
        const found = conflictsOf(rule, configuration.rules, {
          rank: byRank(configuration.offers),
          segments,
        });
        const names = new Set(found.flatMap(({ winner, loser }) => [winner.id, loser.id]));
        for (const winner of to) expect(names).toContain(winner);
      }
    }),
    { numRuns: 500 },
  );
});
