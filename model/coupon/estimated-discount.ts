import type { CartItem, CartSeen } from "./cart-seen.ts";
import type { Coupon } from "./coupon.ts";

/**
 * What a coupon takes off, in minor units, as far as that can be told before the shop has said it: 0 where the cart is
 * not worth its minimum, or has nothing that it is about; `null` where that is not known.
 */
export function estimatedDiscount(coupon: Coupon, cart: CartSeen): number | null {
  const { discount } = coupon;
  const worth = worthOf(cart);
  if (coupon.minimum !== null && worth !== null && worth < coupon.minimum) return 0;
  const about = itemsAbout(coupon, cart);
  const base = about === "all" ? worth : about === null ? null : sumOf(about);
  if (base === 0) return 0;
  switch (discount?.kind) {
    case undefined:
      return null;
    case "percent":
      return base === null ? null : Math.min(shareOf(base, discount.percent), discount.most ?? Infinity);
    case "amount":
      return base === null ? null : Math.min(discount.amount, base);
    case "free_shipping":
    case "gift":
      return discount.worth;
    case "buy_get": {
      const items = about === "all" ? cart.items : about;
      return items == null ? null : cheaperPieces(items, discount);
    }
  }
}

/** What it takes off in minor units where nobody has seen the cart; 0 where that depends on the cart. */
export function usuallyOff(coupon: Coupon): number {
  const { discount } = coupon;
  return discount?.kind === "amount" ? discount.amount : (estimatedDiscount(coupon, { value: null }) ?? 0);
}

/** Whether it makes the items cheaper, and not the shipping, or the cart fuller. */
export function isOffItems({ discount }: Coupon): boolean {
  return discount?.kind !== "free_shipping" && discount?.kind !== "gift";
}

/** What the items cost. */
export function worthOf({ value, items }: CartSeen): number | null {
  return value ?? (items === undefined ? null : sumOf(items));
}

/** The items that a coupon is about; `null` where that cannot be told. */
function itemsAbout(
  { products, categories }: Coupon,
  { items }: CartSeen,
): readonly CartItem[] | "all" | null {
  if (products.length + categories.length === 0) return "all";
  if (items === undefined) return null;
  const isNamed = (item: CartItem) =>
    products.includes(item.product) || item.categories.some((category) => categories.includes(category));
  const isUnclear = (item: CartItem) => categories.length > 0 && item.categories.length === 0;
  return items.some((item) => !isNamed(item) && isUnclear(item)) ? null : items.filter(isNamed);
}

function sumOf(items: readonly CartItem[]): number {
  return items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
}

/** As far as percentages are told apart. */
const partsOfPercent = 1_000_000;

/** Rounded half up, as money is. Floats would lose a cent where a half is not quite one. */
function shareOf(amount: number, percent: number): number {
  const whole = BigInt(100 * partsOfPercent);
  const part = BigInt(Math.round(amount)) * BigInt(Math.round(percent * partsOfPercent));
  return Number((part * 2n + whole) / (whole * 2n));
}

function cheaperPieces(
  items: readonly CartItem[],
  { buy, get, percent }: { buy: number; get: number; percent: number },
): number {
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
  let left = Math.floor(pieces / (buy + get)) * get;
  let discount = 0;
  for (const { price, quantity } of items.toSorted((a, b) => a.price - b.price)) {
    const count = Math.min(left, quantity);
    discount += count * shareOf(price, percent);
    left -= count;
  }
  return discount;
}
