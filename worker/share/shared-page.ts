import type { Lifetime } from "./lifetime.ts";
import type { MarkedPage } from "../rewrite/find-regions.ts";

/** A page that the shop lets be shared, as it came. */
export interface SharedPage {
  readonly bytes: Uint8Array;
  /** The shop's, less those that were about one answer alone. */
  readonly headers: Headers;
  readonly lifetime: Lifetime;
  /** The places where rules of one version may change it, once somebody has looked for them, as far as that can be done. */
  marks?: { version: number; marked: MarkedPage | undefined };
  /** The same headers for who cannot read the encoding in which the shop gave it, once somebody could not. */
  plainHeaders?: Headers;
  /** Since when somebody asks the shop anew behind a response. */
  refreshedSinceMs?: number;
  /** When the shop last failed to answer about it. */
  shopFailedAtMs?: number;
}

export const mostSharedPageBytes = 2 * 1024 * 1024;

/** How old it is, and how long and how it came, are another matter for each answer; cookies belong to one visitor. */
const ofOneAnswer = ["set-cookie", "age", "content-length", "connection", "keep-alive", "cf-ray"];

export function sharedPage(bytes: Uint8Array, head: Headers, lifetime: Lifetime): SharedPage {
  const headers = new Headers(head);
  for (const name of ofOneAnswer) headers.delete(name);
  return { bytes, headers, lifetime };
}

/** What the shop is asked whether its page is still this one by; empty where it gave nothing to ask by (RFC 9110 §13.1). */
export function validatorsOf({ headers }: SharedPage): [name: string, value: string][] {
  const etag = headers.get("etag");
  if (etag !== null) return [["if-none-match", etag]];
  const modified = headers.get("last-modified");
  return modified === null ? [] : [["if-modified-since", modified]];
}

/** A shop that has just failed is not waited for again by every visitor. */
const retryAfterMs = 10_000;

/** Whether the page may be shown before the shop is asked. */
export function mayShowUnasked({ lifetime, shopFailedAtMs }: SharedPage, nowMs: number): boolean {
  if (nowMs < lifetime.whileRevalidatingUntilMs) return true;
  const hasJustFailed = shopFailedAtMs !== undefined && nowMs - shopFailedAtMs < retryAfterMs;
  return hasJustFailed && nowMs < lifetime.ifErrorUntilMs;
}

/** A page that the shop can be asked about is worth its place for a while after it may last be shown. */
const askedAboutForMs = 60 * 60_000;

/** The latest moment at which somebody may want it. */
export function usefulUntilMs(page: SharedPage): number {
  const { freshUntilMs, whileRevalidatingUntilMs, ifErrorUntilMs } = page.lifetime;
  const isAskable = validatorsOf(page).length > 0;
  return Math.max(whileRevalidatingUntilMs, ifErrorUntilMs, freshUntilMs + (isAskable ? askedAboutForMs : 0));
}

/** The headers of a kept page after the shop said that it is still the same (RFC 9111 §3.2, §4.3.4). */
export function confirmedHeaders({ headers }: SharedPage, notModified: Headers): Headers {
  const merged = new Headers(headers);
  for (const name of notModified.keys()) if (!ofTheBytes.has(name)) merged.delete(name);
  for (const [name, value] of notModified) if (!ofTheBytes.has(name)) merged.append(name, value);
  return merged;
}

/** What the kept bytes are, an answer without any cannot change. */
const ofTheBytes: ReadonlySet<string> = new Set([
  "content-encoding",
  "content-length",
  "content-range",
  "content-type",
]);

/**
 * The head of the answer to one visitor: in the encoding in which the shop gave the page where the visitor reads that,
 * else in none.
 */
export function headersFor(page: SharedPage, acceptEncoding: string | null): Headers {
  const { headers } = page;
  const encoding = headers.get("content-encoding");
  if (encoding === null || (acceptEncoding ?? "").includes(encoding)) return headers;
  return (page.plainHeaders ??= withoutEncoding(headers));
}

function withoutEncoding(headers: Headers): Headers {
  const plain = new Headers(headers);
  // A strong validator speaks of encoded bytes.
  for (const name of ["content-encoding", "etag"]) plain.delete(name);
  return plain;
}

/** RFC 9111 §4.2.3, in whole seconds. */
export function ageSeconds({ lifetime }: SharedPage, nowMs: number): number {
  return Math.max(0, Math.round((nowMs - lifetime.madeAtMs) / 1000));
}
