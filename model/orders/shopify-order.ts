import * as v from "valibot";
import { check, type Checked } from "../problem.ts";
import { Amount, CurrencyCode, majorUnits, minorUnits } from "./minor-units.ts";
import { Id, known, Moment, surestName, Text } from "./read-parts.ts";
import { type OrderState, type ShopOrder, shopOrder } from "./shop-order.ts";

const Person = v.optional(v.nullable(v.object({ id: Id, email: Text, phone: Text })), null);
const Tax = v.object({ price: Amount });
const Line = v.object({
  product_id: v.optional(v.nullable(Id), null),
  sku: Text,
  title: Text,
  variant_title: Text,
  quantity: v.pipe(v.number(), v.minValue(0)),
  price: Amount,
  tax_lines: v.optional(v.array(Tax), []),
});
const Refund = v.object({
  id: Id,
  transactions: v.optional(v.array(v.object({ kind: Text, status: Text, amount: Amount })), []),
});

/**
 * An order as Shopify's webhooks `orders/create`, `orders/paid`, `orders/updated` and `orders/cancelled` tell of it, each
 * time the whole of it.
 * Source: https://shopify.dev/docs/api/admin-rest/latest/resources/order
 */
const ShopifyOrder = v.object({
  id: Id,
  email: Text,
  phone: Text,
  customer: Person,
  currency: CurrencyCode,
  created_at: Moment(),
  updated_at: Moment(),
  cancelled_at: Text,
  financial_status: Text,
  test: v.optional(v.boolean(), false),
  taxes_included: v.optional(v.boolean(), false),
  subtotal_price: Amount,
  total_price: Amount,
  discount_codes: v.optional(v.array(v.object({ code: v.string(), amount: Amount })), []),
  line_items: v.array(Line),
  refunds: v.optional(v.array(Refund), []),
});
type ShopifyOrder = v.InferOutput<typeof ShopifyOrder>;

/** @returns `null` for an order that only tests the shop, and everything that is wrong with what is none. */
export function shopifyOrder(input: unknown): Checked<ShopOrder | null> {
  const read = check(ShopifyOrder, input);
  if (!read.ok) return read;
  return { ok: true, value: read.value.test ? null : orderOf(read.value) };
}

function orderOf(order: ShopifyOrder): ShopOrder {
  const money = (amount: Amount) => minorUnits(amount, order.currency);
  const taxes = order.line_items.flatMap((line) => line.tax_lines.map(({ price }) => money(price)));
  const tax = order.taxes_included ? taxes.reduce((sum, one) => sum + one, 0) : 0;
  return shopOrder({
    order: order.id,
    state: stateOf(order),
    codes: order.discount_codes.map(({ code, amount }) => ({ code, amount: money(amount) })),
    value: Math.max(0, money(order.subtotal_price) - tax),
    total: money(order.total_price),
    refunds: order.refunds.map(({ id, transactions }) => ({
      id,
      amount: transactions
        .filter(({ kind, status }) => kind === "refund" && status === "success")
        .reduce((sum, { amount }) => sum + money(amount), 0),
    })),
    currency: order.currency,
    items: order.line_items.map((line) =>
      known({
        item_id: line.sku || line.product_id,
        item_name: line.title,
        item_variant: line.variant_title,
        price: majorUnits(money(line.price), order.currency),
        quantity: line.quantity,
      }),
    ),
    identities: surestName({
      customer: order.customer?.id,
      email: order.email || order.customer?.email,
      phone: order.phone || order.customer?.phone,
    }),
    placedAtMs: order.created_at,
    atMs: order.updated_at,
  });
}

function stateOf({ cancelled_at: cancelledAt, financial_status: status }: ShopifyOrder): OrderState {
  if (cancelledAt || status === "voided") return "cancelled";
  if (status === "refunded") return "refunded";
  return status === "paid" || status === "partially_refunded" ? "paid" : "placed";
}
