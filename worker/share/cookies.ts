import { isOwnCookie } from "../recognise/cookie.ts";

/** Cookies that measuring scripts set for themselves: no shop's server makes another page of them. */
const ofMeasuring = /^(_ga|_gid|_gat|_gcl_|_fbp|_fbc|_hj|_pk_|_uet|_clck|_clsk|__utm|_tt_|_pin_|ajs_)/;

/** True for a cookie of the shop's, which may make the page somebody's own though its headers do not say so. */
export function isShopCookie(name: string): boolean {
  return !ofMeasuring.test(name);
}

/**
 * A test for the cookies that the owner calls private.
 * @param names a `*` at the end stands for any ending; without any name, every cookie of the shop's is private
 */
export function cookieTest(names: readonly string[]): (cookie: string) => boolean {
  if (names.length === 0) return isShopCookie;
  const exact = new Set(names.filter((name) => !name.endsWith("*")));
  const prefixes = names.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1));
  return (cookie) => exact.has(cookie) || prefixes.some((prefix) => cookie.startsWith(prefix));
}

/** The names in a `Cookie` header of the cookies that the shop would get. */
export function shopCookieNames(header: string | null): string[] {
  if (header === null) return [];
  const names = header.split(";").map(nameOf);
  return names.filter((name) => name !== "" && !isOwnCookie(name));
}

/** The names of the cookies that an answer sets. */
export function setCookieNames(headers: Headers): string[] {
  return headers.getSetCookie().map(nameOf);
}

/** A pair without `=` is a value without a name (RFC 6265bis §5.5); here it counts as a name, to be on the safe side. */
function nameOf(pair: string): string {
  return /^[^=;]*/.exec(pair)?.[0].trim() ?? "";
}
