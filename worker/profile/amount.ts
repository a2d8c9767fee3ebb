import type { Event } from "../../model/event.ts";

/** A parameter of an event, or of one of its items. */
type Param = Event["params"][string] | undefined;
export type Item = NonNullable<Event["params"]["items"]>[number];

/**
 * Money in whole units of 1/10,000 and quantities in whole thousandths: unlike floats, they add up to the cent in
 * whatever order.
 */
const unitsInOne = 10_000;
const quantityUnitsInOne = 1000;

/** Whatever is dearer was not sold in a shop, and would spoil the sums. */
const dearest = 1_000_000_000;
const mostPieces = 100_000;

/** @returns money in units of 1/10,000; `undefined` for what is no amount, such as a negative one or `"1,299"`. */
export function moneyOf(param: Param): number | undefined {
  const value = decimal(param);
  return value === undefined || value > dearest ? undefined : Math.round(value * unitsInOne);
}

/** @returns thousandths of pieces; one piece where an item does not say how many. */
export function quantityOf(item: Item): number {
  const value = decimal(item["quantity"]);
  return value === undefined
    ? quantityUnitsInOne
    : Math.round(Math.min(value, mostPieces) * quantityUnitsInOne);
}

/** What an item costs in all, `undefined` where it has no price. */
export function costOf(item: Item): number | undefined {
  const price = moneyOf(item["price"]);
  return price === undefined ? undefined : Math.round((price * quantityOf(item)) / quantityUnitsInOne);
}

/** What an event says it is worth, else what its items cost. */
export function worthOf({ value, items = [] }: Event["params"]): number | undefined {
  const told = moneyOf(value);
  if (told !== undefined) return told;
  const costs = items.map(costOf).filter((cost) => cost !== undefined);
  return costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0);
}

export function asMoney(units: number): number {
  return units / unitsInOne;
}

export function asPieces(units: number): number {
  return units / quantityUnitsInOne;
}

/** GA4 has numbers; tag managers make texts of them. */
function decimal(param: Param): number | undefined {
  const value = typeof param === "string" && /^\d{1,15}(\.\d{1,9})?$/.test(param) ? Number(param) : param;
  return typeof value === "number" && value >= 0 ? value : undefined;
}
