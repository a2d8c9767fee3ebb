import * as v from "valibot";
import { emptyConfiguration } from "../../model/configuration.ts";
import { Rule } from "../../model/rule.ts";
import { Site } from "../../model/site.ts";

/**
 * What a shop with a few live rules asks of profiles: a counter, the cart, what somebody bought and what they like. All of
 * them compare, each with a holdout, and so does the site: what comes of them is told for results.
 */
export const site = v.parse(Site, {
  id: "bench",
  name: "Bench",
  hosts: ["shop.localhost"],
  origin: null,
});

const rules = [
  {
    id: "seen-often",
    condition: { $did: { event: "view_item", within: "7d", count: { $gte: 3 } } },
    selector: "#often",
  },
  { id: "full-cart", condition: { cartValue: { $gte: 20 } }, selector: "#cart" },
  { id: "again", condition: { orders: { $gte: 1 } }, selector: "#orders" },
  { id: "lips", condition: { favouriteCategory: "Lips" }, selector: "#lips" },
  { id: "pages", condition: { pagesThisVisit: { $gte: 2 } }, selector: "#pages" },
].map(({ id, condition, selector }) =>
  v.parse(Rule, {
    id,
    name: id,
    on: true,
    pages: ["/*"],
    condition,
    priority: 1,
    holdout: 0.1,
    variants: [{ id: "a", changes: [{ type: "setText", selector, text: "yes" }] }],
  }),
);

export const configuration = { ...emptyConfiguration, rules };

/** A page with a place for each rule, so that it says which of them held. */
export const page = `<!doctype html><html><head><title>Bench</title></head><body>${rules
  .map(({ variants: [variant] }) => {
    const change = variant?.changes[0];
    return change?.type === "setText" ? `<p id="${change.selector.slice(1)}">no</p>` : "";
  })
  .join("")}</body></html>`;
