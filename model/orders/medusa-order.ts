import * as v from "valibot";
import { check, type Checked } from "../problem.ts";
import { Amount, CurrencyCode, majorUnits, minorUnits } from "./minor-units.ts";
import { Id, known, Moment, surestName, Text } from "./read-parts.ts";
import { type OrderState, type ShopOrder, shopOrder } from "./shop-order.ts";

const Adjustments = v.optional(
  v.nullable(v.array(v.object({ code: v.optional(v.nullable(v.string()), null), amount: Amount }))),
  null,
);

/**
 * An order of Medusa 2, as a subscriber in the shop asks for it (`query.graph`) and sends it on: Medusa itself sends no
 * webhooks. Amounts are whole currency units with decimals.
 * Sources: https://docs.medusajs.com/resources/commerce-modules/order/order-totals,
 * https://docs.medusajs.com/resources/commerce-modules/order/promotion-adjustments
 */
const MedusaOrder = v.object({
  id: Id,
  status: Text,
  payment_status: Text,
  email: Text,
  customer_id: Text,
  currency_code: CurrencyCode,
  created_at: Moment(),
  updated_at: Moment(),
  canceled_at: Text,
  total: Amount,
  item_total: Amount,
  item_tax_total: Amount,
  items: v.array(
    v.object({
      product_id: v.optional(v.nullable(Id), null),
      variant_sku: Text,
      product_title: Text,
      title: Text,
      quantity: v.pipe(v.number(), v.minValue(0)),
      unit_price: Amount,
      adjustments: Adjustments,
    }),
  ),
  shipping_methods: v.optional(v.array(v.object({ adjustments: Adjustments })), []),
  /** Those of `payment_collections.payments.refunds`. */
  payment_collections: v.optional(
    v.array(
      v.object({
        payments: v.optional(
          v.array(v.object({ refunds: v.optional(v.array(v.object({ id: Id, amount: Amount })), []) })),
          [],
        ),
      }),
    ),
    [],
  ),
});
type MedusaOrder = v.InferOutput<typeof MedusaOrder>;

/** @returns the order, or everything that is wrong with what is none. */
export function medusaOrder(input: unknown): Checked<ShopOrder> {
  const read = check(MedusaOrder, input);
  return read.ok ? { ok: true, value: orderOf(read.value) } : read;
}

function orderOf(order: MedusaOrder): ShopOrder {
  const currency = order.currency_code;
  const money = (amount: Amount) => minorUnits(amount, currency);
  const refunds = order.payment_collections.flatMap(({ payments }) =>
    payments.flatMap((payment) => payment.refunds),
  );
  return shopOrder({
    order: order.id,
    state: stateOf(order),
    codes: codesOf(order),
    value: Math.max(0, money(order.item_total) - money(order.item_tax_total)),
    total: money(order.total),
    refunds: refunds.map(({ id, amount }) => ({ id, amount: money(amount) })),
    currency,
    items: order.items.map((line) =>
      known({
        item_id: line.variant_sku || line.product_id,
        item_name: line.product_title || line.title,
        price: majorUnits(money(line.unit_price), currency),
        quantity: line.quantity,
      }),
    ),
    identities: surestName({ customer: order.customer_id, email: order.email }),
    placedAtMs: order.created_at,
    atMs: order.updated_at,
  });
}

/** What each code took off, of all lines and of the shipping together. */
function codesOf({ items, shipping_methods: shipping, currency_code: currency }: MedusaOrder) {
  const taken = new Map<string, number>();
  for (const { code, amount } of [...items, ...shipping].flatMap((line) => line.adjustments ?? [])) {
    if (code !== null) taken.set(code, (taken.get(code) ?? 0) + minorUnits(amount, currency));
  }
  return [...taken].map(([code, amount]) => ({ code, amount }));
}

/** What is only authorised counts: shops take the money when they send the goods. */
function stateOf(order: MedusaOrder): OrderState {
  if (order.canceled_at || order.status === "canceled") return "cancelled";
  switch (order.payment_status) {
    case "refunded":
      return "refunded";
    case "authorized":
    case "captured":
    case "partially_captured":
    case "partially_refunded":
      return "paid";
    case "canceled":
      return "cancelled";
    default:
      return "placed";
  }
}
