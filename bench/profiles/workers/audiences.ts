import type { ConditionDocument } from "../../../model/condition/condition-document.ts";
import { counterOf } from "../../../model/condition/did.ts";

const lipstick = { event: "view_item", where: { item_category: "Lips" } };

/** The one counter that the made-up shop's rules ask for. */
export const counter = counterOf({ ...lipstick, count: { $gte: 2 } }).id;

/** What is counted: one part of everybody after another, down to one in a hundred. */
export const audiences: Readonly<Record<string, ConditionDocument>> = {
  everybody: {},
  "returning, mobile, from Germany": { visitor: "returning", device: "mobile", country: "DE" },
  "a cart over 50, and lipstick twice in 7 days": {
    cartValue: { $gt: 50 },
    $did: { ...lipstick, within: "7d", count: { $gte: 2 } },
  },
  "3 orders, a VIP, none for 30 days": {
    known: true,
    orders: { $gte: 3 },
    tags: { $all: ["VIP"] },
    daysSinceLastOrder: { $gt: 30 },
  },
};
