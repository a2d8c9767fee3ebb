import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { compileBundle } from "./bundle.ts";
import { checkConfiguration, Configuration } from "./configuration.ts";
import { ruleWarnings } from "./rule-warnings.ts";
import { Rule } from "./rule.ts";
import { Site } from "./site.ts";

const nowMs = Date.parse("2026-11-22T12:00:00Z");
const setText = (selector: string) => ({ type: "setText", selector, text: "Hello" });

function ruleWith({ changes = [setText("h1")], ...others }: Record<string, unknown> = {}): Rule {
  const whole = { id: "a", name: "Rule A", on: true, pages: ["/"], condition: {}, priority: 10 };
  return v.parse(Rule, { ...whole, variants: [{ id: "a", changes }], ...others });
}

const segments = [
  { id: "vips", name: "VIPs", condition: { tier: "gold" } },
  { id: "german-vips", name: "German VIPs", condition: { $inSegment: "vips", country: "DE" } },
  { id: "broken", name: "Broken", condition: { $inSegment: "deleted" } },
  { id: "empty", name: "Empty", condition: { country: { $in: [] } } },
];
const lists = [{ id: "cities", name: "Cities", values: ["Berlin"] }];

function configurationWith(...rules: Rule[]): Configuration {
  const configuration = { rules, offers: [], coupons: [], placements: [], segments, lists };
  return v.parse(Configuration, configuration);
}

/** Code and path of each warning, and that its sentence names the rule. */
function warnings(...rules: Rule[]) {
  return ruleWarnings(configurationWith(...rules), "Europe/Berlin", nowMs).map(
    ({ code, rule, path, message }) => {
      expect(message).toContain(rules.find(({ id }) => id === rule)?.name);
      return `${code} ${path}`;
    },
  );
}

describe("a warning is given for a rule", () => {
  it("that reaches a segment or a list that was deleted, itself or through others", () => {
    expect(warnings(ruleWith({ condition: { $inSegment: "gone" } }))).toEqual([
      "missing_segment rules[0].condition",
    ]);
    expect(warnings(ruleWith({ condition: { $not: { $inSegment: "broken" } } }))).toEqual([
      "missing_segment rules[0].condition",
    ]);
    expect(warnings(ruleWith({ condition: { city: { $notInGroup: "gone" } } }))).toEqual([
      "missing_list rules[0].condition",
    ]);
    expect(
      warnings(ruleWith({ condition: { $inSegment: "german-vips", city: { $inGroup: "cities" } } })),
    ).toEqual([]);
  });

  it("that no visitor can match", () => {
    expect(warnings(ruleWith({ condition: { $and: [{ country: "DE" }, { country: "FR" }] } }))).toEqual([
      "never_matches rules[0].condition",
    ]);
    expect(warnings(ruleWith({ condition: { $inSegment: "empty" } }))).toEqual([
      "never_matches rules[0].condition",
    ]);
    expect(warnings(ruleWith({ coverage: 0 }))).toEqual(["never_matches rules[0].coverage"]);
    expect(warnings(ruleWith({ schedule: { until: "2026-11-22T13:00" } }))).toEqual([
      "never_matches rules[0].schedule",
    ]);
    expect(warnings(ruleWith({ schedule: { until: "2026-11-22T13:01" } }))).toEqual([]);
  });

  it("that another always outranks", () => {
    const low = ruleWith({
      id: "low",
      name: "Low",
      priority: 1,
      pages: ["/cart"],
      condition: { country: "DE", device: "mobile" },
    });
    const above = (changes: object) =>
      ruleWith({ id: "high", name: "High", priority: 5, pages: ["/*"], ...changes });
    const outranked = ["always_outranked rules[0]"];
    expect(warnings(low, above({}))).toEqual(outranked);
    expect(warnings(low, above({ condition: { device: "mobile" } }))).toEqual(outranked);
    expect(warnings(low, above({ lane: "personal", priority: 0 }))).toEqual(outranked);
    for (const limited of [
      { priority: 0 },
      { pages: ["/"] },
      { condition: { device: "desktop" } },
      { condition: { city: "Berlin" } },
      { coverage: 0.9 },
      { holdout: 0.1 },
      { caps: [{ times: 1, per: "day" }] },
      { schedule: { from: "2026-12-01T00:00" } },
      { staged: true },
      { namespace: { id: "n", from: 0, to: 0.5 } },
      { exclusiveGroup: "g" },
      { trigger: { type: "copy" } },
      { changes: [setText("h2")] },
      {
        variants: [
          { id: "a", changes: [setText("h1")] },
          { id: "control", changes: [] },
        ],
      },
      { on: false },
    ])
      expect([limited, warnings(low, above(limited))]).toEqual([limited, []]);
  });

  it("that wants no more than another's classes, and never where there is room for both", () => {
    const outranked = (high: object[], low: object[]) =>
      warnings(
        ruleWith({ id: "low", name: "Low", priority: 1, changes: low }),
        ruleWith({ id: "high", name: "High", priority: 5, changes: high }),
      ).length > 0;
    const setClass = (...add: string[]) => ({ type: "setClass", selector: "h1", add });
    const html = { type: "insertHtml", selector: "h1", position: "after", html: "<hr>" };
    expect(outranked([setClass("a", "b")], [setClass("b")])).toBe(true);
    expect(outranked([setClass("a", "b")], [setClass("b", "c")])).toBe(false);
    expect(outranked([html], [html])).toBe(false);
    expect(
      outranked([{ type: "remove", selector: "h1" }], [{ type: "replaceHtml", selector: "h1", html: "x" }]),
    ).toBe(true);
  });

  it("that another outranks for sure, which it does not where its offer may have nothing to say", () => {
    const insert = { type: "insertOffer", placement: "top", offer: "local" };
    const outranked = (headline: string, greeting: string) => {
      const offer = { id: "local", name: "Local", layout: "bar", headline };
      const configuration = v.parse(Configuration, {
        ...configurationWith(
          ruleWith({ id: "low", priority: 1, changes: [insert] }),
          ruleWith({ id: "high", priority: 5, changes: [insert] }),
        ),
        offers: [{ ...offer, translations: { de: { headline: greeting } } }],
      });
      return ruleWarnings(configuration, "UTC", nowMs).map(({ rule }) => rule);
    };
    expect(outranked("Hello", "Hallo")).toEqual(["low"]);
    expect(outranked("{{ city }}", "Hallo")).toEqual([]);
    expect(outranked("Hello", "{{ city }}")).toEqual([]);
  });

  it("among thousands that want the same place from others", () => {
    const many = Array.from({ length: 9999 }, (_, index) =>
      ruleWith({ id: `r${index}`, condition: { country: "DE", city: `City ${index}` } }),
    );
    const low = ruleWith({
      id: "low",
      priority: 1,
      condition: { country: "DE", city: "City 7", device: "mobile" },
    });
    expect(warnings(...many, low)).toEqual(["always_outranked rules[9999]"]);
  });

  it("that is switched on; others do no harm", () => {
    expect(warnings(ruleWith({ on: false, condition: { $inSegment: "gone" } }))).toEqual([]);
  });
});

