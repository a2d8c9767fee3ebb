import { isCartPath } from "../../model/coupon/cart-address.ts";
import { isLive } from "../../model/coupon/is-live.ts";
import type { Site } from "../../model/site.ts";
import type { PageVisit } from "./personalise.ts";

/**
 * The part of the snippet that puts coupons into the shop's cart, for a visitor who holds one that may go there, or that
 * is there and may have to be changed for another.
 * @param isMadeAtEdge then the shop's own coupon form is sent before the page is shown, where that is how this shop works.
 */
export function couponPart(
  { visitor, deciding, nowMs, url }: Pick<PageVisit, "visitor" | "deciding" | "nowMs" | "url">,
  isMadeAtEdge: boolean,
): string[] {
  if (isMadeAtEdge && isSentByEdge(deciding.bundle.site)) return [];
  if (!visitor.remembered || !visitor.purposes.includes("personalisation")) return [];
  const held = visitor.snapshot.coupons.some((coupon) => {
    const code = deciding.coupons.get(coupon.id)?.code ?? coupon.code;
    return isLive(coupon, nowMs) && deciding.coupons.has(coupon.id) && code !== null;
  });
  if (!held) return [];
  // Where there may be something to be said, it is to be there when the shop's own scripts make the page.
  const { cart } = deciding.bundle.site;
  return isCartPath(url.pathname) || url.pathname === cart?.path ? ["coupon", "coupon-line"] : ["coupon"];
}

/** Whether the edge itself sends the shop's coupon form. */
function isSentByEdge({ platform, cart }: Pick<Site, "platform" | "cart">): boolean {
  return platform === "other" && cart !== null;
}
