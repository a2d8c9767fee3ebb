import { html } from "hono/html";
import { countries } from "../checkout-form.ts";
import type { CheckoutEntry, CheckoutField, FieldErrors } from "../checkout-form.ts";
import type { CurrentCart } from "../current-cart.ts";
import { euros } from "../money.ts";
import { field, fieldError, marks } from "./field.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";
import { totalsList } from "./totals-list.ts";

/** What the checkout shows besides the bag. */
export interface CheckoutState {
  readonly entry: CheckoutEntry;
  readonly errors: FieldErrors<CheckoutField>;
  /** Why the coupon was taken off on the way here, if it was. */
  readonly couponRefused: string | null;
  readonly signedIn: boolean;
}

/** The checkout: who, where to, and what it comes to. */
export function checkoutPage(frame: Frame, cart: CurrentCart, state: CheckoutState, csrf: Html): Html {
  const { entry, errors, couponRefused } = state;
  const wrong = Object.keys(errors).length;
  return layout(frame, {
    title: "Checkout",
    body: html`<div class="page-head">
        <h1>Checkout</h1>
        ${state.signedIn ? "" : html`<p class="page-lead">Have an account? <a href="/sign-in?next=/checkout">Sign in first</a>, or simply go on without one.</p>`}
      </div>
      <div class="checkout">
        <form class="checkout-form" action="/checkout" method="post" novalidate>
          ${csrf}
          ${wrong > 0 ? html`<p class="notice notice-problem" role="alert">${wrong === 1 ? "One field needs" : `${wrong} fields need`} another look before we can take your order.</p>` : ""}
          ${couponRefused === null ? "" : html`<p class="notice notice-problem coupon-refused" role="alert">${couponRefused} It has been taken off; please check the new total before you order.</p>`}
          <fieldset>
            <legend>Contact</legend>
            ${field({ name: "email", label: "E-mail", type: "email", value: entry.email, error: errors.email, autocomplete: "email" })}
          </fieldset>
          <fieldset class="address-fields">
            <legend>Delivery address</legend>
            ${field({ name: "name", label: "Full name", value: entry.name, error: errors.name, autocomplete: "name" })}
            ${field({ name: "street", label: "Street and house number", value: entry.street, error: errors.street, autocomplete: "street-address" })}
            ${field({ name: "postcode", label: "Postcode", value: entry.postcode, error: errors.postcode, autocomplete: "postal-code" })}
            ${field({ name: "city", label: "Town or city", value: entry.city, error: errors.city, autocomplete: "address-level2" })}
            <div class="field field-country">
              <label for="country">Country</label>
              <select id="country" name="country" autocomplete="country" ${marks("country", errors.country)}>
                <option value="">Choose a country</option>
                ${Object.entries(countries).map(([code, name]) => html`<option value="${code}" ${code === entry.country ? html` selected` : ""}>${name}</option>`)}
              </select>
              ${fieldError("country", errors.country)}
            </div>
          </fieldset>
          <fieldset>
            <legend>Payment</legend>
            <p class="payment">
              Pay on delivery (demonstration). No payment details are asked for and nothing is charged.
            </p>
          </fieldset>
          <button class="button checkout-button" type="submit">
            Place order, ${euros(cart.totals.total)}
          </button>
        </form>
        <aside class="cart-summary" aria-labelledby="checkout-summary-title">
          <h2 id="checkout-summary-title">Your order</h2>
          <ul class="summary-lines">
            ${cart.lines.map(({ product, shade, quantity, sum }) => html`<li><span>${quantity} × ${product.name}, ${shade.name}</span><span>${euros(sum)}</span></li>`)}
          </ul>
          ${cart.coupon === null ? "" : html`<p class="coupon-applied">Coupon <strong class="coupon-code">${cart.coupon.code}</strong> takes off <span class="coupon-amount">${euros(cart.coupon.discount)}</span></p>`}
          ${totalsList(cart.totals, cart.coupon?.code ?? null)}
          <p><a href="/cart">Change the bag</a></p>
        </aside>
      </div>`,
  });
}
