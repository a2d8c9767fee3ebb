import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { productParams } from "./product-json-ld.ts";

type Params = { currency?: string; value?: number; items: [Record<string, unknown>] };
/** Without what is `undefined`. */
const read = (node: object, quantity?: unknown): Params =>
  JSON.parse(JSON.stringify(productParams({ "@type": "Product", ...node }, quantity)));
const priced = (offers: unknown) => {
  const { items, currency } = read({ name: "P", offers });
  return [items[0]["price"], currency];
};
const categories = (category: unknown) =>
  Object.entries(read({ category }).items[0]).filter(([name]) => name.startsWith("item_category"));

describe("its price", () => {
  const offer = { price: "9.50", priceCurrency: "EUR" };
  test.each([
    ["of an offer", offer, [9.5, "EUR"]],
    ["as a number", { ...offer, price: 9.5 }, [9.5, "EUR"]],
    ["of nothing", { ...offer, price: 0 }, [0, "EUR"]],
    ["of the first offer that has one", [{}, { price: "" }, offer, { ...offer, price: 3 }], [9.5, "EUR"]],
    [
      "lowest of a range",
      { "@type": "AggregateOffer", lowPrice: "5", highPrice: 8, priceCurrency: "SEK" },
      [5, "SEK"],
    ],
    [
      "of the first in a range",
      { "@type": "AggregateOffer", priceCurrency: "SEK", offers: [{ price: 7 }] },
      [7, "SEK"],
    ],
    ["in a specification", { priceSpecification: [{ price: "18.00", priceCurrency: "USD" }] }, [18, "USD"]],
    [
      "in a specification, in the offer's currency",
      { priceCurrency: "USD", priceSpecification: { price: 18 } },
      [18, "USD"],
    ],
    ["in the JSON that older Prototype.js makes of a list", JSON.stringify([{}, offer]), [9.5, "EUR"]],
    ["with thousands marked, which could be decimals", { ...offer, price: "1,299" }, [undefined, undefined]],
    ["of more than all there is", { ...offer, price: "9".repeat(400) }, [undefined, undefined]],
    ["missing", {}, [undefined, undefined]],
  ])("%s", (_, offers, expected) => expect(priced(offers)).toEqual(expected));

  test("of a variant", () => {
    const group = read({ "@type": "ProductGroup", hasVariant: [{ "@type": "Product", offers: offer }] });
    expect(group).toMatchObject({ currency: "EUR", value: 9.5, items: [{ price: 9.5 }] });
  });

  test("of no offer that is in thousands of others", () => {
    const deep = `{"offers":`.repeat(5000) + "{}" + "}".repeat(5000);
    expect(productParams(JSON.parse(deep))).toMatchObject({ value: undefined });
  });
});

describe("its value", () => {
  const offers = { price: 0.1, priceCurrency: "EUR" };
  test.each([
    [undefined, 0.1, undefined],
    [3, 0.3, 3],
    ["2", 0.2, 2],
    [0, 0.1, undefined],
    [-1, 0.1, undefined],
    ["many", 0.1, undefined],
    [1e300, 0.1, undefined],
  ])("of %j pieces", (quantity, value, count) => {
    const params = read({ offers }, quantity);
    expect([params.value, params.items[0]["quantity"]]).toEqual([value, count]);
  });
});

describe("its names", () => {
  test.each([
    [{ sku: "s", productID: "p", mpn: "m", "@id": "i" }, "s"],
    [{ sku: "", productID: 77, mpn: "m" }, "77"],
    [{ sku: null, mpn: "m", "@id": "i" }, "m"],
    [{ "@id": "https://shop/p#1" }, "https://shop/p#1"],
    [{}, undefined],
  ])("id of %j", (fields, id) => expect(read(fields).items[0]["item_id"]).toBe(id));

  test.each([
    ["Rouge", "Rouge"],
    [{ "@type": "Brand", name: " Rouge " }, "Rouge"],
    [[{ name: "Rouge" }, "Noir"], "Rouge"],
    [{ "@id": "#brand" }, undefined],
  ])("brand %j", (brand, name) => expect(read({ brand }).items[0]["item_brand"]).toBe(name));

  const makeUp = [
    ["item_category", "Make-up"],
    ["item_category2", "Lips"],
  ];
  test.each([
    ["Lips", [["item_category", "Lips"]]],
    ["Make-up > Lips", makeUp],
    ["Make-up &gt; Lips", makeUp],
    [["Make-up", { name: "Lips" }], makeUp],
    ['["Make-up", "Lips"]', makeUp],
    ["1>2>3>4>5>6", ["", 2, 3, 4, 5].map((nth, index) => [`item_category${nth}`, String(index + 1)])],
    [undefined, []],
    [{}, []],
  ])("category %j", (category, expected) => expect(categories(category)).toEqual(expected));
});

it.each([undefined, 3, "Product", null, []])("%j describes none", (value) => {
  expect(productParams(value)).toBeUndefined();
});

it("whatever stands there, it does not throw", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, offers) => {
      productParams(value, value);
      expect(read({ name: value, brand: value, category: value, offers }).items).toHaveLength(1);
    }),
  );
});
