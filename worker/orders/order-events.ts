import { mostTextCharacters } from "../../model/event.ts";
import type { Identity } from "../../model/identity/identity.ts";
import { majorUnits } from "../../model/orders/minor-units.ts";
import type { ShopOrder } from "../../model/orders/shop-order.ts";
import { idOf } from "../identity/id-of.ts";

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
 */
export async function orderEvents(site: string, told: ShopOrder, nowMs: number): Promise<OrderEvent[]> {
  const { order, state, identities, currency, refunds, value, total } = told;
  if (identities.length === 0 || state === "placed") return [];
  const event = async (
    what: string,
    name: OrderEvent["name"],
    timeMs: number,
    params: OrderEvent["params"],
  ): Promise<OrderEvent> => ({
    id: await idOf(["order", site, order, what].join("\n")),
    name,
    // A shop's clock may be ahead, or its zone be left out: what it tells of has happened.
    timeMs: Math.min(timeMs, nowMs),
    params: { transaction_id: order, currency, ...params },
    identities,
  });
  if (state !== "paid") return [await event(state, "refund", told.atMs, {})];
  const share = total === 0 ? 1 : value / total;
  return Promise.all([
    event("purchase", "purchase", told.placedAtMs, {
      value: majorUnits(value, currency),
      ...(told.codes.length === 0 ? {} : { coupon: couponsNamed(told) }),
      ...(told.items.length === 0 ? {} : { items: itemsThatFit(told) }),
    }),
    ...refunds.map(({ id, amount }) =>
      event(`refund ${id}`, "refund", told.atMs, {
        value: majorUnits(Math.round(amount * share), currency),
      }),
    ),
  ]);
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
