import type { CartSeen } from "./cart-seen.ts";
import type { Words } from "./coupon-sentence.ts";
import type { CouponRefusal } from "./refusal.ts";

/** A cart as a browser reads it from the shop. Amounts are minor units of its currency. */
export interface ShopperCart extends CartSeen {
  value: number;
  /** What is to be paid, as far as the shop says it by now. */
  total: number;
  /** ISO 4217. */
  currency: string;
  /** The codes that are in it. */
  codes: readonly string[];
  /** What codes take off by the shop's own word: 0 where it says that one does nothing. Of those that are missing it says nothing. */
  taken?: readonly { code: string; off: number }[] | undefined;
}

/** How a browser reaches the shop's cart: of a site's settings, what its snippet goes by. */
export interface ShopAccess {
  platform: "shopify" | "woocommerce" | "magento" | "bigcommerce" | "vendure" | "medusa" | "saleor" | "other";
  shopApi: { address: string; key: string | null } | null;
  /** ISO 4217. */
  currency: string;
  /** The cart's page, and CSS selectors on it. */
  cart: { path: string; field: string; applied: string; total: string } | null;
  /**
   * Whether the shop knows this browser. Where it does not, there is no cart yet, and asking for one would begin a session,
   * in the place of that which the shopper's first item begins at the same moment.
   */
  hasSession: boolean;
}

/** What is to be done with a cart. */
export interface CouponChoice {
  /**
   * The one to be put there now, which is reserved; what else there may be is chosen after it. `seenBy`: what shows that the
   * shop took it; free shipping shows in no total before an address does.
   */
  apply: { id: string; code: string; seenBy: "total" | "code" } | null;
  /** Codes of coupons that are in the cart and are better out of it. */
  remove: readonly string[];
  /** What is true of the cart as it is, if there is something to say: the page says it once. */
  say: Said | null;
}

/** What a shopper is told of their cart. */
export interface Said extends Words {
  /** The coupons that are said to be in the cart; none where something else is said. */
  codes: readonly string[];
  /** Of them the same without prices, for a page that shows another total; `null` where there are none. */
  unpriced: string | null;
}

/** What became of a code in the shop's cart. */
export type CouponReport =
  | { do: "applied"; id: string; code: string; before: number; after: number; currency: string }
  | { do: "rejected"; id: string; code: string; reason: CouponRefusal; total: number; currency: string };
