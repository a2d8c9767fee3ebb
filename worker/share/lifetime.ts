import { type Directives, readCacheControl, secondsOf } from "./cache-control.ts";

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
const longestFreshMs = 10 * 60_000;
/** However long a shop lets pages be shown that are no longer fresh. */
const longestStaleMs = 24 * 60 * 60_000;

/**
 * How long others may be shown an answer: only what the shop says outright counts, nothing is guessed.
 * Source: RFC 9111 §3, §4.2; RFC 5861 for stale pages.
 * @param askedAtMs when the shop was asked: what it took to answer counts as age.
 * @returns `undefined` where nobody else may see it
 */
export function lifetimeOf(headers: Headers, askedAtMs: number): Lifetime | undefined {
  if (headers.getSetCookie().length > 0 || variesByVisitor(headers)) return undefined;
  const control = readCacheControl(headers.get("cache-control"));
  if (forbidding.some((name) => control.has(name))) return undefined;
  const freshForSeconds =
    secondsOf(control, "s-maxage") ??
    (control.has("public") ? freshFor(control, headers, askedAtMs) : undefined);
  if (freshForSeconds === undefined) return undefined;
  const madeAtMs = askedAtMs - ageSecondsOf(headers) * 1000;
  const freshUntilMs = Math.min(madeAtMs + freshForSeconds * 1000, askedAtMs + longestFreshMs);
  const staleUntilMs = (name: string) =>
    freshUntilMs + Math.min(staleSeconds(control, name) * 1000, longestStaleMs);
  return {
    madeAtMs,
    freshUntilMs,
    whileRevalidatingUntilMs: staleUntilMs("stale-while-revalidate"),
    ifErrorUntilMs: staleUntilMs("stale-if-error"),
  };
}

/** `no-cache` would let a page be kept, to be asked about each time; that is not worth its memory. */
const forbidding = ["private", "no-store", "no-cache", "must-understand"];

function variesByVisitor(headers: Headers): boolean {
  const names = (headers.get("vary") ?? "").toLowerCase().split(",");
  return names.some((name) => !["", "accept-encoding"].includes(name.trim()));
}

function freshFor(control: Directives, headers: Headers, askedAtMs: number): number | undefined {
  const seconds = secondsOf(control, "max-age");
  const expires = headers.get("expires");
  if (seconds !== undefined || expires === null) return seconds;
  const dateMs = Date.parse(headers.get("date") ?? "");
  const forMs = Date.parse(expires) - (Number.isNaN(dateMs) ? askedAtMs : dateMs);
  // What is not a date, such as 0, is in the past.
  return Number.isNaN(forMs) ? 0 : Math.max(0, Math.floor(forMs / 1000));
}

/**
 * `s-maxage` would forbid what is stale as well, but shops that write both mean what they say of stale pages; those
 * that mean not to do so have words for it.
 */
function staleSeconds(control: Directives, name: string): number {
  if (control.has("must-revalidate") || control.has("proxy-revalidate")) return 0;
  return secondsOf(control, name) ?? 0;
}

/** How old an answer was when it came, as the caches on its way say. */
function ageSecondsOf(headers: Headers): number {
  const age = Number(headers.get("age") ?? 0);
  return Number.isFinite(age) && age > 0 ? age : 0;
}
