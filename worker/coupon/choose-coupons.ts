import { bestCoupons } from "../../model/coupon/best-coupons.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { estimatedDiscount } from "../../model/coupon/estimated-discount.ts";
import { isLive } from "../../model/coupon/is-live.ts";
import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { ShopperCart } from "../../model/coupon/shop-talk.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import type { Site } from "../../model/site.ts";
import { amountInHundredths } from "./cart-page.ts";
import { writtenMoney } from "./written-money.ts";

/** A coupon that somebody holds, and what is settled of it. */
export interface OwnCoupon {
  held: HeldCoupon & { code: string };
  coupon: Coupon;
}

export interface Choosing {
  /** The oldest first. */
  own: readonly OwnCoupon[];
  cart: ShopperCart;
  site: Pick<Site, "leastPaidPercent" | "platform" | "currency">;
  sessionStartedAtMs: number;
  nowMs: number;
}

export interface Chosen {
  /** To be put into the cart, in this order. */
  apply: readonly Estimated[];
  /** In the cart already, to stay. */
  keep: readonly Estimated[];
  /** In the cart, and better out of it. */
  remove: readonly OwnCoupon[];
  /** Taken out by the shopper. */
  removed: readonly OwnCoupon[];
  refused: readonly { own: OwnCoupon; reason: CouponRefusal }[];
}

export interface Estimated {
  own: OwnCoupon;
  estimate: number | null;
}

/** Platforms whose carts have one code at most: another one would take its place. */
const withOneCode: ReadonlySet<Site["platform"]> = new Set(["magento", "saleor", "bigcommerce", "other"]);

/**
 * What is best for a shopper's cart. A code that is none of theirs is the shopper's own choice, beside which nothing is
 * changed; what they took out stays out for this visit, and what the shop refused is not tried again on the same cart.
 */
export function chooseCoupons({ own, cart, site, sessionStartedAtMs, nowMs }: Choosing): Chosen {
  const inCart = (one: OwnCoupon) => hasCode(cart.codes, one.held.code);
  const total = writtenMoney(cart.total, cart.currency);
  const live = own.filter(({ held }) => isLive(held, nowMs));
  const removed = live.filter((one) => !inCart(one) && isTakenOut(one, cart));
  const possible = live.filter((one) => {
    if (inCart(one)) return true;
    const { state, atMs } = one.held;
    if (state === "removed") return atMs < sessionStartedAtMs;
    return !removed.includes(one) && !(state === "refused" && one.held.total === total);
  });
  const present = possible.filter(inCart);
  const asIs = present.map((one) => ({ own: one, estimate: one.held.off ?? null }));
  const isOthers = cart.codes.some((code) => !present.some(({ held }) => hasCode([code], held.code)));
  if (isOthers) return { apply: [], keep: asIs, remove: [], removed, refused: [] };
  const { byId, best } = bestOf(possible, cart, site);
  const estimated = best.apply.flatMap(({ id, estimate }) => {
    const one = byId.get(id);
    return one === undefined ? [] : [{ own: one, estimate }];
  });
  const remove = present.filter((one) => !estimated.some((each) => each.own === one));
  const isDoubtful = remove.some(({ coupon }) => {
    const reason = best.refused.find(({ id }) => id === coupon.id)?.reason;
    return (
      estimatedDiscount(inCurrencyOf(cart, coupon, site), cart) === null ||
      !(reason === "not_combinable" || reason === "margin_floor")
    );
  });
  // What the shop took already is worth more than what nobody has tried.
  if (isDoubtful) return { apply: [], keep: asIs, remove: [], removed, refused: [] };
  return {
    apply: estimated.filter((each) => !inCart(each.own)),
    keep: estimated.filter((each) => inCart(each.own)),
    remove,
    removed,
    refused: best.refused.flatMap(({ id, reason }) => {
      const one = byId.get(id);
      return one === undefined || inCart(one) ? [] : [{ own: one, reason }];
    }),
  };
}

/** A coupon as it is for a cart: of what is in another currency than the cart, nothing is known. */
function inCurrencyOf(cart: ShopperCart, coupon: Coupon, { currency }: Choosing["site"]): Coupon {
  if (cart.currency === currency) return coupon;
  return { ...coupon, minimum: null, discount: withoutMoney(coupon.discount) };
}

function withoutMoney(discount: Coupon["discount"]): Coupon["discount"] {
  switch (discount?.kind) {
    case "percent":
      return { ...discount, most: null };
    case "buy_get":
      return discount;
    case "free_shipping":
    case "gift":
      return { ...discount, worth: null };
    default:
      return null;
  }
}

function bestOf(possible: readonly OwnCoupon[], cart: ShopperCart, site: Choosing["site"]) {
  const { leastPaidPercent, platform } = site;
  const byId = new Map(possible.map((one) => [one.coupon.id, one]));
  const isOne = withOneCode.has(platform);
  const coupons = possible
    .map(({ coupon }) => inCurrencyOf(cart, coupon, site))
    .map((coupon) => (isOne ? { ...coupon, combining: { ...coupon.combining, with: [] } } : coupon));
  return { byId, best: bestCoupons(coupons, cart, { leastPaidPercent }) };
}

/** It was there and is gone, and the cart is dearer than with it. A cheaper one: the shop may have dropped it, and may take it again. */
function isTakenOut({ held }: OwnCoupon, { total, currency }: ShopperCart): boolean {
  if (held.state !== "applied") return false;
  const then = amountInHundredths(held.total ?? "");
  const now = amountInHundredths(writtenMoney(total, currency));
  return then !== undefined && now !== undefined && now > then;
}

/** Shops write codes as they like. */
export function hasCode(codes: readonly string[], code: string): boolean {
  return codes.some((each) => each.toUpperCase() === code.toUpperCase());
}
