import * as v from "valibot";
import { Configuration } from "../../model/configuration.ts";
import type { Site } from "../../model/site.ts";
import { promotions } from "./promotions.ts";

export type Code = keyof typeof promotions;

const codes = Object.keys(promotions) as Code[];

/** How the shop's coupons reach its cart: through the form on its cart page, which the edge sends. */
export const byForm: Partial<Site> = {
  currency: "EUR",
  cart: {
    path: "/cart",
    field: ".coupon-form input[name=code]",
    // A code that Vendure keeps, but that takes nothing off, is not one that is applied.
    applied: ".coupon.counts .coupon-code",
    total: ".total",
  },
};

/** The same from the page, by Vendure's own API in the shopper's session. */
export const inBrowser: Partial<Site> = { currency: "EUR", platform: "vendure" };

/** The campaign that a coupon is offered to. */
export function campaignOf(code: Code): string {
  return code.toLowerCase();
}

/** One offer for each of the shop's promotions, on its front page, for whoever comes by a link of that campaign. */
export const configuration = v.parse(Configuration, {
  coupons: codes.map((code) => ({ id: campaignOf(code), name: code, code })),
  offers: codes.map((code) => ({
    id: campaignOf(code),
    name: code,
    layout: "banner",
    headline: "10 % off for you",
    coupon: campaignOf(code),
  })),
  placements: [
    { id: "above-products", name: "Above the products", selector: ".products", position: "before" },
  ],
  rules: codes.map((code) => ({
    id: campaignOf(code),
    name: code,
    on: true,
    pages: ["/"],
    condition: { campaign: campaignOf(code) },
    priority: 100,
    variants: [
      {
        id: "offer",
        changes: [{ type: "insertOffer", placement: "above-products", offer: campaignOf(code) }],
      },
    ],
  })),
});
