import { isOwnCookie } from "../recognise/cookie.ts";

/** A request that may be answered with a page that others get too. */
export interface Sharing {
  /** What the page is known by. */
  key: string;
  /** Whether whoever asks wants what the shop says now. */
  isReload: boolean;
  /** Whether it carries cookies to the shop, though none that makes the page somebody's own. */
  hasCookies: boolean;
}

/** Cookies that measuring scripts set for themselves: no shop's server makes another page of them. */
const ofMeasuring = /^(_ga|_gid|_gat|_gcl_|_fbp|_fbc|_hj|_pk_|_uet|_clck|_clsk|__utm|_tt_|_pin_|ajs_)/;

/** Longer addresses are not a shop's pages, but would fill the memory. */
const longestUrl = 2000;

/**
 * `undefined` for a request that the shop has to answer itself: with credentials, or with a cookie of the shop's, which
 * may make the page somebody's own though its headers do not say so.
 * @param origin the shop's server; a shop that moved has other pages.
 */
export function sharingOf(
  { headers, url }: Request,
  { site, origin }: { site: string; origin: string | null },
): Sharing | undefined {
  if (url.length > longestUrl || headers.has("authorization")) return undefined;
  const control = headers.get("cache-control") ?? "";
  if (/no-store/i.test(control)) return undefined;
  const cookies = cookieNames(headers.get("cookie"));
  if (cookies.some((name) => !ofMeasuring.test(name))) return undefined;
  return {
    // Of the address, scheme and host count: a shop writes what it is asked under into its links.
    key: `${site} ${origin ?? ""} ${url}`,
    isReload: /no-cache/i.test(control),
    hasCookies: cookies.length > 0,
  };
}

/** The names of the cookies that the shop would get. */
function cookieNames(header: string | null): string[] {
  if (header === null) return [];
  const names = header.split(";").map((pair) => pair.split("=", 1)[0]?.trim() ?? "");
  return names.filter((name) => name !== "" && !isOwnCookie(name));
}
