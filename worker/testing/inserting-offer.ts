import * as v from "valibot";
import { Configuration } from "../../model/configuration.ts";
import { ruleWith } from "./shop.ts";

/** A rule for everyone on the home page, whose offer brings a coupon. */
export function insertingOffer(): Configuration {
  return v.parse(Configuration, {
    rules: [ruleWith({ id: "ten-off", changes: [{ type: "insertOffer", placement: "top", offer: "ten" }] })],
    offers: [{ id: "ten", name: "Ten", layout: "bar", headline: "Ten off", coupon: "ten" }],
    coupons: [{ id: "ten", name: "Ten", code: "TEN" }],
    placements: [{ id: "top", name: "Top", selector: "h1", position: "before" }],
  });
}
