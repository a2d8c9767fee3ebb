import { expect, test } from "vitest";
import { checkSeen } from "./check-incoming.ts";
import type { CommerceEvents, Item } from "./commerce-event.ts";
import { browserClock } from "./event-time.ts";

const lipstick: Item = { item_id: "LIP-4", item_name: "Lipstick", price: 19.9, quantity: 2, finish: "matt" };
const priced = { currency: "EUR", value: 39.8, items: [lipstick] };
const promotion = { promotion_id: "spring", creative_slot: "hero", items: [lipstick] };

/** Each of the events that have types, with as many of its parameters as matter. */
const events: { [Name in keyof CommerceEvents]: CommerceEvents[Name] } = {
  view_item_list: { item_list_id: "new", item_list_name: "New", items: [lipstick] },
  select_item: { item_list_id: "new", items: [lipstick] },
  view_item: priced,
  add_to_wishlist: priced,
  add_to_cart: priced,
  remove_from_cart: priced,
  view_cart: priced,
  begin_checkout: { ...priced, coupon: "SPRING" },
  add_shipping_info: { ...priced, shipping_tier: "Next day" },
  add_payment_info: { ...priced, payment_type: "Card" },
  purchase: { ...priced, transaction_id: "A-1001", tax: 7, shipping: 4.9 },
  refund: { transaction_id: "A-1001", value: 19.9, currency: "EUR" },
  view_promotion: promotion,
  select_promotion: promotion,
  search: { search_term: "lipstick" },
};

test.each(Object.entries(events))("%s is taken as its type says it", (name, params) => {
  const nowMs = 1_790_000_000_000;
  const event = { id: "event-0001", name, timeMs: nowMs, params };
  const { taken, rejected } = checkSeen([event], browserClock(nowMs, nowMs));
  expect(rejected).toEqual([]);
  expect(taken.map((one) => one.event)).toEqual([event]);
});

test.each(["purchase", "refund", "search"] as const)(
  "what a %s has to have is refused where it is missing",
  (name) => {
    // @ts-expect-error: for the compiler, too
    const params: CommerceEvents[typeof name] = { currency: "EUR" };
    const event = { id: "event-0001", name, timeMs: 1, params };
    expect(checkSeen([event], browserClock(1, 1)).rejected).toMatchObject([{ code: "invalid_event" }]);
  },
);
