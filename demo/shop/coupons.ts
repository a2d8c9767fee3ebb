import type { CartLine } from "./cart.ts";
import type { CategoryId } from "./catalogue/product.ts";
import { euros, percentOf } from "./money.ts";
import type { Cents } from "./money.ts";
import { goodsValue } from "./totals.ts";

interface Coupon {
  readonly code: string;
  readonly off: { readonly percent: number } | { readonly cents: Cents };
  readonly minimum: Cents;
  readonly only?: CategoryId;
  readonly oncePerCustomer?: boolean;
  /** The last moment it is taken. */
  readonly until?: Date;
}

const coupons: readonly Coupon[] = [
  { code: "WELCOME10", off: { percent: 10 }, minimum: 2000, oncePerCustomer: true },
  { code: "GLOW5", off: { cents: 500 }, minimum: 4000 },
  { code: "LIPS15", off: { percent: 15 }, minimum: 0, only: "lips" },
  { code: "SUMMER24", off: { percent: 20 }, minimum: 0, until: new Date("2024-08-31T23:59:59Z") },
];

/** Whether a coupon holds for a bag: what it takes off, or the one sentence why not. */
export type CouponVerdict =
  | { readonly holds: true; readonly code: string; readonly discount: Cents }
  | { readonly holds: false; readonly code: string; readonly reason: string };

/** What a coupon is judged by besides its own terms. */
export interface CouponCase {
  readonly lines: readonly CartLine[];
  readonly now: Date;
  /** Whether this customer has an order with the coupon of this code already. */
  readonly usedBefore: (code: string) => boolean;
}

/** A code as it is compared: people type spaces and small letters. */
export function couponCode(typed: string): string {
  return typed.replace(/\s+/g, "").toUpperCase().slice(0, 40);
}

/** Judges a code against a bag. The first term that fails gives the reason. */
export function judgeCoupon(typed: string, { lines, now, usedBefore }: CouponCase): CouponVerdict {
  const code = couponCode(typed);
  const refused = (reason: string): CouponVerdict => ({ holds: false, code, reason });
  if (code === "") return refused("Please type a coupon code first.");
  const coupon = coupons.find((one) => one.code === code);
  if (coupon === undefined) return refused(`We do not have a coupon called ${code}.`);
  if (coupon.until !== undefined && now > coupon.until)
    return refused(`${code} ended on ${longDate(coupon.until)}.`);
  const subtotal = goodsValue(lines);
  if (subtotal === 0) return refused(`Your bag is empty, so there is nothing to take ${code} off.`);
  if (subtotal < coupon.minimum)
    return refused(
      `${code} needs goods worth at least ${euros(coupon.minimum)}, and your bag holds ${euros(subtotal)}.`,
    );
  if (coupon.oncePerCustomer === true && usedBefore(code))
    return refused(
      `${code} can be used once per customer, and there is already an order with it for your e-mail address.`,
    );
  const goods = goodsValue(
    lines.filter(({ product }) => (coupon.only ?? product.category) === product.category),
  );
  if (goods === 0)
    return refused(`${code} is for ${coupon.only ?? "other goods"} only, and your bag has none of those.`);
  const discount = "percent" in coupon.off ? percentOf(goods, coupon.off.percent) : coupon.off.cents;
  return { holds: true, code, discount: Math.min(discount, goods) };
}

function longDate(date: Date): string {
  return date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}
