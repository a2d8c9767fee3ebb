import { html, raw } from "hono/html";
import { picturePath, productBySlug } from "../catalogue/catalogue.ts";
import { countries } from "../checkout-form.ts";
import { euros } from "../money.ts";
import type { Order, OrderLine } from "../order.ts";
import { purchaseEvent, scriptJson } from "../purchase-event.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";
import { totalsList } from "./totals-list.ts";

/** The confirmation of an order. `nonce` lets its one script run under the content security policy. */
export function orderPage(frame: Frame, order: Order, nonce: string): Html {
  const { address } = order;
  return layout(frame, {
    title: `Order ${order.reference}`,
    head: html`<script nonce="${nonce}">
      window.dataLayer = window.dataLayer || [];
      dataLayer.push(${raw(scriptJson(purchaseEvent(order)))});
    </script>`,
    body: html`<div class="page-head">
        <p class="eyebrow">Order <span class="order-reference">${order.reference}</span></p>
        <h1>Thank you, ${firstName(address.name)}.</h1>
        <p class="page-lead">
          Your order is noted down. As this is a demonstration, nothing will be sent and nothing is to be
          paid, and no e-mail goes to ${order.email}.
        </p>
      </div>
      <div class="order">
        <section aria-labelledby="order-lines-title">
          <h2 id="order-lines-title">What you chose</h2>
          <ul class="order-lines">
            ${order.lines.map(
              (line) =>
                html`<li class="order-line">
                  <img src="${pictureOf(line)}" alt="" width="800" height="1000" />
                  <div>
                    <p class="order-line-name"><a href="/products/${line.slug}">${line.name}</a></p>
                    <p>${line.shade}, ${line.quantity} × ${euros(line.price)}</p>
                  </div>
                  <p class="order-line-sum">${euros(line.price * line.quantity)}</p>
                </li>`,
            )}
          </ul>
        </section>
        <aside class="cart-summary" aria-labelledby="order-sums-title">
          <h2 id="order-sums-title">Summary</h2>
          ${order.coupon === null ? "" : html`<p class="coupon-applied">Coupon <strong class="coupon-code">${order.coupon}</strong></p>`}
          ${totalsList(order.totals, order.coupon)}
          <h2>Goes to</h2>
          <address>
            ${address.name}<br />${address.street}<br />${address.postcode} ${address.city}<br />${countries[address.country]}
          </address>
        </aside>
      </div>`,
  });
}

function firstName(name: string): string {
  return name.split(/\s+/)[0] ?? name;
}

/** The picture of what was bought, as long as it is still in the catalogue. */
function pictureOf(line: OrderLine): string {
  const product = productBySlug(line.slug);
  const shade = product?.shades.find(({ name }) => name === line.shade) ?? product?.shades[0];
  return product === undefined || shade === undefined ? "/favicon.svg" : picturePath(product, shade);
}
