import type { CartLine } from "./cart.ts";
import type { Cents } from "./money.ts";

/** Goods worth this much travel free. */
export const freeShippingFrom: Cents = 3500;
/** What delivery costs below that. */
export const shippingFee: Cents = 395;
const vatPercent = 21;

/** What a bag comes to. Prices include VAT; `tax` is the part of the total that is VAT. */
export interface Totals {
  readonly subtotal: Cents;
  readonly discount: Cents;
  readonly shipping: Cents;
  readonly total: Cents;
  readonly tax: Cents;
  readonly untilFreeShipping: Cents;
}

/** The value of the goods before any discount. */
export function goodsValue(lines: readonly CartLine[]): Cents {
  return lines.reduce((sum, line) => sum + line.sum, 0);
}

/**
 * Adds up a bag. Free shipping is judged on the goods before the discount: otherwise a coupon could push a bag
 * below the threshold and make it dearer.
 */
export function totalsOf(lines: readonly CartLine[], discount: Cents): Totals {
  const subtotal = goodsValue(lines);
  const shipping = subtotal === 0 || subtotal >= freeShippingFrom ? 0 : shippingFee;
  const total = subtotal - discount + shipping;
  return {
    subtotal,
    discount,
    shipping,
    total,
    tax: Math.round((total * vatPercent) / (100 + vatPercent)),
    untilFreeShipping: Math.max(0, freeShippingFrom - subtotal),
  };
}
