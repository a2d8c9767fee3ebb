import { isCheckoutPath } from "../../model/coupon/cart-address.ts";
import { appliedSentences } from "../../model/coupon/coupon-sentence.ts";
import { isLive } from "../../model/coupon/is-live.ts";
import { seenOff } from "../../model/coupon/seen-off.ts";
import type { CartForm } from "../../model/site.ts";
import type { WholePage } from "../coupon/apply-by-form.ts";
import { besideTotal } from "../coupon/beside-total.ts";
import { amountInHundredths, codesShown, readCartPage } from "../coupon/cart-page.ts";
import { fractionDigits, minorUnits } from "../coupon/written-money.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { isPersonal } from "../recognise/seen-as.ts";
import type { ComingPage } from "./change-page.ts";
import { withLine } from "./line-on-page.ts";
import type { PageVisit } from "./personalise.ts";

/** How the shop's cart and checkout show coupons, where this page is one of them and the visitor has any in the cart. */
export function cartShownOn(
  { deciding }: { deciding: Pick<Deciding, "bundle"> },
  path: string,
  visitor: Visitor,
): CartForm | null {
  const { cart } = deciding.bundle.site;
  if (cart === null || !(path === cart.path || isCheckoutPath(path)) || !isPersonal(visitor)) return null;
  return visitor.snapshot.coupons.some(({ state }) => state === "applied") ? cart : null;
}

/**
 * A cart or a checkout with one line more: that the visitor's coupon is applied, where the shop's own page shows its code; with
 * the price before and after, where its total is the one that was seen when the shop took the coupon. Where the page cannot be
 * read, or shows neither, it stays as it is.
 * @param languages the visitor's (BCP 47).
 */
export function withAppliedLine(
  visit: PageVisit,
  visitor: Visitor,
  page: WholePage | ComingPage,
  languages: readonly string[],
): WholePage | ComingPage {
  const cart = cartShownOn(visit, visit.url.pathname, visitor);
  if (cart === null || "stream" in page) return page;
  try {
    return told(visit, visitor, { page, cart }, languages);
  } catch (error) {
    console.error({ message: "Nothing was said of a coupon.", error: String(error) });
    return page;
  }
}

function told(
  { deciding, nowMs }: PageVisit,
  { snapshot }: Visitor,
  { page, cart }: { page: WholePage; cart: CartForm },
  languages: readonly string[],
): WholePage {
  const { currency, language } = deciding.bundle.site;
  const contentType = page.response.headers.get("content-type") ?? "text/html";
  const read = readCartPage(page.bytes, contentType, cart);
  const shown = codesShown(read);
  const there = snapshot.coupons.flatMap((held) => {
    const code = deciding.coupons.get(held.id)?.code ?? held.code;
    if (held.state !== "applied" || !isLive(held, nowMs) || code === null) return [];
    return shown.has(code.toUpperCase()) ? [{ code, off: seenOff(held, read.total) }] : [];
  });
  const amount = amountInHundredths(read.total, fractionDigits(currency));
  const from = there.length === 0 || amount === undefined ? null : besideTotal(page.bytes, contentType, cart);
  if (from === null) return page;
  const total = amount === undefined ? null : minorUnits(amount, currency);
  return withLine(page, from, appliedSentences(there, { total, currency }, [...languages, language]));
}
