import { html } from "hono/html";
import type { CartLine } from "../cart.ts";
import { picturePath } from "../catalogue/catalogue.ts";
import type { CurrentCart } from "../current-cart.ts";
import { euros } from "../money.ts";
import type { Notice } from "../storage/sessions.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";
import { quantityField } from "./quantity-field.ts";
import { totalsList } from "./totals-list.ts";

/** The bag. */
export function cartPage(frame: Frame, cart: CurrentCart, notice: Notice | null, csrf: Html): Html {
  return layout(frame, {
    title: "Your bag",
    body: html`<div class="page-head"><h1>Your bag</h1></div>
      ${notice?.kind === "good" ? html`<p class="notice" role="status">${notice.text}</p>` : ""}
      ${
        cart.lines.length === 0
          ? html`<div class="cart-empty">
              <p>There is nothing in it yet.</p>
              <p><a class="button" href="/category/lips">Begin with lips</a></p>
            </div>`
          : html`<div class="cart">
              <ul class="cart-lines">
                ${cart.lines.map((line, index) => lineItem(line, index, csrf))}
              </ul>
              <aside class="cart-summary" aria-labelledby="cart-summary-title">
                <h2 id="cart-summary-title">Summary</h2>
                ${couponPart(cart, notice, csrf)} ${totalsList(cart.totals, cart.coupon?.code ?? null)}
                ${cart.totals.untilFreeShipping > 0 ? html`<p class="cart-nudge">${euros(cart.totals.untilFreeShipping)} more and delivery is free.</p>` : ""}
                <a class="button cart-checkout" href="/checkout">Go to checkout</a>
              </aside>
            </div>`
      }`,
  });
}

function lineItem({ product, shade, quantity, sum }: CartLine, index: number, csrf: Html): Html {
  const which = html`${csrf}
    <input type="hidden" name="product" value="${product.slug}" />
    <input type="hidden" name="shade" value="${shade.id}" />`;
  return html`<li class="cart-line" data-sku="${product.sku}">
    <a
      class="cart-line-picture"
      href="/products/${product.slug}?shade=${shade.id}"
      tabindex="-1"
      aria-hidden="true"
      ><img src="${picturePath(product, shade)}" alt="" width="800" height="1000"
    /></a>
    <div class="cart-line-words">
      <h2 class="cart-line-name">
        <a href="/products/${product.slug}?shade=${shade.id}">${product.name}</a>
      </h2>
      <p>${product.kind}, ${shade.name}</p>
      <p class="cart-line-price">${euros(product.price)}</p>
    </div>
    <form class="cart-line-quantity" action="/cart/update" method="post">
      ${which} ${quantityField(`quantity-${index}`, quantity, `Quantity of ${product.name}`, true)}
      <button class="link-button" type="submit">Update</button>
    </form>
    <form class="cart-line-remove" action="/cart/remove" method="post">
      ${which}
      <button class="link-button" type="submit">
        Remove<span class="visually-hidden"> ${product.name}, ${shade.name}</span>
      </button>
    </form>
    <p class="cart-line-sum">${euros(sum)}</p>
  </li>`;
}

function couponPart(cart: CurrentCart, notice: Notice | null, csrf: Html): Html {
  if (cart.coupon !== null)
    return html`<p class="coupon-applied" role="status">
        <span
          >Coupon <strong class="coupon-code">${cart.coupon.code}</strong> takes off
          <span class="coupon-amount">${euros(cart.coupon.discount)}</span></span
        >
      </p>
      <form class="coupon-remove-form" action="/cart/coupon/remove" method="post">
        ${csrf}<button class="link-button" type="submit">Take the coupon off</button>
      </form>`;
  const refusal = notice?.kind === "coupon-refused" ? notice : null;
  return html`<form class="coupon-form" action="/cart/coupon" method="post">
    ${csrf}
    <label for="coupon">Coupon</label>
    <div class="coupon-row">
      <input
        id="coupon"
        name="coupon"
        value="${refusal?.typed ?? ""}"
        maxlength="40"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        ${refusal === null ? "" : html` aria-invalid="true" aria-describedby="coupon-refused"`}
      />
      <button class="button button-quiet" type="submit">Apply</button>
    </div>
    ${refusal === null ? "" : html`<p class="coupon-refused field-error" id="coupon-refused" role="alert">${refusal.text}</p>`}
  </form>`;
}
