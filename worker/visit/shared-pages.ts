import type { MarkedPage } from "../rewrite/find-regions.ts";

/** A page that the shop lets be shared, as it came, with the places where rules of one version may change it. */
export interface SharedPage {
  headers: readonly (readonly [string, string])[];
  marked: MarkedPage;
  /** Of the bundle whose rules it was searched for. */
  version: number;
  storedAtMs: number;
  /** How old it was when it came. */
  ageSeconds: number;
  freshUntilMs: number;
}

/** An isolate has 128 MB for everything. */
const mostBytes = 32 * 1024 * 1024;
export const mostSharedPageBytes = 2 * 1024 * 1024;

/** However long a shop lets its pages be shared, here it is no longer than this. */
const longestMs = 10 * 60_000;

/** The latest pages of all sites in this isolate. */
export class SharedPages {
  readonly #pages = new Map<string, SharedPage>();
  #bytes = 0;

  /** A page that is fresh. */
  find(key: string, nowMs: number): SharedPage | undefined {
    const page = this.#pages.get(key);
    if (page === undefined) return undefined;
    this.#remove(key, page);
    if (nowMs >= page.freshUntilMs) return undefined;
    // Behind the others, so that what is asked for stays longest.
    this.#add(key, page);
    return page;
  }

  keep(key: string, page: SharedPage): void {
    const before = this.#pages.get(key);
    if (before !== undefined) this.#remove(key, before);
    this.#add(key, page);
    for (const [oldest, { marked }] of this.#pages) {
      if (this.#bytes <= mostBytes) return;
      this.#pages.delete(oldest);
      this.#bytes -= weightOf(marked);
    }
  }

  #add(key: string, page: SharedPage): void {
    this.#pages.set(key, page);
    this.#bytes += weightOf(page.marked);
  }

  #remove(key: string, page: SharedPage): void {
    this.#pages.delete(key);
    this.#bytes -= weightOf(page.marked);
  }
}

/** Its bytes, and its text with two bytes for each. */
function weightOf({ bytes }: MarkedPage): number {
  return bytes.byteLength * 3;
}

/** Cookies that measuring scripts set for themselves: no shop's server makes another page of them. */
const ofMeasuring = /^(_ga|_gid|_gat|_gcl_|_fbp|_fbc|_hj|_pk_|_uet|_clck|_clsk|__utm|_tt_|_pin_|ajs_)/;

/**
 * What a shared page is known by; `undefined` for a request that the shop has to answer itself: with credentials, or
 * with a cookie of the shop's, which may make the page somebody's own though its headers do not say so.
 * @param asked as it would go to the shop: without our cookie.
 */
export function sharedKey(asked: Request, site: string): string | undefined {
  const { headers } = asked;
  if (headers.has("authorization") || /no-cache|no-store/i.test(headers.get("cache-control") ?? ""))
    return undefined;
  const names = (headers.get("cookie") ?? "").split(";").map((cookie) => cookie.trim());
  if (names.some((name) => name !== "" && !ofMeasuring.test(name))) return undefined;
  // A shop writes the address that it is asked under into its links.
  const host = `${headers.get("x-forwarded-proto")}://${headers.get("x-forwarded-host")}`;
  return `${site} ${headers.get("accept-encoding")} ${host} ${asked.url}`;
}

/**
 * How long others may be shown this answer: only what the shop says outright counts, nothing is guessed.
 * Source: RFC 9111 §3, §4.2.
 * @returns 0 where they may not
 */
export function sharedForMs({ headers }: Response): number {
  if (headers.getSetCookie().length > 0) return 0;
  const varies = (headers.get("vary") ?? "").toLowerCase().split(",");
  if (varies.some((name) => !["", "accept-encoding"].includes(name.trim()))) return 0;
  const control = headers.get("cache-control") ?? "";
  if (/\b(private|no-store|no-cache|must-understand)\b/i.test(control)) return 0;
  const seconds =
    secondsIn(control, "s-maxage") ??
    (/\bpublic\b/i.test(control) ? secondsIn(control, "max-age") : undefined);
  return Math.min(Math.max(0, ((seconds ?? 0) - ageOf(headers)) * 1000), longestMs);
}

/** How old an answer was when it came. */
export function ageOf(headers: Headers): number {
  const age = Number(headers.get("age") ?? 0);
  return Number.isFinite(age) && age > 0 ? age : 0;
}

function secondsIn(control: string, directive: string): number | undefined {
  const seconds = new RegExp(`(?:^|[,\\s])${directive}\\s*=\\s*"?(\\d+)`, "i").exec(control)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
