import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Event } from "../../model/event.ts";
import { minorUnits } from "../../model/orders/minor-units.ts";
import { shareOfBudget } from "../coupon/claims.ts";
import { asMoney, costOf, type Item, moneyOf, worthOf } from "./amount.ts";

/** What an order says of what was taken off, in the currency's own unit. */
export interface ToldDiscount {
  /** ISO 4217; `null`: the shop's own. */
  currency: string | null;
  /** For the code; `null` where it does not say. */
  off: number | null;
  /** What was paid for the goods, where the code was the only one; `null` where nobody knows. */
  paid: number | null;
}

/**
 * Of items that name the code, their discounts; of an order with this code alone, its own `discount`, or those of its items.
 * @param code in capital letters. @param named all codes that the order names, in capital letters.
 */
export function toldDiscount(
  { params }: Pick<Event, "params">,
  code: string,
  named: ReadonlySet<string> | null,
): ToldDiscount {
  const isAlone = named?.size === 1;
  const items = params.items ?? [];
  const own = items.filter((item) => String(item["coupon"] ?? "").toUpperCase() === code);
  const off = sumOf(own) ?? (isAlone ? (moneyOf(params["discount"]) ?? sumOf(items)) : undefined);
  const paid = isAlone ? worthOf(params) : undefined;
  const currency = typeof params["currency"] === "string" ? params["currency"] : null;
  return { currency, off: moneyOrNull(off), paid: moneyOrNull(paid) };
}

/**
 * In minor units of the site's currency; `null` where the order leaves it open, or tells of another currency. Whatever a page
 * says, it is no more than what was settled, nor than one cart may have of a budget.
 */
export function discountOf(coupon: Coupon, told: ToldDiscount, currency: string): number | null {
  if (told.currency !== null && told.currency !== currency) return null;
  const off = told.off === null ? offOfPaid(coupon, told, currency) : minorUnits(told.off, currency);
  const { discount, budget } = coupon;
  const most =
    discount?.kind === "amount" ? discount.amount : discount?.kind === "percent" ? discount.most : null;
  const share = budget === null ? Infinity : Math.floor(budget * shareOfBudget);
  return off === null ? null : Math.min(off, most ?? Infinity, share);
}

/** What was paid is what a percentage has left. */
function offOfPaid(
  { discount, products, categories }: Coupon,
  { paid }: ToldDiscount,
  currency: string,
): number | null {
  const isOfAll = products.length + categories.length === 0;
  if (discount?.kind !== "percent" || discount.percent === 100 || !isOfAll || paid === null) return null;
  return Math.round((minorUnits(paid, currency) * discount.percent) / (100 - discount.percent));
}

/** A discount is of one piece, as in GA4. */
function sumOf(items: readonly Item[]): number | undefined {
  const told = items.flatMap((item) => costOf({ ...item, price: item["discount"] ?? null }) ?? []);
  return told.length === 0 ? undefined : told.reduce((sum, one) => sum + one, 0);
}

function moneyOrNull(units: number | undefined): number | null {
  return units === undefined ? null : asMoney(units);
}
