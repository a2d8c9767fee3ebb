import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { checkBundle, compileBundle } from "./bundle.ts";
import { checkConfiguration, type Configuration } from "./configuration.ts";
import { Event } from "./event.ts";
import { Goal } from "./goal.ts";
import { Offer } from "./offer.ts";
import { compilePagePattern, PagePattern } from "./page-pattern.ts";
import { check } from "./problem.ts";
import { Rule } from "./rule.ts";
import { Site } from "./site.ts";
import { offerWith } from "./testing/offer.ts";
import { couponWith } from "./testing/coupon.ts";

const rule = v.parse(Rule, {
  id: "welcome",
  name: "Welcome",
  on: true,
  pages: ["/"],
  condition: { visitor: "new" },
  priority: 10,
  variants: [
    {
      id: "a",
      changes: [
        { type: "setText", selector: "h1", text: "Hello" },
        { type: "insertOffer", placement: "top", offer: "ten-off" },
      ],
    },
  ],
});

const configuration: Configuration = {
  rules: [rule],
  offers: [offerWith({ coupon: "ten" })],
  coupons: [couponWith({ id: "ten", name: "Ten", code: "TEN" })],
  placements: [{ id: "top", name: "Top of the page", selector: "body", position: "start" }],
  segments: [],
  lists: [],
  goals: [],
};

