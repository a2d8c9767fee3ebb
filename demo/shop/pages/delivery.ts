import { html } from "hono/html";
import { euros } from "../money.ts";
import { freeShippingFrom, shippingFee } from "../totals.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";

/** What delivery costs and what happens to what comes back. */
export function deliveryPage(frame: Frame): Html {
  return layout(frame, {
    title: "Delivery and returns",
    description: "What delivery costs, and how returns would work.",
    canonical: "/delivery",
    body: html`<article class="prose">
      <h1>Delivery and returns</h1>
      <p class="page-lead">
        This is a demonstration shop, so no parcel will ever leave. If it did, these would be the terms, and
        they are the ones your bag is reckoned with.
      </p>
      <h2>Delivery</h2>
      <p>
        Delivery costs ${euros(shippingFee)}. When the goods in your bag are worth ${euros(freeShippingFrom)}
        or more, before any coupon, it is free.
      </p>
      <h2>Prices</h2>
      <p>All prices are in euro and include VAT at 21 %.</p>
      <h2>Coupons</h2>
      <p>
        One coupon to an order. Type it into the field in your bag; if it does not hold, the bag says why.
      </p>
      <h2>Returns</h2>
      <p>Unopened pieces could come back within 30 days.</p>
    </article>`,
  });
}
