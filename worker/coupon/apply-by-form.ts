import type { HeldCoupon } from "../../model/snapshot.ts";
import type { CartForm } from "../../model/site.ts";
import { amountInHundredths, readCartPage, type CartPage } from "./cart-page.ts";

/** A page of the shop that was read whole. */
export interface WholePage {
  response: Response;
  bytes: Uint8Array;
}

/** How this shopper's requests reach the shop: with the shopper's cookies, and those the shop sets on the way. */
export interface ShopSession {
  get(): Promise<WholePage | undefined>;
  /** @returns whether the shop answered, if only to refuse; `false` where it fails. */
  post(action: string, body: URLSearchParams): Promise<boolean>;
}

export interface CouponOutcome {
  /** The cart page to go on with. */
  page: WholePage;
  /** Coupons whose state changed. */
  seen: HeldCoupon[];
}

/**
 * Puts the coupons that a shopper holds into the shop's cart, by sending the shop's own coupon form before the page is
 * shown. The shop decides; the total is read again to see what it decided. Whatever fails, the cart page stays the shop's.
 */
export async function applyCoupons(
  first: WholePage,
  held: readonly HeldCoupon[],
  cart: CartForm,
  shop: ShopSession,
  nowMs: number,
): Promise<CouponOutcome> {
  let page = first;
  const seen: HeldCoupon[] = [];
  for (const coupon of held) {
    if (coupon.state === "removed") continue;
    const before = await read(page, cart);
    if (showsCode(before, coupon.code)) {
      if (coupon.state !== "applied") seen.push({ ...coupon, state: "applied", atMs: nowMs });
      continue;
    }
    if (before.form === null || before.total === "") continue;
    if (coupon.askedTotal === before.total) {
      // The cart is as it was when the shop was asked. Refused, it would be refused again; applied, the shopper has
      // taken it off, and it stays off.
      if (coupon.state === "applied") seen.push({ ...coupon, state: "removed", atMs: nowMs });
      continue;
    }
    const body = new URLSearchParams(before.form.others.map(([name, value]) => [name, value]));
    body.set(before.form.field, coupon.code);
    if (!(await shop.post(before.form.action, body))) break;
    const after = await shop.get();
    if (after === undefined) break;
    const result = await read(after, cart);
    const isApplied = showsCode(result, coupon.code) && isLower(result.total, before.total);
    const state = isApplied ? "applied" : "refused";
    seen.push({ ...coupon, state, askedTotal: before.total, atMs: nowMs });
    // The shop's complaint about a code that nobody typed has been said now; a fresh page goes on without it.
    page = isApplied ? after : ((await shop.get()) ?? after);
  }
  return { page, seen };
}

function read({ response, bytes }: WholePage, cart: CartForm): Promise<CartPage> {
  return readCartPage(bytes, response.headers.get("content-type") ?? "text/html", cart);
}

function showsCode(page: CartPage, code: string): boolean {
  // A code may be the beginning of another one.
  const shown = page.applied.toUpperCase().split(/[^A-Z0-9_-]+/);
  return shown.includes(code.toUpperCase());
}

function isLower(after: string, before: string): boolean {
  const [now, then] = [amountInHundredths(after), amountInHundredths(before)];
  return now !== undefined && then !== undefined && now < then;
}
