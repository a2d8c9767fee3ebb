import type { Offer } from "../../model/offer.ts";
import type { Rule } from "../../model/rule.ts";
import type { Answers, Asked } from "./recipe.ts";

/** A rule to start from: whom it is for, what they are offered, and how. */
export interface Recipe {
  asks: readonly Asked[];
  /** @param amount in the currency's main unit, as facts have it. */
  rule: (
    answers: Answers,
    amount: number,
  ) => Partial<Pick<Rule, "pages" | "condition" | "caps" | "awayAfterDismissal" | "trigger" | "lane">>;
  layout: Offer["layout"];
}

const onceAVisit: Rule["caps"] = [{ times: 1, per: "session", of: "profile" }];
const everyPage = ["/*"];

/** By id, in the order in which they are shown. */
export const recipes = {
  welcome: {
    asks: ["coupon"],
    rule: () => ({ condition: { visitor: "new" } }),
    layout: "banner",
  },
  "free-shipping": {
    asks: ["amount"],
    rule: (_, amount) => ({
      pages: everyPage,
      condition: { cartValue: { $gt: 0, $lt: amount } },
      caps: [{ times: 3, per: "session", of: "profile" }],
      awayAfterDismissal: "session",
      lane: "personal",
    }),
    layout: "bar",
  },
  returning: {
    asks: [],
    rule: () => ({ condition: { visitor: "returning" }, caps: onceAVisit }),
    layout: "bar",
  },
  campaign: {
    asks: ["campaign", "coupon"],
    rule: ({ campaign }) => ({
      pages: everyPage,
      condition: { campaign: campaign.trim().toLowerCase() },
    }),
    layout: "banner",
  },
  category: {
    asks: ["category", "coupon"],
    rule: ({ category }) => ({
      condition: {
        $did: {
          event: "view_item",
          where: { item_category: category.trim() },
          within: "7d",
          count: { $gte: 3 },
        },
      },
    }),
    layout: "banner",
  },
  cart: {
    asks: ["coupon"],
    rule: () => ({
      pages: everyPage,
      condition: { visitor: "returning", cartItems: { $gte: 1 }, pagesThisVisit: { $lte: 3 } },
      caps: onceAVisit,
      awayAfterDismissal: "7d",
      lane: "personal",
    }),
    layout: "bar",
  },
  vip: {
    asks: ["amount", "coupon"],
    rule: (_, amount) => ({
      condition: { lifetimeValue: { $gte: amount } },
      caps: onceAVisit,
      lane: "personal",
    }),
    layout: "banner",
  },
  "win-back": {
    asks: ["days", "coupon"],
    rule: ({ days }) => ({
      pages: everyPage,
      condition: { orders: { $gte: 1 }, daysSinceLastOrder: { $gte: days ?? 0 } },
      caps: [{ times: 1, per: "day", of: "profile" }],
      awayAfterDismissal: "30d",
      lane: "personal",
    }),
    layout: "banner",
  },
  exit: {
    asks: ["coupon"],
    rule: () => ({
      pages: everyPage,
      trigger: { type: "exitIntent" },
      caps: [{ times: 1, per: "week", of: "profile" }],
      awayAfterDismissal: "30d",
    }),
    layout: "modal",
  },
} as const satisfies Record<string, Recipe>;

export type RecipeId = keyof typeof recipes;

export function isRecipe(id: string): id is RecipeId {
  return Object.hasOwn(recipes, id);
}
