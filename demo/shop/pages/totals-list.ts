import { html } from "hono/html";
import { euros } from "../money.ts";
import type { Totals } from "../totals.ts";
import type { Html } from "./html.ts";

/** The sums of a bag or an order. */
export function totalsList(totals: Totals, coupon: string | null): Html {
  const { subtotal, discount, shipping, total, tax } = totals;
  return html`<dl class="totals">
      <div class="totals-row">
        <dt>Subtotal</dt>
        <dd class="cart-subtotal">${euros(subtotal)}</dd>
      </div>
      ${
        coupon === null
          ? ""
          : html`<div class="totals-row totals-discount">
              <dt>Discount</dt>
              <dd class="cart-discount">−${euros(discount)}</dd>
            </div>`
      }
      <div class="totals-row">
        <dt>Delivery</dt>
        <dd class="cart-shipping">${shipping === 0 ? "Free" : euros(shipping)}</dd>
      </div>
      <div class="totals-row totals-total">
        <dt>Total</dt>
        <dd class="cart-total">${euros(total)}</dd>
      </div>
    </dl>
    <p class="totals-tax">Including <span class="cart-tax">${euros(tax)}</span> VAT</p>`;
}
