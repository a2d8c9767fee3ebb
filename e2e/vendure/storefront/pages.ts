import { html, raw } from "hono/html";
import { decimal, euros } from "../../../demo/shop/money.ts";
import { scriptJson } from "../../../demo/shop/purchase-event.ts";
import type { Product } from "./catalogue.ts";
import { type Order, takenOffBy } from "./order.ts";

type Html = ReturnType<typeof html>;

const style = `
  body { max-width: 44rem; margin: 0 auto; padding: 0 1rem 3rem; font: 1rem/1.5 system-ui, sans-serif; color: #222 }
  header { display: flex; justify-content: space-between; padding: 1rem 0; border-bottom: 1px solid #ccc }
  header a { color: inherit; text-decoration: none }
  form { display: inline-flex; flex-wrap: wrap; gap: .5rem; align-items: end }
  label { display: grid; gap: .25rem }
  input, button { font: inherit; padding: .4rem .7rem }
  table { width: 100%; border-collapse: collapse } td { padding: .4rem 0 } td:last-child { text-align: right }
  .coupon { display: flex; gap: 1rem; align-items: center } .said { padding: .6rem 1rem; background: #fff3cd }
  .total { font-size: 1.25rem; font-weight: bold }`;

function layout(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <header><a href="/">Small shop</a><a href="/cart">Bag</a></header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
}

export function homePage(products: readonly Product[]): Html {
  return layout(
    "Small shop",
    html`<ul class="products">
      ${products.map(
        ({ slug, name, variants: [{ priceWithTax }] }) =>
          html`<li><a href="/products/${slug}">${name}</a> ${euros(priceWithTax)}</li>`,
      )}
    </ul>`,
  );
}

export function productPage({ name, description, variants: [variant] }: Product): Html {
  return layout(
    name,
    html`<p>${description}</p>
      <p class="price">${euros(variant.priceWithTax)}</p>
      <form method="post" action="/cart/add">
        <input type="hidden" name="variant" value="${variant.id}" />
        <button>Put into the bag</button>
      </form>`,
  );
}

/** @param said what the shop has to say of what was done last; empty for nothing. */
export function cartPage(order: Order | null, said: string): Html {
  if (order === null || order.lines.length === 0)
    return layout(
      "Your bag",
      html`${message(said)}
        <p>There is nothing in it yet.</p>`,
    );
  return layout(
    "Your bag",
    html`${message(said)} ${linesOf(order)} ${couponsOf(order, true)}
      <form class="coupon-form" method="post" action="/cart/coupon">
        <label>Coupon code <input name="code" required autocomplete="off" /></label>
        <button>Apply</button>
      </form>
      <p class="total">${euros(order.totalWithTax)}</p>
      <p><a class="to-checkout" href="/checkout">Check out</a></p>`,
  );
}

export function checkoutPage(order: Order, said: string): Html {
  return layout(
    "Where to?",
    html`${message(said)} ${linesOf(order)} ${couponsOf(order, false)}
      <p class="total">${euros(order.totalWithTax)}</p>
      <form method="post" action="/checkout">
        <label>E-mail <input name="email" type="email" required /></label>
        <label>Name <input name="name" required /></label>
        <label>Street <input name="street" required /></label>
        <label>City <input name="city" required /></label>
        <button>Go on to payment</button>
      </form>`,
  );
}

/** The total that is shown is sent along: nobody pays another one. */
export function paymentPage(order: Order, said: string): Html {
  return layout(
    "Payment",
    html`${message(said)} ${linesOf(order)} ${couponsOf(order, false)}
      <p>Delivery ${euros(order.shippingWithTax)}</p>
      <p class="total">${euros(order.totalWithTax)}</p>
      <form method="post" action="/checkout/payment">
        <input type="hidden" name="total" value="${order.totalWithTax}" />
        <button>Pay ${euros(order.totalWithTax)}</button>
      </form>`,
  );
}

export function thanksPage(order: Order): Html {
  return layout(
    "Thank you",
    html`<p>Your order is <b class="order-code">${order.code}</b>.</p>
      ${linesOf(order)} ${couponsOf(order, false)}
      <p class="total">${euros(order.totalWithTax)}</p>
      <script>
        (window.dataLayer ||= []).push(${raw(scriptJson(purchaseOf(order)))});
      </script>`,
  );
}

export function messagePage(title: string, text: string): Html {
  return layout(title, html`<p>${text}</p>`);
}

function message(said: string): Html | string {
  return said === "" ? "" : html`<p class="said" role="status">${said}</p>`;
}

function linesOf({ lines }: Order): Html {
  return html`<table>
    ${lines.map(
      ({ quantity, linePriceWithTax, productVariant }) =>
        html`<tr>
          <td>${quantity} × ${productVariant.name}</td>
          <td>${euros(linePriceWithTax)}</td>
        </tr>`,
    )}
  </table>`;
}

/** A code that Vendure keeps is not said to count before it takes something off. */
function couponsOf(order: Order, isChangeable: boolean): Html {
  return html`${order.couponCodes.map((code) => {
    const cents = takenOffBy(order, code);
    const remove = html`<form method="post" action="/cart/coupon/remove">
      <input type="hidden" name="code" value="${code}" /><button>Remove</button>
    </form>`;
    return html`<div class="coupon ${cents > 0 ? "counts" : "waits"}">
      <b class="coupon-code">${code}</b>
      <span>${cents > 0 ? `−${euros(cents)}` : "takes nothing off this bag"}</span>
      ${isChangeable ? remove : ""}
    </div>`;
  })}`;
}

/** As Google Analytics 4 has it: the value is the goods without tax and delivery. */
function purchaseOf(order: Order) {
  const tax = order.totalWithTax - order.total;
  return {
    event: "purchase",
    ecommerce: {
      transaction_id: order.code,
      value: decimal(order.totalWithTax - order.shippingWithTax - tax),
      tax: decimal(tax),
      shipping: decimal(order.shippingWithTax),
      currency: order.currencyCode,
      coupon: order.couponCodes.join(","),
      items: order.lines.map(({ quantity, discountedUnitPriceWithTax, productVariant }) => ({
        item_id: productVariant.sku,
        item_name: productVariant.name,
        price: decimal(discountedUnitPriceWithTax),
        quantity,
      })),
    },
  };
}
