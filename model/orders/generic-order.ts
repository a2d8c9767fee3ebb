import * as v from "valibot";
import { Item, mostItems } from "../event.ts";
import { commerceProblem } from "../events/commerce-problem.ts";
import { Identity } from "../identity/identity.ts";
import { check, type Checked } from "../problem.ts";
import { Amount, CurrencyCode, minorUnits } from "./minor-units.ts";
import { Id, Moment } from "./read-parts.ts";
import { orderStates, type ShopOrder, shopOrder } from "./shop-order.ts";

const Code = v.pipe(v.string("A code is text."), v.trim(), v.minLength(1), v.maxLength(64));

/** An order as any shop may tell of it: the whole of it, each time that something became of it. Amounts as in events. */
const GenericOrder = v.object({
  /** The `transaction_id` of the page's purchase. */
  order: Id,
  state: v.picklist(orderStates, `An order's state is one of ${orderStates.join(", ")}.`),
  /** When it last changed. */
  at: Moment(),
  placedAt: v.optional(Moment()),
  currency: CurrencyCode,
  /** Of the goods after discounts, without tax and shipping. */
  value: Amount,
  /** To pay in all; the value, where it is left out. */
  total: v.optional(Amount),
  codes: v.optional(v.array(v.object({ code: Code, amount: v.optional(v.nullable(Amount), null) })), []),
  /** Of the total. */
  refunds: v.optional(v.array(v.object({ id: Id, amount: Amount })), []),
  items: v.optional(v.pipe(v.array(Item), v.maxLength(mostItems)), []),
  identities: v.optional(v.pipe(v.array(Identity), v.maxLength(10)), []),
});

/** @returns the order, or everything that is wrong with it. */
export function genericOrder(input: unknown): Checked<ShopOrder> {
  const read = check(GenericOrder, input);
  if (!read.ok) return read;
  const { order, state, at, placedAt = at, currency, value, total = value, identities, items } = read.value;
  const params = { transaction_id: order, currency, items };
  const wrong = commerceProblem({ name: "purchase", params }, true);
  if (wrong !== undefined)
    return { ok: false, problems: [{ code: "invalid_value", path: "items", message: wrong }] };
  const money = (amount: Amount) => minorUnits(amount, currency);
  return {
    ok: true,
    value: shopOrder({
      order,
      state,
      codes: read.value.codes.map(({ code, amount }) => ({
        code,
        amount: amount === null ? null : money(amount),
      })),
      value: money(value),
      total: money(total),
      refunds: read.value.refunds.map(({ id, amount }) => ({ id, amount: money(amount) })),
      currency,
      items,
      identities,
      placedAtMs: placedAt,
      atMs: at,
    }),
  };
}
