import * as v from "valibot";
import { Item } from "../event.ts";

const Units = v.pipe(v.number(), v.integer(), v.minValue(0));
const Moment = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * What has become of an order: `placed` is not paid yet; `cancelled` never stood, or stands no more; `refunded` was paid
 * back whole.
 */
export const orderStates = ["placed", "paid", "cancelled", "refunded"] as const;
export type OrderState = (typeof orderStates)[number];

/** An order, as its shop's server tells of it, whatever the shop runs on. Amounts are minor units of its currency. */
export const ShopOrder = v.object({
  /** What the page that thanks for it calls its `transaction_id`. */
  order: v.string(),
  state: v.picklist(orderStates),
  /** The codes that were used, and what each took off; `null` where the shop does not say. */
  codes: v.array(v.object({ code: v.string(), amount: v.nullable(Units) })),
  /** What its goods cost after discounts, without tax and shipping. */
  value: Units,
  /** What there was to pay in all. */
  total: Units,
  /** What was paid back of that, each time. */
  refunds: v.array(v.object({ id: v.string(), amount: Units })),
  /** ISO 4217. */
  currency: v.string(),
  /** With GA4's names. */
  items: v.array(Item),
  /** Whose it is; none where the shop does not say. */
  identities: v.array(v.object({ type: v.string(), value: v.string() })),
  placedAtMs: Moment,
  /** When it last changed. */
  atMs: Moment,
});
export type ShopOrder = v.InferOutput<typeof ShopOrder>;

/** Whatever is beyond that is not told: nothing here is unbounded. */
const mostCodes = 20;
const mostRefunds = 100;
const mostItems = 100;

/** An order as its reader found it, within bounds; what was paid back in parts until nothing was left is refunded. */
export function shopOrder(read: ShopOrder): ShopOrder {
  const refunded = read.refunds.reduce((sum, { amount }) => sum + amount, 0);
  const isRefunded = read.state === "paid" && read.total > 0 && refunded >= read.total;
  return {
    ...read,
    state: isRefunded ? "refunded" : read.state,
    codes: read.codes.slice(0, mostCodes),
    refunds: read.refunds.filter(({ amount }) => amount > 0).slice(0, mostRefunds),
    items: read.items.slice(0, mostItems),
  };
}
