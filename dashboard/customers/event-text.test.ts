import { expect, it } from "vitest";
import type { PastEvent } from "../../worker/api/contract.ts";
import { eventText } from "./event-text.ts";

const telling = { currency: "EUR", rules: { welcome: "Welcome offer" }, offers: { gift: "A gift" } };
const lips = { item_id: "l1", item_name: "Velvet lipstick" };

it.each<[string, PastEvent["params"], string]>([
  ["page_view", { page_path: "/lips" }, "Looked at /lips"],
  ["view_item", { items: [lips] }, "Looked at Velvet lipstick"],
  ["view_item", {}, "Looked at a product"],
  ["add_to_cart", { items: [lips, { item_id: "m2" }] }, "Put Velvet lipstick and 1 more into the cart"],
  ["purchase", { value: 12.5, items: [lips] }, "Bought Velvet lipstick for €12.50"],
  ["purchase", { value: 1200, currency: "JPY" }, "Bought for JP¥1,200"],
  ["purchase", { value: 5, currency: "coins" }, "Bought for 5 coins"],
  ["purchase", {}, "Bought something"],
  ["search", { search_term: "red" }, "Searched for “red”"],
  ["ew_exposed", { rule: "welcome" }, "Saw “Welcome offer”"],
  ["ew_dismissed", { rule: "gone" }, "Closed “gone”"],
  ["ew_pinned", { rule: "pin:gift", by: "Mia" }, "Mia pinned “A gift” to them"],
  ["ew_unpinned", { rule: "pin:gone", by: "Mia" }, "Mia took “gone” away from them"],
  ["store_visit", {}, "Event: store visit"],
])("%s with %j is told as %s", (name, params, expected) => {
  const event = { id: "e", name, at: "2026-11-22T12:00:00Z", params, sources: [] };
  expect(eventText(event, telling)).toBe(expected);
});
