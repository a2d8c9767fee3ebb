import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import { ordersOf } from "./orders.ts";

let ids = 0;
function event(name: "purchase" | "refund", timeMs: number, params: object): Event {
  return { id: `event-${String(ids++).padStart(4, "0")}`, name, timeMs, params: params as Event["params"] };
}
const purchase = (timeMs: number, transaction_id: string, value: number) =>
  event("purchase", timeMs, { transaction_id, value });

describe("orders", () => {
  it("are counted with what they were worth", () => {
    expect(ordersOf([])).toEqual({ orders: 0, lifetimeValue: 0 });
    expect(ordersOf([purchase(20, "B", 0.2), purchase(10, "A", 0.1), purchase(30, "C", 0.1)])).toEqual({
      orders: 3,
      lifetimeValue: 0.4,
      averageOrderValue: 0.1333,
      lastOrderAtMs: 30,
    });
  });

  it("are one where the same is reported again, as it was first", () => {
    const again = [
      purchase(10, "A", 50),
      purchase(20, "A", 70),
      event("purchase", 30, { transaction_id: "A" }),
    ];
    expect(ordersOf(again)).toMatchObject({ orders: 1, lifetimeValue: 50, lastOrderAtMs: 10 });
    const numbered = [
      event("purchase", 1, { transaction_id: 7, value: 5 }),
      event("purchase", 2, { transaction_id: "7", value: 5 }),
    ];
    expect(ordersOf(numbered)).toMatchObject({ orders: 1 });
    const unnamed = [
      event("purchase", 1, { value: 5 }),
      event("purchase", 2, { value: 5, transaction_id: "" }),
    ];
    expect(ordersOf(unnamed)).toMatchObject({ orders: 2, lifetimeValue: 10 });
  });

  it("are worth what their items cost where nothing else is said", () => {
    const items = [{ price: 19.95, quantity: 2 }, { price: "0.10" }, { item_id: "free" }];
    expect(ordersOf([event("purchase", 1, { items })])).toMatchObject({ orders: 1, lifetimeValue: 40 });
    expect(ordersOf([event("purchase", 1, { value: "12.50", items })])).toMatchObject({
      lifetimeValue: 12.5,
    });
    expect(ordersOf([event("purchase", 1, { value: -5 })])).toMatchObject({ orders: 1, lifetimeValue: 0 });
  });

  it("are worth less after a refund, wherever in the log that is", () => {
    const bought = [purchase(10, "A", 50), purchase(20, "B", 30)];
    const refund = (params: object, timeMs = 30) => ordersOf([event("refund", timeMs, params), ...bought]);
    expect(refund({ transaction_id: "B", value: 10.1 })).toMatchObject({ orders: 2, lifetimeValue: 69.9 });
    expect(refund({ transaction_id: "B", value: 10.1 }, 5)).toMatchObject({ lifetimeValue: 69.9 });
    expect(refund({ value: 10 })).toMatchObject({ orders: 2, lifetimeValue: 80 });
    expect(refund({ transaction_id: "C", value: 10 })).toMatchObject({ lifetimeValue: 80 });
  });

  it("were none where all was given back, and never worth less than nothing", () => {
    const bought = [purchase(10, "A", 50), purchase(20, "B", 30)];
    const whole = event("refund", 30, { transaction_id: "B" });
    expect(ordersOf([...bought, whole])).toEqual({
      orders: 1,
      lifetimeValue: 50,
      averageOrderValue: 50,
      lastOrderAtMs: 10,
    });
    expect(
      ordersOf([...bought, whole, event("refund", 40, { transaction_id: "B", value: 30 })]),
    ).toMatchObject({ lifetimeValue: 50 });
  });

  it("get items back at the price they were bought at", () => {
    const bought = event("purchase", 1, {
      transaction_id: "A",
      value: 50,
      items: [
        { item_id: "x", price: 10, quantity: 3 },
        { item_id: "y", price: 20 },
      ],
    });
    const back = (items: Event["params"]["items"]) =>
      ordersOf([bought, event("refund", 2, { transaction_id: "A", ...(items && { items }) })]);
    expect(back([{ item_id: "x", quantity: 2 }])).toMatchObject({ orders: 1, lifetimeValue: 30 });
    expect(back([{ item_id: "unheard of" }])).toMatchObject({ orders: 1, lifetimeValue: 50 });
    expect(back(undefined)).toEqual({ orders: 0, lifetimeValue: 0 });
  });

  it("add up to the cent, whatever arrives first and however often", () => {
    const cents = fc.integer({ min: 1, max: 9_999_999 });
    const orders = fc.array(cents, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(orders, fc.infiniteStream(fc.nat()), (values, order) => {
        const log = values.map((value, index) => purchase(index, `order-${index}`, value / 100));
        const repeated = [
          ...log,
          ...log.map((each) => ({ ...each, id: `${each.id}-again`, timeMs: each.timeMs + 1000 })),
        ];
        const shuffled = repeated
          .map((each) => ({ each, rank: order.next().value ?? 0 }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ each }) => each);
        const total = values.reduce((sum, value) => sum + value, 0);
        expect(ordersOf(shuffled)).toEqual(ordersOf(log));
        expect(ordersOf(log)).toMatchObject({ orders: values.length, lifetimeValue: total / 100 });
      }),
    );
  });
});
