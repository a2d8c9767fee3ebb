import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMoney, asPieces, costOf, moneyOf, quantityOf, worthOf } from "./amount.ts";

const worth = (params: object) => worthOf(params as Parameters<typeof worthOf>[0]);

describe("money", () => {
  it.each<[string | number | boolean | null | undefined, number | undefined]>([
    [0, 0],
    [0.07, 700],
    [19.99, 199_900],
    [1.005, 10_050],
    [0.00004, 0],
    ["19.99", 199_900],
    ["7", 70_000],
    [1_000_000_000, 10_000_000_000_000],
    [1_000_000_001, undefined],
    [1e300, undefined],
    [-1, undefined],
    ["-1", undefined],
    ["1,299.00", undefined],
    ["19.99 €", undefined],
    ["1e3", undefined],
    ["", undefined],
    [true, undefined],
    [null, undefined],
    [undefined, undefined],
  ])("of %j is %s units of 1/10,000", (param, units) => {
    expect(moneyOf(param)).toBe(units);
  });

  it("comes back as it was, to the cent, in whole units", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (cents) => {
        const units = moneyOf(cents / 100);
        expect(units).toBe(cents * 100);
        expect(asMoney(units ?? 0)).toBe(cents / 100);
      }),
    );
  });
});

describe("an item", () => {
  it("is one piece where it does not say how many", () => {
    for (const quantity of [null, "many", -2, true]) expect(asPieces(quantityOf({ quantity }))).toBe(1);
    expect(asPieces(quantityOf({}))).toBe(1);
    expect(asPieces(quantityOf({ quantity: "3" }))).toBe(3);
    expect(asPieces(quantityOf({ quantity: 0.3 }))).toBe(0.3);
    expect(asPieces(quantityOf({ quantity: 0 }))).toBe(0);
    expect(asPieces(quantityOf({ quantity: 1e9 }))).toBe(100_000);
  });

  it("costs its price for each piece", () => {
    expect(costOf({ price: 0.1, quantity: 3 })).toBe(3000);
    expect(costOf({ price: 19.95, quantity: 0.5 })).toBe(99_750);
    expect(costOf({ quantity: 3 })).toBeUndefined();
  });
});

describe("an event", () => {
  it("is worth what it says, else what its items cost, as far as they have a price", () => {
    const items = [{ price: 10, quantity: 2 }, { price: 0.5 }, { item_id: "gift" }];
    expect(worth({ items })).toBe(205_000);
    expect(worth({ value: 5, items })).toBe(50_000);
    expect(worth({ value: "five", items })).toBe(205_000);
    expect(worth({ items: [{ item_id: "gift" }] })).toBeUndefined();
    expect(worthOf({})).toBeUndefined();
  });
});
