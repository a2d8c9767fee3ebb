import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { compileBundle } from "../../model/bundle.ts";
import { Configuration } from "../../model/configuration.ts";
import type { Facts } from "../../model/facts/facts.ts";
import { mostRemembered, nothingRemembered, type RuleMemory } from "../../model/rule-memory.ts";
import type { Site } from "../../model/site.ts";
import { ruleWith, siteWith } from "../testing/shop.ts";
import { compileRules } from "./compile-rules.ts";
import type { Asked } from "./asked.ts";
import { decide } from "./decide.ts";
import { remember } from "./remember.ts";

const nowMs = Date.parse("2026-11-25T11:00:00Z");
const facts: Facts = { behaviour: { nowMs, sessionStartedAtMs: nowMs - 1000, timesMs: {} } };
const insert = { type: "insertOffer" as const, placement: "top", offer: "gift" };

type Rules = readonly ReturnType<typeof ruleWith>[];

/** What is remembered after a page, on top of what was. */
function after(
  rules: Rules,
  memory: Partial<RuleMemory> = {},
  asked: Partial<Asked> = {},
  site: Partial<Site> = {},
): RuleMemory {
  const documents = {
    offers: [{ id: "gift", name: "Gift", layout: "card", headline: "A gift" }],
    coupons: [],
    placements: [{ id: "top", name: "Top", selector: "body", position: "start" }],
  };
  const deciding = compileRules(
    compileBundle(1, siteWith(site), v.parse(Configuration, { ...documents, rules })),
  );
  const before = { ...nothingRemembered, ...memory };
  const question = { pathname: "/", facts, languages: [], visitor: "a-visitor", memory: before, ...asked };
  return remember(deciding, decide(deciding, question), before, facts.behaviour);
}

describe("what is remembered of a page", () => {
  it("is nothing where nothing will ask for it", () => {
    const rules = [ruleWith({ changes: [insert] })];
    expect(after(rules)).toEqual(nothingRemembered);
    const memory = { ...nothingRemembered };
    const deciding = compileRules(
      compileBundle(
        1,
        siteWith(),
        v.parse(Configuration, { rules: [], offers: [], coupons: [], placements: [] }),
      ),
    );
    expect(
      remember(
        deciding,
        decide(deciding, { pathname: "/", facts, languages: [], visitor: "v", memory }),
        memory,
        facts.behaviour,
      ),
    ).toBe(memory);
  });

  it("is the variant, where another visitor could have another one, also of a control group", () => {
    const variants = [
      { id: "control", changes: [], weight: 0 },
      { id: "gift", changes: [insert], weight: 1 },
    ];
    expect(after([ruleWith({ variants })]).variants).toEqual({ welcome: "gift" });
    const control = variants.map((variant) => ({ ...variant, weight: 1 - variant.weight }));
    // Counted like the others, so that they can be compared.
    expect(after([ruleWith({ variants: control, caps: [{ times: 1, per: "ever" }] })])).toEqual({
      ...nothingRemembered,
      variants: { welcome: "control" },
      shownAtMs: { welcome: [nowMs] },
    });
    expect(after([ruleWith({ coverage: 0.999 })], { variants: { welcome: "a" } }).variants).toEqual({
      welcome: "a",
    });
  });

  it("is when it was shown, as often as the highest cap can ask", () => {
    const caps = [
      { times: 2, per: "day" as const },
      { times: 3, per: "ever" as const },
    ];
    const yesterday = [1, 2].map((hours) => nowMs - (24 + hours) * 3_600_000);
    const shown = after([ruleWith({ caps })], { shownAtMs: { welcome: yesterday } }).shownAtMs;
    expect(shown).toEqual({ welcome: [...yesterday, nowMs] });
    const few = after([ruleWith({ caps: caps.slice(0, 1) })], {
      shownAtMs: { welcome: yesterday },
    }).shownAtMs;
    expect(few).toEqual({ welcome: [yesterday[1], nowMs] });
  });

  it("is not yet when it was shown, where its offer waits for a moment", () => {
    const trigger = { type: "copy" } as const;
    const waiting = ruleWith({ trigger, changes: [insert], caps: [{ times: 1, per: "ever" }] });
    expect(after([waiting])).toEqual(nothingRemembered);
  });

  it("is that it was shown in this visit, for exclusive groups and fatigue limits", () => {
    expect(after([ruleWith({ exclusiveGroup: "g" })]).shownAtMs).toEqual({ welcome: [nowMs] });
    const site = { fatigue: { offersPerPage: null, offersPerSession: 3 } };
    expect(after([ruleWith({ changes: [insert] })], {}, {}, site).shownAtMs).toEqual({ welcome: [nowMs] });
    expect(after([ruleWith()], {}, {}, site).shownAtMs).toEqual({});
  });

  it("is no more what was shown in an earlier visit, unless a cap asks for it", () => {
    const earlier = [nowMs - 3_600_000];
    const rules = [
      ruleWith({ id: "a", exclusiveGroup: "g" }),
      ruleWith({ id: "b", changes: [{ type: "hide", selector: "p" }], caps: [{ times: 2, per: "ever" }] }),
    ];
    const memory = { shownAtMs: { gone: earlier, a: earlier, b: earlier } };
    expect(after(rules, memory).shownAtMs).toEqual({ a: [nowMs], b: [...earlier, nowMs] });
  });

  it("is nothing of a preview, and nothing of what lost", () => {
    const rules = [
      ruleWith({ id: "a", priority: 9, coverage: 0.5, caps: [{ times: 1, per: "ever" }] }),
      ruleWith({ id: "b", priority: 1, caps: [{ times: 1, per: "ever" }] }),
    ];
    expect(after(rules, {}, { forced: { a: "a" } })).toEqual(nothingRemembered);
  });

  it("is of the latest rules, so that it always fits into a cookie", () => {
    const known = Object.fromEntries(
      Array.from({ length: mostRemembered }, (_, index) => [`old-${index}`, "a"]),
    );
    const { variants } = after([ruleWith({ coverage: 0.999 })], { variants: known });
    expect(Object.keys(variants)).toHaveLength(mostRemembered);
    expect(variants).toMatchObject({ welcome: "a", "old-1": "a" });
    expect(variants).not.toHaveProperty("old-0");
  });
});
