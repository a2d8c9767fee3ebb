import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { productsIn } from "./product.ts";

const read = (data: unknown) => JSON.parse(JSON.stringify(productsIn(JSON.stringify(data))));
const priced = (offers: unknown) => {
  const [product] = read({ "@type": "Product", name: "P", offers });
  return [product.item.price, product.currency];
};
const categories = (category: unknown) =>
  Object.entries(read({ "@type": "Product", category })[0].item).filter(([name]) =>
    name.startsWith("item_category"),
  );

describe("where the product is", () => {
  const product = { "@type": "Product", name: "P", sku: 1 };
  const found = [{ item: { item_id: "1", item_name: "P" } }];
  test.each([
    ["alone", product],
    ["in a list", [{ "@type": "WebSite" }, product]],
    ["in a graph", { "@context": "https://schema.org", "@graph": [{ "@type": "BreadcrumbList" }, product] }],
    ["in lists in a graph in a list", [{ "@graph": [[product], null, "text", 3] }]],
    ["the main entity of a page", { "@type": "ItemPage", mainEntity: product }],
    ["of several types", { ...product, "@type": ["Product", "Car"] }],
    ["of a type by its address", { ...product, "@type": "http://schema.org/Product" }],
    ["a group of variants", { ...product, "@type": "ProductGroup" }],
  ])("%s", (_, data) => expect(read(data)).toEqual(found));

  test.each([
    ["an organisation", { "@type": "Organization", name: "P" }],
    ["a collection", { "@type": "ProductCollection", name: "P" }],
    ["listed only", { "@type": "ItemList", itemListElement: [{ "@type": "ListItem", item: product }] }],
    ["nothing", null],
    ["text", "Product"],
  ])("not %s", (_, data) => expect(read(data)).toEqual([]));

  test("malformed JSON has none", () => expect(productsIn(`{"@type":"Product",}`)).toEqual([]));
});

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
    ["with thousands marked, which could be decimals", { ...offer, price: "1,299" }, [undefined, undefined]],
    ["missing", {}, [undefined, undefined]],
  ])("%s", (_, offers, expected) => expect(priced(offers)).toEqual(expected));

  test("of a variant", () => {
    const [group] = read({ "@type": "ProductGroup", hasVariant: [{ "@type": "Product", offers: offer }] });
    expect(group).toMatchObject({ currency: "EUR", item: { price: 9.5 } });
  });
});

describe("its names", () => {
  test.each([
    [{ sku: "s", productID: "p", mpn: "m", "@id": "i" }, "s"],
    [{ sku: "", productID: 77, mpn: "m" }, "77"],
    [{ sku: null, mpn: "m", "@id": "i" }, "m"],
    [{ "@id": "https://shop/p#1" }, "https://shop/p#1"],
    [{}, undefined],
  ])("id of %j", (fields, id) => expect(read({ "@type": "Product", ...fields })[0].item.item_id).toBe(id));

  test.each([
    ["Rouge", "Rouge"],
    [{ "@type": "Brand", name: " Rouge " }, "Rouge"],
    [[{ name: "Rouge" }, "Noir"], "Rouge"],
    [{ "@id": "#brand" }, undefined],
  ])("brand %j", (brand, name) => expect(read({ "@type": "Product", brand })[0].item.item_brand).toBe(name));

  test.each([
    ["Lips", [["item_category", "Lips"]]],
    [
      "Make-up > Lips",
      [
        ["item_category", "Make-up"],
        ["item_category2", "Lips"],
      ],
    ],
    [
      "Make-up &gt; Lips",
      [
        ["item_category", "Make-up"],
        ["item_category2", "Lips"],
      ],
    ],
    [
      ["Make-up", { name: "Lips" }],
      [
        ["item_category", "Make-up"],
        ["item_category2", "Lips"],
      ],
    ],
    ["1>2>3>4>5>6", ["", 2, 3, 4, 5].map((nth, index) => [`item_category${nth}`, String(index + 1)])],
    [undefined, []],
    [{}, []],
  ])("category %j", (category, expected) => expect(categories(category)).toEqual(expected));
});

test("whatever stands there, it does not throw", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, offers) => {
      expect(Array.isArray(productsIn(JSON.stringify(value)))).toBe(true);
      expect(
        productsIn(
          JSON.stringify({ "@type": "Product", name: value, brand: value, category: value, offers }),
        ),
      ).toHaveLength(1);
    }),
  );
});
