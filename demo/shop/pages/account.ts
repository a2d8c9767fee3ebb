import { html } from "hono/html";
import { euros } from "../money.ts";
import type { Order } from "../order.ts";
import type { Customer } from "../storage/customers.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";

/** What a customer's own page is made of. */
interface Account {
  readonly customer: Customer;
  readonly orders: readonly Order[];
  /** What else belongs into its head. */
  readonly head: Html;
  readonly csrf: Html;
}

/** A customer's own page: their orders, and the way out. */
export function accountPage(frame: Frame, { customer, orders, head, csrf }: Account): Html {
  return layout(frame, {
    title: "Your account",
    head,
    body: html`<div class="page-head">
        <p class="eyebrow">${customer.email}</p>
        <h1>Hello, ${customer.name}</h1>
      </div>
      <section class="account" aria-labelledby="orders-title">
        <h2 id="orders-title">Your orders</h2>
        ${
          orders.length === 0
            ? html`<p>No orders yet. They will be kept here.</p>`
            : html`<ul class="account-orders">
                ${orders.map(
                  (order) =>
                    html`<li>
                      <a href="/orders/${order.id}">${order.reference}</a>
                      <span
                        >${order.placedAt.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}</span
                      >
                      <span>${order.lines.map((line) => line.name).join(", ")}</span>
                      <strong>${euros(order.totals.total)}</strong>
                    </li>`,
                )}
              </ul>`
        }
        <form action="/sign-out" method="post">
          ${csrf}<button class="button button-quiet" type="submit">Sign out</button>
        </form>
      </section>`,
  });
}
