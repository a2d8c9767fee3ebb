import { mostTextCharacters } from "../../model/event.ts";
import type { Identity } from "../../model/identity/identity.ts";
import { majorUnits } from "../../model/orders/minor-units.ts";
import type { ShopOrder } from "../../model/orders/shop-order.ts";
import { idOf } from "../identity/id-of.ts";
import type { Standing } from "../store/told-orders.ts";

/** An event has 32,768 characters: an order is counted though not all of its items fit. */
const mostItemCharacters = 24_000;

/** An event as {@link takeIn} takes it. */
interface OrderEvent {
  id: string;
  name: "purchase" | "refund";
  timeMs: number;
  params: Record<string, unknown>;
  identities: readonly Identity[];
}

/**
 * What an order means for whoever placed it: a purchase once it is paid, and refunds. Told again, each is the same event, and
 * the page's purchase of the same number is the same order. What was paid back is of the goods as much as it is of the whole.
 * An order that stands again is told by a purchase that names the refund which it makes undone (`reinstates`).
 */
export async function orderEvents(
  site: string,
  told: ShopOrder,
  { isOldWord, revivals }: Standing,
  nowMs: number,
): Promise<OrderEvent[]> {
  const { order, state, identities, currency, refunds, value, total } = told;
  if (state === "placed" || isOldWord) return [];
  const idFor = (what: string) => idOf(["order", site, order, what].join("\n"));
  const event = async (
    what: string,
    name: OrderEvent["name"],
    timeMs: number,
    params: OrderEvent["params"],
  ): Promise<OrderEvent> => ({
    id: await idFor(what),
    name,
    // A shop's clock may be ahead, or its zone be left out: what it tells of has happened.
    timeMs: Math.min(timeMs, nowMs),
    params: { transaction_id: order, currency, ...params },
    identities,
  });
  if (state !== "paid") return [await event(endOf(revivals), "refund", told.atMs, {})];
  const share = total === 0 ? 1 : value / total;
  const purchase = {
    value: majorUnits(value, currency),
    ...(told.codes.length === 0 ? {} : { coupon: couponsNamed(told) }),
    ...(told.items.length === 0 ? {} : { items: itemsThatFit(told) }),
  };
  const again = Array.from({ length: revivals }, async (_, before) =>
    event(`stands after ${endOf(before)}`, "purchase", told.placedAtMs, {
      ...purchase,
      reinstates: await idFor(endOf(before)),
    }),
  );
  return Promise.all([
    event("purchase", "purchase", told.placedAtMs, purchase),
    ...again,
    ...refunds.map(({ id, amount }) =>
      event(`refund ${id}`, "refund", told.atMs, {
        value: majorUnits(Math.round(amount * share), currency),
      }),
    ),
  ]);
}

/** Names the end of an order: the first one, or that after so many revivals. */
function endOf(revivals: number): string {
  return `end ${revivals}`;
}

/** As many as an event has room for. */
function couponsNamed({ codes }: ShopOrder): string {
  const all = codes.map(({ code }) => code).join(",");
  return all.length > mostTextCharacters ? all.slice(0, all.lastIndexOf(",", mostTextCharacters)) : all;
}

function itemsThatFit({ items }: ShopOrder): ShopOrder["items"] {
  let room = mostItemCharacters;
  return items.filter((item) => (room -= JSON.stringify(item).length) >= 0);
}
