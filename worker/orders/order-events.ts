import type { Identity } from "../../model/identity/identity.ts";
import { majorUnits } from "../../model/orders/minor-units.ts";
import type { ShopOrder } from "../../model/orders/shop-order.ts";
import { idOf } from "../identity/id-of.ts";

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
export async function orderEvents(site: string, told: ShopOrder): Promise<OrderEvent[]> {
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
    timeMs,
    params: { transaction_id: order, currency, ...params },
    identities,
  });
  if (state !== "paid") return [await event(state, "refund", told.atMs, {})];
  const share = total === 0 ? 1 : value / total;
  return Promise.all([
    event("purchase", "purchase", told.placedAtMs, {
      value: majorUnits(value, currency),
      ...(told.codes.length === 0 ? {} : { coupon: told.codes.map(({ code }) => code).join(",") }),
      ...(told.items.length === 0 ? {} : { items: told.items }),
    }),
    ...refunds.map(({ id, amount }) =>
      event(`refund ${id}`, "refund", told.atMs, {
        value: majorUnits(Math.round(amount * share), currency),
      }),
    ),
  ]);
}
