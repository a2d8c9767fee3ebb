import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSeen } from "./check-incoming.ts";
import { browserClock } from "./event-time.ts";

const nowMs = 1_790_000_000_000;
const text = "x".repeat(1000);

/** What is taken of an event with such parameters. */
function takenOf(params: unknown, name = "view_item") {
  const event = { id: "event-0001", name, timeMs: nowMs, params };
  // As it comes: whatever JSON cannot say has gone on the way.
  const { taken } = checkSeen([JSON.parse(JSON.stringify(event))], browserClock(nowMs, nowMs));
  return taken[0]?.event.params;
}

describe("of a page's parameters", () => {
  it.each<[string, unknown, object]>([
    ["texts, numbers, yes and no are kept", { a: "b", c: 1.5, d: true }, { a: "b", c: 1.5, d: true }],
    ["what is nested is left out", { a: { b: 1 }, c: [1], identities: [{ type: "email" }], d: 1 }, { d: 1 }],
    ["what is no number is nothing", { value: Number.NaN }, { value: null }],
    ["long texts are cut", { a: `${text}y` }, { a: text }],
    ["no text is cut through a character", { a: `${text.slice(1)}😀` }, { a: text.slice(1) }],
    ["long names are left out", { ["n".repeat(41)]: 1, ["n".repeat(40)]: 2 }, { ["n".repeat(40)]: 2 }],
    ["a text in the place of them is none", "view", {}],
    ["nothing at all is none", undefined, {}],
    [
      "a name that means something to JavaScript is none",
      JSON.parse('{"__proto__": {"a": 1}, "b": 2}'),
      { b: 2 },
    ],
  ])("%s", (_what, params, kept) => expect(takenOf(params)).toEqual(kept));

  it("there are 50 at most, and items are one of them", () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}`, index]));
    expect(Object.keys(takenOf(many) ?? {})).toHaveLength(50);
    const withItems = takenOf({ ...many, items: [{ item_id: "a" }] });
    expect(Object.keys(withItems ?? {})).toHaveLength(50);
    expect(withItems?.items).toEqual([{ item_id: "a" }]);
  });

  it.each<[string, unknown, object[] | undefined]>([
    ["a list", [{ item_id: "a" }], [{ item_id: "a" }]],
    ["one alone", { item_id: "a" }, [{ item_id: "a" }]],
    ["the JSON that older Prototype.js makes of a list", '[{"item_id": "a"}]', [{ item_id: "a" }]],
    ["nested values, which go", [{ item_id: "a", tags: ["b"], sizes: {} }], [{ item_id: "a" }]],
    ["things that are none", [null, "a", 3, ["b"], { item_id: "a" }], [{ item_id: "a" }]],
    ["long texts", [{ item_name: `${text}y` }], [{ item_name: text }]],
    ["something else", "[none", undefined],
    ["nothing", null, undefined],
  ])("items may be %s", (_what, items, kept) => expect(takenOf({ items })?.items).toEqual(kept));

  it("there are 200 items at most, of 40 parameters each", () => {
    expect(takenOf({ items: Array.from({ length: 300 }, () => ({ item_id: 1 })) })?.items).toHaveLength(200);
    const wide = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`p${index}`, index]));
    expect(Object.keys(takenOf({ items: [wide] })?.items?.[0] ?? {})).toHaveLength(40);
  });
});

describe("a product that the page describes for search engines", () => {
  const jsonLd = {
    "@type": "Product",
    name: "Rouge",
    sku: "LIP-4",
    description: text.repeat(2),
    offers: { price: "0.10", priceCurrency: "EUR" },
  };

  it("is told by GA4's parameters, and its description is not kept", () => {
    expect(takenOf({ ew_from: "json_ld", json_ld: jsonLd })).toEqual({
      ew_from: "json_ld",
      currency: "EUR",
      value: 0.1,
      items: [{ item_id: "LIP-4", item_name: "Rouge", price: 0.1 }],
    });
  });

  it.each([3, "3"])("counts as often as it is put into the cart: %j", (quantity) => {
    expect(takenOf({ ew_from: "form", json_ld: jsonLd, quantity }, "add_to_cart")).toEqual({
      ew_from: "form",
      currency: "EUR",
      value: 0.3,
      items: [{ item_id: "LIP-4", item_name: "Rouge", price: 0.1, quantity: 3 }],
    });
  });

  it("is at least something where the description cannot be read", () => {
    const bare = { items: [{ quantity: 2 }] };
    expect(takenOf({ json_ld: [3], quantity: 2 }, "add_to_cart")).toEqual(bare);
    expect(takenOf({ ew_from: "form", quantity: 2 }, "add_to_cart")).toEqual({ ew_from: "form", ...bare });
    expect(takenOf({ json_ld: "3" })).toEqual({});
  });
});

it("identities come through as the JSON that older Prototype.js makes of them", () => {
  const identities = [{ type: "customer", value: "4711" }];
  const params = { identities: JSON.stringify(identities), proof: "v1.9.x" };
  const event = { id: "event-0001", name: "identify", timeMs: nowMs, params };
  expect(checkSeen([event], browserClock(nowMs, nowMs)).taken).toMatchObject([
    { identities, proof: "v1.9.x" },
  ]);
});

it("whatever a page gives an event of its own, the event is taken", () => {
  const params = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.string(), fc.jsonValue()),
    fc.record(
      { json_ld: fc.jsonValue(), quantity: fc.jsonValue(), items: fc.jsonValue() },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(params, (given) => {
      expect(takenOf(given, "quiz_done")).toBeDefined();
    }),
  );
});

describe("the address of a page that was seen", () => {
  const seenAt = (address: unknown) =>
    checkSeen(
      [{ id: "event-0001", name: "page_view", timeMs: nowMs, params: { page_location: address } }],
      browserClock(nowMs, nowMs),
    ).taken.map(({ event }) => [event.id, event.name, event.params]);

  it("says its path, and what was searched for, as an event that counts once as well", () => {
    const address = "https://shop.example/find?page=2&q=red+lips%C3%A9";
    expect(seenAt(address)).toEqual([
      ["event-0001", "page_view", { page_location: address, page_path: "/find" }],
      ["event-0001-q", "search", { search_term: "red lips\u00e9" }],
    ]);
  });

  it.each(["https://shop.example/?q=", "https://shop.example/?quantity=2", "no address", 3])(
    "%j says nothing of a search",
    (address) => expect(seenAt(address)).toHaveLength(1),
  );
});
