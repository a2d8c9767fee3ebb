import type { HeldCoupon } from "../../model/snapshot.ts";
import type { CartForm } from "../../model/site.ts";
import type { MarkedPage } from "../rewrite/find-regions.ts";
import { amountInHundredths, readCartPage, type CartPage } from "./cart-page.ts";

/** A page of the shop that was read whole. */
export interface WholePage {
  response: Pick<Response, "status" | "headers">;
  bytes: Uint8Array;
  /** The places that rules may change, where they are known already. */
  marked?: MarkedPage | undefined;
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

/** The moments that a coupon's history is measured from. */
interface Since {
  nowMs: number;
  sessionStartedAtMs: number;
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
  since: Since,
): Promise<CouponOutcome> {
  let page = first;
  let before = read(page, cart);
  const seen: HeldCoupon[] = [];
  for (const coupon of held) {
    const { code } = coupon;
    if (code === null) continue;
    const saw = (state: HeldCoupon["state"], total: string | null) => {
      if (coupon.state !== state || coupon.total !== total)
        seen.push({ ...coupon, state, total, atMs: since.nowMs });
    };
    const next = whatToDo(coupon, before, since);
    if (next !== "ask") {
      if (next !== "nothing") saw(next.state, next.total);
      continue;
    }
    if (before.form === null) continue;
    const body = new URLSearchParams(before.form.others.map(([name, value]) => [name, value]));
    body.set(before.form.field, code);
    if (!(await shop.post(before.form.action, body))) break;
    const after = await shop.get();
    if (after === undefined) break;
    const result = read(after, cart);
    if (showsCode(result, code) && isLower(result.total, before.total)) {
      saw("applied", result.total);
      page = after;
      before = result;
      continue;
    }
    saw("refused", before.total);
    // The shop's complaint about a code that nobody typed has been said now; a fresh page goes on without it.
    page = (await shop.get()) ?? after;
    before = read(page, cart);
  }
  return { page, seen };
}

/** What the cart page says of a coupon: that the shop should be asked for it, that its state is another one, or nothing. */
function whatToDo(
  coupon: HeldCoupon,
  page: CartPage,
  { sessionStartedAtMs }: Since,
): "ask" | "nothing" | Pick<HeldCoupon, "state" | "total"> {
  const { form, applied, total } = page;
  if (showsCode(page, coupon.code ?? "")) return { state: "applied", total };
  // An empty cart is a new beginning.
  if (form === null && total === "") return { state: "held", total: null };
  // Where another code is applied, asking might replace what the shopper chose by something worse.
  if (form === null || total === "" || applied !== "") return "nothing";
  switch (coupon.state) {
    case "held":
      return "ask";
    case "refused":
      return coupon.total === total ? "nothing" : "ask";
    case "applied":
      // It was there and is gone. A dearer cart than it was with it: the shopper took it off. A cheaper one: the
      // shop may have dropped it, and may take it again.
      return isLower(coupon.total ?? "", total) ? { state: "removed", total } : "ask";
    case "removed":
      // What was taken off stays off for this visit.
      return coupon.atMs < sessionStartedAtMs ? "ask" : "nothing";
    case "waiting":
    case "redeemed":
    case "gone":
      return "nothing";
  }
}

function read({ response, bytes }: WholePage, cart: CartForm): CartPage {
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