function site(changed: object = {}): Site {
  const checked = check(Site, {
    id: "lumen",
    name: "Lumen",
    hosts: ["shop.example"],
    origin: null,
    ...changed,
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value;
}

function problemsOf(input: unknown) {
  const checked = checkConfiguration(input);
  return checked.ok ? [] : checked.problems.map(({ code, path }) => [code, path]);
}

describe("a configuration", () => {
  it("is accepted where everything fits together", () => {
    expect(checkConfiguration(configuration)).toEqual({ ok: true, value: configuration });
  });

  it("uses each id once for each kind", () => {
    expect(problemsOf({ ...configuration, rules: [rule, { ...rule, id: "other" }, rule] })).toEqual([
      ["repeated_id", "rules[2].id"],
    ]);
    expect(
      problemsOf({
        ...configuration,
        coupons: [{ id: "ten-off", name: "x", code: "x" }, ...configuration.coupons],
      }),
    ).toEqual([]);
  });

  it("refers to nothing that is not there", () => {
    expect(problemsOf({ ...configuration, offers: [], placements: [] })).toEqual([
      ["unknown_reference", "rules[0].variants[0].changes[1].placement"],
      ["unknown_reference", "rules[0].variants[0].changes[1].offer"],
    ]);
    expect(problemsOf({ ...configuration, coupons: [] })).toEqual([
      ["unknown_reference", "offers[0].coupon"],
    ]);
  });

  it("judges rules by goals that every site has, or by its own", () => {
    const leads = v.parse(Goal, { id: "leads", name: "Leads", event: "generate_lead" });
    const judged = { ...rule, goal: "leads", guardrails: ["order-value", "returns"] };
    expect(problemsOf({ ...configuration, rules: [judged], goals: [leads] })).toEqual([
      ["unknown_reference", "rules[0].guardrails[1]"],
    ]);
    expect(problemsOf({ ...configuration, rules: [judged] })).toEqual([
      ["unknown_reference", "rules[0].goal"],
      ["unknown_reference", "rules[0].guardrails[1]"],
    ]);
    const many = Array.from({ length: 21 }, (_, index) => ({ ...leads, id: `leads-${index}` }));
    expect(problemsOf({ ...configuration, goals: many })).toEqual([["invalid_value", "goals"]]);
  });

  it("says where a document is wrong", () => {
    const wrong = {
      ...rule,
      pages: ["products"],
      variants: [{ id: "a", changes: [{ type: "hide", selector: "li:last-child" }] }],
    };
    expect(problemsOf({ ...configuration, rules: [wrong] })).toEqual([
      ["invalid_value", "rules[0].pages[0]"],
      ["invalid_value", "rules[0].variants[0].changes[0].selector"],
    ]);
  });

  it("says which clause of a condition is wrong, and how", () => {
    const checked = checkConfiguration({
      ...configuration,
      rules: [{ ...rule, condition: { $not: { sauce: "x" } } }],
    });
    expect(checked).toMatchObject({
      problems: [{ code: "unknown_fact", path: "rules[0].condition.$not.sauce" }],
    });
  });

  it.each([null, undefined, "x", 3, [], {}, { rules: null }])(
    "is refused without throwing where it is %j",
    (input) => {
      expect(checkConfiguration(input).ok).toBe(false);
    },
  );
});

describe("a bundle", () => {
  const did = { $did: { event: "view_item", count: { $gte: 2 } } };
  const off: Rule = {
    ...rule,
    id: "off",
    on: false,
    condition: { $did: { event: "purchase", count: { $gte: 1 } } },
  };
  const high: Rule = { ...rule, id: "high", priority: 20, condition: did };

  it("holds the rules that are switched on, the highest priority first, and what these count", () => {
    const bundle = compileBundle(3, site(), { ...configuration, rules: [off, rule, high] });
    expect(bundle.configuration.rules.map(({ id }) => id)).toEqual(["high", "welcome"]);
    expect(bundle.counters.map(({ event }) => event)).toEqual(["view_item"]);
  });

  it("is the same after storage", () => {
    const bundle = compileBundle(3, site(), { ...configuration, rules: [rule, high] });
    expect(checkBundle(JSON.parse(JSON.stringify(bundle)))).toEqual({ ok: true, value: bundle });
  });

  it("is refused in a format that is not known, and where any part of it is malformed", () => {
    const bundle = compileBundle(3, site(), configuration);
    expect(checkBundle({ ...bundle, format: 2 })).toMatchObject({
      ok: false,
      problems: [{ path: "format" }],
    });
    expect(checkBundle({ ...bundle, version: 0 }).ok).toBe(false);
    expect(checkBundle({ ...bundle, site: { ...bundle.site, hosts: [] } }).ok).toBe(false);
    expect(checkBundle({ ...bundle, configuration: { ...configuration, offers: [] } }).ok).toBe(false);
    expect(checkBundle(null).ok).toBe(false);
  });
});

describe("a site", () => {
  it("has sensible settings where none are given", () => {
    expect(site()).toMatchObject({
      prefix: "/_ew/",
      snippet: true,
      currency: "EUR",
      timeZone: "UTC",
      cart: null,
      holdout: 0.05,
      attribution: "14d",
    });
  });

  it("keeps the origin of an address alone, and hosts in lower case", () => {
    expect(site({ origin: "https://Shop.example:8443/path?x", hosts: ["WWW.Shop.example"] })).toMatchObject({
      origin: "https://shop.example:8443",
      hosts: ["www.shop.example"],
    });
  });

  it.each([
    ["origin", { origin: "not an address" }],
    ["origin", { origin: "ftp://shop.example" }],
    ["origin", { origin: "javascript:alert(1)" }],
    ["id", { id: "Lumen" }],
    ["name", { name: "  " }],
    ["hosts", { hosts: [] }],
    ["hosts[0]", { hosts: ["shop.example:8080"] }],
    ["hosts[1]", { hosts: ["shop.example", "shop.example/path"] }],
    ["prefix", { prefix: "/" }],
    ["prefix", { prefix: "/a/b/" }],
    ["currency", { currency: "euro" }],
    ["attribution", { attribution: "ever" }],
    ["accent", { accent: "red;background:url(//evil.example)" }],
    ["cart.path", { cart: { path: "cart", field: "#code", applied: ".applied", total: ".total" } }],
    ["cart.total", { cart: { path: "/cart", field: "#code", applied: ".applied", total: "p:last-child" } }],
  ])("is refused with the path %s where it is %j", (path, changed) => {
    const checked = check(Site, {
      id: "lumen",
      name: "Lumen",
      hosts: ["shop.example"],
      origin: null,
      ...changed,
    });
    expect(checked).toMatchObject({ ok: false, problems: [{ path, message: expect.stringMatching(/./) }] });
  });
});

describe("a link", () => {
  const leadsThere = (link: string) => check(Offer, { ...offerWith(), button: { label: "Go", link } }).ok;

  it.each([
    "/cart",
    "/",
    "/a?b=c#d",
    "?page=2",
    "#reviews",
    "https://shop.example/x",
    "HTTP://shop.example",
    " /cart ",
  ])("may lead to %j", (link) => expect(leadsThere(link)).toBe(true));

  it.each([
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "https:evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "cart",
    "",
  ])("never leads to %j", (link) => expect(leadsThere(link)).toBe(false));
});

describe("a page pattern", () => {
  it.each([
    ["/", "/", true],
    ["/", "/cart", false],
    ["/cart", "/cart", true],
    ["/cart", "/cart/", false],
    ["/products/*", "/products/rosewood", true],
    ["/products/*", "/products/a/b", true],
    ["/products/*", "/products", false],
    ["/category/:name", "/category/lips", true],
    ["/category/:name", "/category/lips/red", false],
    ["/a.html", "/axhtml", false],
    ["/über-uns", "/%C3%BCber-uns", true],
    ["/gift cards", "/gift%20cards", true],
  ])("%s on %s: %s", (pattern, pathname, expected) => {
    expect(check(PagePattern, pattern).ok).toBe(true);
    expect(compilePagePattern(pattern)(pathname)).toBe(expected);
  });

  it.each(["products", "", "/(a+)+b", "/:id(\\d+)", "/{", "/a:", "https://shop.example/"])(
    "is never %j",
    (pattern) => expect(check(PagePattern, pattern).ok).toBe(false),
  );
});

describe("an event", () => {
  const event = { id: "12345678", name: "view_item", timeMs: 1 };
  const isTaken = (changed: object) => check(Event, { ...event, ...changed }).ok;

  it("is GA4's or a site's own, with plain parameters and items", () => {
    expect(isTaken({})).toBe(true);
    expect(
      isTaken({
        name: "quiz_done",
        params: { score: 3, ok: true, note: null, items: [{ item_id: "x", price: 2 }] },
      }),
    ).toBe(true);
  });

  it.each([
    { id: "short" },
    { id: "a".repeat(65) },
    { name: "1st" },
    { name: "a b" },
    { timeMs: -1 },
    { timeMs: 1.5 },
    { timeMs: "now" },
    { params: { nested: { a: 1 } } },
    { params: { long: "x".repeat(1001) } },
    { params: { items: [{ tags: [] }] } },
    { params: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`p${index}`, 1])) },
  ])("refuses %j", (changed) => expect(isTaken(changed)).toBe(false));
});
