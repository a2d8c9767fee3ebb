import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Offer } from "../../model/offer.ts";
import type { Placement } from "../../model/placement.ts";
import type { Rule } from "../../model/rule.ts";

/** What a recipe cannot know, and asks for. */
export type Asked = "amount" | "campaign" | "category" | "days" | "coupon";

/** What was answered. */
export interface Answers {
  /** In the currency's smallest unit: what delivery is free from, or what a good customer has spent. */
  amount: number | null;
  /** As `utm_campaign` has it. */
  campaign: string;
  category: string;
  days: number | null;
  /** A coupon's id, `none`, or `new`. */
  coupon: string;
  /** Of a new coupon. */
  code: string;
  percent: number | null;
}

/** What there is on the site that a recipe can use. */
export interface Known {
  placements: readonly Placement[];
  offers: readonly { id: string }[];
  coupons: readonly Coupon[];
  rules: readonly { id: string }[];
}

/** What a recipe makes: drafts, to be saved in this order. */
export interface Made {
  coupon: Coupon | null;
  placement: Placement | null;
  offer: Offer;
  rule: Rule;
}
