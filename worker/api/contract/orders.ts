import * as v from "valibot";
import { orderPlatforms } from "../../../model/orders/order-platform.ts";
import { Moment } from "./answers.ts";
import { type Endpoints, owners } from "./endpoint.ts";

const Secret = v.pipe(
  v.string("A secret is text."),
  v.regex(/^[\x21-\x7e]{16,200}$/, "A secret has 16 to 200 letters, digits and signs, and no blanks."),
);
export const NewSecret = v.object({
  platform: v.picklist(orderPlatforms, `A platform is one of ${orderPlatforms.join(", ")}.`),
  secret: v.optional(Secret),
});

export const orderEndpoints = {
  "POST /orders/:platform?site=:site": {
    does: "A webhook of a shop's server: raw, signed as its platform signs, with no session and no key; see docs/orders.md. taken is false for what could not be read as an order, or only tests the shop.",
    who: "anybody",
    body: v.record(v.string(), v.unknown()),
    answer: v.object({ taken: v.boolean() }),
    errors: ["invalid_signature", "temporarily_unavailable"],
  },
  "POST /order-secrets?site=:site": {
    does: "A secret that webhooks of a platform are signed with; this answer alone shows it. Shopify's is given, WooCommerce's may be, the others are made. The one before stays good until previousUntil.",
    who: owners,
    body: NewSecret,
    answer: v.object({ secret: v.string(), previousUntil: v.nullable(Moment) }),
    statuses: [201],
    errors: ["sign_in_again"],
    leaves: "order_secret.made",
  },
} as const satisfies Endpoints;
