import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import { cartOf } from "./cart.ts";

let ids = 0;
function event(timeMs: number, name: string, params: object = {}): Event {
  return { id: `event-${String(ids++).padStart(4, "0")}`, name, timeMs, params: params as Event["params"] };
}
const lipstick = { item_id: "lipstick", item_category: "Lips", item_category2: "Lipstick", price: 19.95 };
const liner = { item_id: "liner", item_category: "Eyes", price: "9.90" };
const add = (timeMs: number, item: object, quantity?: number) =>
  event(timeMs, "add_to_cart", { items: [{ ...item, ...(quantity === undefined ? {} : { quantity }) }] });
const remove = (timeMs: number, item: object, quantity?: number) =>
  event(timeMs, "remove_from_cart", {
    items: [{ ...item, ...(quantity === undefined ? {} : { quantity }) }],
  });

const empty = { cartValue: 0, cartItems: 0, cartProducts: [], cartCategories: [] };

describe("a cart", () => {
  it("holds what was put in and not taken out", () => {
    expect(cartOf([])).toEqual(empty);
    const events = [add(1, lipstick, 3), add(2, liner), remove(3, lipstick, 1)];
    expect(cartOf(events)).toEqual({
      cartValue: 49.8,
      cartItems: 3,
      cartProducts: ["lipstick", "liner"],
      cartCategories: ["Lips", "Lipstick", "Eyes"],
    });
    expect(cartOf([...events, remove(4, { item_id: "lipstick" }, 2), remove(5, liner)])).toEqual(empty);
  });

  it("never holds less than nothing", () => {
    expect(cartOf([remove(1, lipstick), add(2, liner), remove(3, liner, 5), remove(4, liner)])).toEqual(
      empty,
    );
  });

  it("is what the shop showed when it was looked at, and goes on from there", () => {
    const view = event(5, "view_cart", {
      value: 25,
      items: [
        { ...lipstick, quantity: 1 },
        { ...liner, quantity: 1 },
      ],
    });
    const cart = cartOf([add(1, { item_id: "gone", price: 5 }), view]);
    expect(cart).toMatchObject({ cartValue: 25, cartItems: 2, cartProducts: ["lipstick", "liner"] });
    expect(cartOf([view, add(6, liner)])).toMatchObject({ cartValue: 34.9, cartItems: 3 });
    expect(cartOf([view, event(7, "view_cart", { items: [] })])).toEqual(empty);
    expect(cartOf([view, event(7, "view_cart", { value: 0 })])).toEqual(empty);
    expect(cartOf([view, event(7, "view_cart", { value: 10 })])).toEqual(cart);
  });

  it("is empty after a purchase, even where all happened at the same time", () => {
    const events = [
      event(1, "purchase", { value: 19.95 }),
      event(1, "view_cart", { items: [lipstick] }),
      add(1, lipstick),
    ];
    expect(cartOf(events)).toEqual(empty);
    expect(cartOf([...events, add(2, liner)])).toMatchObject({ cartValue: 9.9, cartProducts: ["liner"] });
  });

  it("counts what has no price or no name, as far as its event tells", () => {
    const unnamed = event(1, "add_to_cart", { items: [{ quantity: 2 }] });
    expect(cartOf([unnamed])).toEqual({ ...empty, cartItems: 2 });
    const worth = event(1, "add_to_cart", { value: 12.5, items: [{ item_name: "Brush" }] });
    expect(cartOf([worth])).toMatchObject({ cartValue: 12.5, cartProducts: ["Brush"] });
    const odd = { item_id: "odd", price: "1,299.00", quantity: -3 };
    expect(cartOf([add(1, odd)])).toMatchObject({ cartValue: 0, cartItems: 1 });
    expect(
      cartOf([
        add(1, { item_id: "cheese", price: 10, quantity: 0.3 }),
        add(2, { item_id: "cheese", price: 10, quantity: 0.3 }),
      ]),
    ).toMatchObject({ cartValue: 6, cartItems: 0.6 });
  });

  it("carries no more than fits", () => {
    const events = Array.from({ length: 50 }, (_, index) =>
      add(index, { item_id: `${index}`.padEnd(200, "x"), price: 1 }),
    );
    const { cartProducts, cartItems } = cartOf(events);
    expect([cartItems, cartProducts!.length, cartProducts!.at(-1)]).toEqual([50, 20, "49".padEnd(60, "x")]);
  });

  it("costs the same to the cent in whatever order its events arrive", () => {
    const cents = fc.integer({ min: 1, max: 99_999 });
    const steps = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), cents, fc.integer({ min: 1, max: 9 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (taken, order) => {
        const events = taken.map(([item_id, price, quantity], index) =>
          add(index, { item_id, price: price / 100 }, quantity),
        );
        const shuffled = events
          .map((each) => ({ each, rank: order.next().value ?? 0 }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ each }) => each);
        const total = taken.reduce((sum, [, price, quantity]) => sum + price * quantity, 0);
        expect(cartOf(shuffled)).toEqual(cartOf(events));
        expect(cartOf(events).cartValue).toBe(total / 100);
      }),
    );
  });
});
