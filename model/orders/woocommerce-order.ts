import * as v from "valibot";
import { check, type Checked } from "../problem.ts";
import { Amount, CurrencyCode, majorUnits, minorUnits } from "./minor-units.ts";
import { Id, known, Moment, surestName, Text } from "./read-parts.ts";
import { type OrderState, type ShopOrder, shopOrder } from "./shop-order.ts";

/** WooCommerce writes these in UTC, without saying so. */
const Utc = Moment("Z");

/**
 * An order as WooCommerce's webhooks `order.created` and `order.updated` tell of it, each time the whole of it.
 * Source: https://developer.woocommerce.com/docs/apis/rest-api/v3/orders/
 */
const WooCommerceOrder = v.object({
  id: Id,
  number: v.optional(Id),
  status: v.string(),
  currency: CurrencyCode,
  date_created_gmt: Utc,
  date_modified_gmt: Utc,
  date_paid_gmt: Text,
  total: Amount,
  customer_id: v.optional(v.nullable(Id), null),
  billing: v.optional(v.object({ email: Text, phone: Text }), {}),
  line_items: v.array(
    v.object({
      product_id: v.optional(v.nullable(Id), null),
      sku: Text,
      name: Text,
      quantity: v.pipe(v.number(), v.minValue(0)),
      /** After discounts, without tax. */
      total: Amount,
    }),
  ),
  /** `discount` is without tax. */
  coupon_lines: v.optional(v.array(v.object({ code: v.string(), discount: Amount })), []),
  /** Each total is below zero. */
  refunds: v.optional(v.array(v.object({ id: Id, total: Amount })), []),
});
type WooCommerceOrder = v.InferOutput<typeof WooCommerceOrder>;

/** @returns `null` for an order that nobody has placed yet, and everything that is wrong with what is none. */
export function wooCommerceOrder(input: unknown): Checked<ShopOrder | null> {
  const read = check(WooCommerceOrder, input);
  if (!read.ok) return read;
  return { ok: true, value: read.value.status === "checkout-draft" ? null : orderOf(read.value) };
}

function orderOf(order: WooCommerceOrder): ShopOrder {
  const money = (amount: Amount) => minorUnits(amount, order.currency);
  return shopOrder({
    order: order.number ?? order.id,
    state: stateOf(order),
    codes: order.coupon_lines.map(({ code, discount }) => ({ code, amount: money(discount) })),
    value: order.line_items.reduce((sum, { total }) => sum + money(total), 0),
    total: money(order.total),
    refunds: order.refunds.map(({ id, total }) => ({ id, amount: money(-Number(total)) })),
    currency: order.currency,
    items: order.line_items.map((line) =>
      known({
        item_id: line.sku || line.product_id,
        item_name: line.name,
        price:
          line.quantity > 0
            ? majorUnits(Math.round(money(line.total) / line.quantity), order.currency)
            : undefined,
        quantity: line.quantity,
      }),
    ),
    identities: surestName({
      customer: order.customer_id === "0" ? null : order.customer_id,
      email: order.billing.email,
      phone: order.billing.phone,
    }),
    placedAtMs: order.date_created_gmt,
    atMs: order.date_modified_gmt,
  });
}

/** Shops may have states of their own: then it is paid once there is a date of payment. */
function stateOf({ status, date_paid_gmt: paidAt }: WooCommerceOrder): OrderState {
  switch (status) {
    case "cancelled":
    case "trash":
      return "cancelled";
    case "refunded":
      return "refunded";
    case "processing":
    case "completed":
      return "paid";
    case "pending":
    // Of which the shopper may try to pay it again.
    case "failed":
    case "on-hold":
      return "placed";
    default:
      return paidAt ? "paid" : "placed";
  }
}
