import type { ProfileFacts } from "../../model/snapshot.ts";
import { asMoney, costOf, worthOf } from "./amount.ts";
import { itemName } from "./item.ts";
import { inOrder, type LoggedEvent } from "./logged-event.ts";

/** The events that orders are worked out from. */
export const orderEvents = ["purchase", "refund"] as const;

/**
 * What somebody bought. A purchase that is reported again under its `transaction_id` is the same order; a refund takes
 * away from its order what it says, or all of it; an order that is refunded whole was none.
 * @param events `purchase` and `refund`, in any order.
 */
export function ordersOf(
  events: readonly LoggedEvent[],
): Pick<ProfileFacts, "orders" | "lifetimeValue" | "averageOrderValue" | "lastOrderAtMs"> {
  const standing = standingOrders(events);
  const total = standing.reduce((sum, { worth }) => sum + worth, 0);
  const last = standing.at(-1);
  return {
    orders: standing.length,
    lifetimeValue: asMoney(total),
    ...(last === undefined
      ? {}
      : {
          averageOrderValue: asMoney(Math.round(total / standing.length)),
          lastOrderAtMs: last.purchase.timeMs,
        }),
  };
}

/**
 * The orders that were not refunded whole, in the order of time.
 * @param events as for `ordersOf`
 * @returns with each what is left of its worth, in units of 1/10,000
 */
export function standingOrders(events: readonly LoggedEvent[]): { purchase: LoggedEvent; worth: number }[] {
  const refunds = standingRefunds(events);
  return distinctPurchases(events).flatMap((purchase) => {
    const { worth, stands } = worthAfterRefunds(purchase, refunds);
    return stands ? [{ purchase, worth }] : [];
  });
}

/** Refunds without those that were undone: of an order that was cancelled and stands again. */
export function standingRefunds<Told extends LoggedEvent>(events: readonly Told[]): Told[] {
  const undone = new Set(events.map(({ name, params }) => name === "purchase" && params["reinstates"]));
  return events.filter(({ id, name }) => name === "refund" && !undone.has(id));
}

/** A refund that stands, its order where that is known, and what it gives back, in units of 1/10,000. */
export interface Refund {
  refund: LoggedEvent;
  purchase: LoggedEvent | undefined;
  worth: number;
}

/** @param events as for `ordersOf`; of an order that is refunded without an amount, all of it is given back */
export function refundsOf(events: readonly LoggedEvent[]): Refund[] {
  const purchases = distinctPurchases(events);
  return standingRefunds(events).map((refund) => {
    const order = transactionOf(refund);
    const purchase = purchases.find((each) => order !== undefined && transactionOf(each) === order);
    if (purchase === undefined) return { refund, purchase, worth: worthOf(refund.params) ?? 0 };
    return { refund, purchase, worth: refundOf(refund, purchase) ?? worthOf(purchase.params) ?? 0 };
  });
}

/** Each order once, as it was first reported, in the order of time. */
export function distinctPurchases(events: readonly LoggedEvent[]): LoggedEvent[] {
  const byOrder = new Map<string, LoggedEvent>();
  for (const event of inOrder(events)) {
    if (event.name !== "purchase") continue;
    const key = transactionOf(event) ?? `event ${event.id}`;
    if (!byOrder.has(key)) byOrder.set(key, event);
  }
  return [...byOrder.values()];
}

/** What names an order: the shop's number of it, else the one event that told of it. */
export function orderOf(event: LoggedEvent): string {
  return String(event.params["transaction_id"] || event.id);
}

/** Whether a refund gives back all that its order cost. */
export function isRefundedWhole(refund: LoggedEvent, purchase: LoggedEvent): boolean {
  const worth = worthOf(purchase.params) ?? 0;
  return (refundOf(refund, purchase) ?? worth) >= worth;
}

function worthAfterRefunds(purchase: LoggedEvent, refunds: readonly LoggedEvent[]) {
  const worth = worthOf(purchase.params) ?? 0;
  const transaction = transactionOf(purchase);
  const own = refunds.filter((refund) => transaction !== undefined && transactionOf(refund) === transaction);
  const refunded = own.reduce((sum, refund) => sum + (refundOf(refund, purchase) ?? worth), 0);
  return { worth: Math.max(0, worth - refunded), stands: own.length === 0 || refunded < worth };
}

/** What was given back; `undefined` for all of it. Items that are given back without a price had the one they were bought at. */
function refundOf({ params }: LoggedEvent, purchase: LoggedEvent): number | undefined {
  const told = worthOf(params);
  if (told !== undefined || params.items === undefined) return told;
  const bought = new Map((purchase.params.items ?? []).map((item) => [itemName(item), item["price"]]));
  const costs = params.items.map((item) => costOf({ ...item, price: bought.get(itemName(item)) ?? null }));
  return costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
}

/** Numbers and texts name the same order. */
function transactionOf({ params }: LoggedEvent): string | undefined {
  const id = params["transaction_id"];
  return typeof id === "number" || (typeof id === "string" && id !== "") ? `order ${id}` : undefined;
}