describe("a bundle", () => {
  const site = v.parse(Site, { id: "lumen", name: "Lumen", hosts: ["shop.example"], origin: null });

  it("leaves out rules whose segments or lists are not there, whatever they would mean without", () => {
    const rules = [
      ruleWith({ id: "denied", condition: { $not: { $inSegment: "gone" } } }),
      ruleWith({ id: "through", condition: { $inSegment: "broken" } }),
      ruleWith({ id: "fine", condition: { $inSegment: "german-vips" } }),
    ];
    const bundle = compileBundle(1, site, configurationWith(...rules));
    expect(bundle.configuration.rules.map(({ id }) => id)).toEqual(["fine"]);
    expect(bundle.facts.toSorted()).toEqual(["country", "tier"]);
  });

  it("counts what segments ask for", () => {
    const counting = {
      id: "lookers",
      name: "Lookers",
      condition: { $did: { event: "view_item", count: { $gte: 2 } } },
    };
    const configuration = {
      ...configurationWith(ruleWith({ condition: { $inSegment: "lookers" } })),
      segments: [counting],
    };
    expect(compileBundle(1, site, configuration).counters).toMatchObject([{ event: "view_item", keep: 3 }]);
  });
});

describe("segments", () => {
  it("that ask for themselves are refused, with the way round", () => {
    const circle = [
      { id: "a", name: "A", condition: { $inSegment: "b" } },
      { id: "b", name: "B", condition: { $or: [{ country: "DE" }, { $inSegment: "a" }] } },
    ];
    const checked = checkConfiguration({ ...configurationWith(), segments: circle });
    expect(checked).toMatchObject({
      ok: false,
      problems: [
        {
          code: "segment_cycle",
          path: "segments[0].condition",
          message: expect.stringContaining("a → b → a"),
        },
      ],
    });
  });

  it("that stand on too many others are refused", () => {
    const chain = Array.from({ length: 22 }, (_, index) => ({
      id: `s${index}`,
      name: `S${index}`,
      condition: index === 0 ? { country: "DE" } : { $inSegment: `s${index - 1}` },
    }));
    const checked = checkConfiguration({ ...configurationWith(), segments: chain });
    expect(checked).toMatchObject({
      ok: false,
      problems: [{ code: "segment_chain" }, { code: "segment_chain", path: "segments[21].condition" }],
    });
    expect(checkConfiguration({ ...configurationWith(), segments: chain.slice(0, 20) }).ok).toBe(true);
  });
});
