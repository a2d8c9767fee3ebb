import { type Directives, readCacheControl, secondsOf } from "./cache-control.ts";
import { setCookieNames } from "./cookies.ts";
import type { Naming } from "./named-pages.ts";

/** Until when a page may be shown to others; all by our own clock. */
export interface Lifetime {
  /** When the shop made it. */
  madeAtMs: number;
  /** Until then without asking the shop. */
  freshUntilMs: number;
  /** Until then as well, while the shop is asked behind the response. */
  whileRevalidatingUntilMs: number;
  /** Until then as well, where the shop does not answer or answers with an error. */
  ifErrorUntilMs: number;
}

/** However long a shop lets its pages be shared, here it is no longer than this. */
const longestFreshSeconds = 10 * 60;
/** However long a shop lets pages be shown that are no longer fresh. */
const longestStaleSeconds = 24 * 60 * 60;

/**
 * How long others may be shown an answer. Where the owner did not name the page, only what the shop says outright
 * counts, and nothing is guessed. Source: RFC 9111 §3, §4.2; RFC 5861 for stale pages.
 * @param askedAtMs when the shop was asked: what it took to answer counts as age.
 * @returns `undefined` where nobody else may see it
 */
export function lifetimeOf(headers: Headers, askedAtMs: number, naming?: Naming): Lifetime | undefined {
  const control = readCacheControl(headers.get("cache-control"));
  const isShared =
    naming === undefined ? isSharedByShop(headers, control) : isSharedByOwner(headers, control, naming);
  if (!isShared) return undefined;
  const freshForSeconds = naming?.freshForSeconds ?? freshFor(headers, control, askedAtMs);
  if (freshForSeconds === undefined) return undefined;
  const madeAtMs = askedAtMs - ageSecondsOf(headers) * 1000;
  const longestMs = (naming?.freshForSeconds ?? longestFreshSeconds) * 1000;
  const freshUntilMs = Math.min(madeAtMs + freshForSeconds * 1000, askedAtMs + longestMs);
  const staleUntilMs = (seconds: number) => freshUntilMs + Math.min(seconds, longestStaleSeconds) * 1000;
  return {
    madeAtMs,
    freshUntilMs,
    whileRevalidatingUntilMs: staleUntilMs(staleFor(control, "stale-while-revalidate")),
    ifErrorUntilMs: staleUntilMs(
      naming === undefined ? staleFor(control, "stale-if-error") : longestStaleSeconds,
    ),
  };
}

/** `no-cache` would let a page be kept, to be asked about each time; that is not worth its memory. */
function isSharedByShop(headers: Headers, control: Directives): boolean {
  if (["private", "no-store", "no-cache", "must-understand"].some((name) => control.has(name))) return false;
  return setCookieNames(headers).length === 0 && !variesBy(headers, ["accept-encoding"]);
}

/**
 * The owner's word counts over what servers say by habit: nothing, `private` or `no-cache`. It does not count over
 * `no-store`, the one word by which a shop can still say that an answer is nobody else's.
 */
function isSharedByOwner(headers: Headers, control: Directives, { isPrivate }: Naming): boolean {
  if (control.has("no-store") || setCookieNames(headers).some(isPrivate)) return false;
  return !variesBy(headers, ["accept-encoding", "cookie"]);
}

/** Whether the page is another one for other requests, in more than what is known of them here. */
function variesBy(headers: Headers, known: readonly string[]): boolean {
  const names = (headers.get("vary") ?? "").toLowerCase().split(",");
  return names.some((name) => name.trim() !== "" && !known.includes(name.trim()));
}

/** @returns `undefined` where the shop does not say that others may see the page. */
function freshFor(headers: Headers, control: Directives, askedAtMs: number): number | undefined {
  const forShared = secondsOf(control, "s-maxage");
  if (forShared !== undefined || !control.has("public")) return forShared;
  const expires = headers.get("expires");
  return (
    secondsOf(control, "max-age") ?? (expires === null ? undefined : expiresIn(expires, headers, askedAtMs))
  );
}

/** RFC 9111 §5.3: what is not a date, such as 0, is in the past. */
function expiresIn(expires: string, headers: Headers, askedAtMs: number): number {
  const dateMs = Date.parse(headers.get("date") ?? "");
  const forMs = Date.parse(expires) - (Number.isNaN(dateMs) ? askedAtMs : dateMs);
  return Number.isNaN(forMs) ? 0 : Math.max(0, Math.floor(forMs / 1000));
}

/**
 * `s-maxage` alone would forbid what is stale, but shops that write both mean what they say of stale pages; those that
 * mean not to do so have words for it.
 */
function staleFor(control: Directives, name: string): number {
  if (control.has("must-revalidate") || control.has("proxy-revalidate")) return 0;
  return secondsOf(control, name) ?? 0;
}

/** How old an answer was when it came, as the caches on its way say. Source: RFC 9111 §5.1 */
function ageSecondsOf(headers: Headers): number {
  const age = Number(headers.get("age") ?? 0);
  return Number.isFinite(age) && age > 0 ? age : 0;
}
