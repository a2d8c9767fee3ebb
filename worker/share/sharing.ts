import { isShopCookie, shopCookieNames } from "./cookies.ts";
import type { Naming } from "./named-pages.ts";
import { steeringHeaders } from "./steering.ts";

/** A request that may be answered with a page that others get too. */
export interface Sharing {
  /** What the page is known by. */
  key: string;
  /** Its address, as the visitor has it. */
  url: string;
  naming: Naming | undefined;
  /** Whether whoever asks wants what the shop says now. */
  isReload: boolean;
  /**
   * Whether it is what anybody would send: without cookies to the shop, even such as do not make the page somebody's
   * own, and without headers that could lead the shop elsewhere.
   */
  isPlain: () => boolean;
}

/** Where a page belongs, and what its owner said of it. */
export interface Place {
  site: string;
  /** The shop's server: a shop that moved has other pages. */
  origin: string | null;
  naming: Naming | undefined;
}

/** Longer addresses are not a shop's pages, but would fill the memory. */
const longestUrl = 2000;

/**
 * `undefined` for a request that the shop has to answer itself: with credentials, for a part of what may be a file, or
 * with a cookie that makes the page somebody's own, which is any cookie of the shop's where the owner did not say which.
 */
export function sharingOf({ headers, url }: Request, { site, origin, naming }: Place): Sharing | undefined {
  if (url.length > longestUrl || headers.has("authorization") || headers.has("range")) return undefined;
  const control = headers.get("cache-control") ?? "";
  if (/no-store/i.test(control)) return undefined;
  const cookies = shopCookieNames(headers.get("cookie"));
  if (cookies.some(naming?.isPrivate ?? isShopCookie)) return undefined;
  return {
    // Of the address, scheme and host count: a shop writes what it is asked under into its links.
    key: `${site} ${origin ?? ""} ${naming?.signature ?? ""} ${url}`,
    url,
    naming,
    isReload: /no-cache/i.test(control),
    isPlain: () => cookies.length === 0 && steeringHeaders(headers).length === 0,
  };
}
