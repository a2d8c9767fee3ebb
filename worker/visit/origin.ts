import { withoutOwnCookie } from "../recognise/cookie.ts";
import { withoutTokens } from "./enter-by-token.ts";
import { hopByHop } from "./hop-by-hop.ts";
import { withoutOurTags } from "./not-modified.ts";
import { inTime } from "../wait/in-time.ts";

/** What can be read after the platform decoded it; zstd, which browsers offer too, is not among them. */
const decodable = ["gzip", "br"];

/** How we name ourselves to whatever stands between us and the shop's server (RFC 8586). */
const loopToken = "edgewise";

/** True where the request has been here before: the origin, or a host that no site names, leads back to us. */
export function isLoop(request: Request): boolean {
  return (request.headers.get("cdn-loop") ?? "").split(",").some((token) => token.trim() === loopToken);
}

/**
 * The shopper's request as the shop's server gets it.
 * @param url its address.
 * @param origin where the server answers; `null` for the zone's own.
 * @param asPage whether the answer may be rewritten: then it must be whole, and in an encoding we can read.
 */
export function originRequest(request: Request, url: URL, origin: string | null, asPage: boolean): Request {
  const target = withPathOf(withoutTokens(url), origin ?? url.origin);
  const asked = requestTo(target, request, asPage);
  const { headers } = asked;
  for (const name of hopByHop(headers)) headers.delete(name);
  const cookies = withoutOwnCookie(headers.get("cookie") ?? "");
  if (cookies === "") headers.delete("cookie");
  else headers.set("cookie", cookies);
  headers.append("cdn-loop", loopToken);
  sayWhoAsks(headers, url, target.startsWith("https:"));
  const held = headers.get("if-none-match");
  const theirs = held === null ? null : withoutOurTags(held);
  if (theirs === null) headers.delete("if-none-match");
  else headers.set("if-none-match", theirs);
  if (asPage) {
    // A page may differ for each visit while the shop's copy of it did not: "not modified" would show the wrong one.
    for (const name of ["if-none-match", "if-modified-since", "if-range", "range"]) headers.delete(name);
    const offered = headers.get("accept-encoding") ?? "";
    const readable = decodable.filter((encoding) => offered.includes(encoding));
    headers.set("accept-encoding", readable.join(", ") || "identity");
  }
  if (asked.body === null) headers.delete("content-length");
  return asked;
}

/** The request as it came, at another address, whose redirects are the shopper's to follow. */
function requestTo(target: string, request: Request, asPage: boolean): Request {
  const { method, headers, body } = request;
  if (body !== null && !["GET", "HEAD"].includes(method))
    return new Request(target, { method, headers, redirect: "manual", body });
  // What a `GET` carries, if only nothing of it, goes on from request to request alone; no page depends on it.
  if (body !== null && !asPage) return new Request(target, new Request(request, { redirect: "manual" }));
  return new Request(target, { method, headers, redirect: "manual" });
}

/**
 * A shop's server believes these, because they come from us: so they say what we know, and what a client made up goes.
 * The shopper's address is what the platform saw (https://developers.cloudflare.com/fundamentals/reference/http-headers/).
 */
function sayWhoAsks(headers: Headers, url: URL, isSecure: boolean): void {
  for (const name of madeUp) headers.delete(name);
  const address = headers.get("cf-connecting-ip");
  if (address !== null) headers.set("x-forwarded-for", address);
  headers.set("x-forwarded-host", url.host);
  // A shop that insists on https must not send a shopper round in circles because the way here is plain http.
  headers.set("x-forwarded-proto", isSecure || url.protocol === "https:" ? "https" : "http");
}

const madeUp = ["forwarded", "x-forwarded-for", "x-forwarded-port", "x-forwarded-server", "x-real-ip"];

/**
 * The same path and query at another origin, as they are written: an empty query stays one. They are put behind it, not
 * resolved: a path that begins with two slashes would resolve to another host, and take the shopper's cookies there.
 */
export function withPathOf({ href, pathname, search }: URL, origin: string): string {
  const query = search === "" && /^[^#]*\?(?:#|$)/.test(href) ? "?" : search;
  return new URL(origin).origin + pathname + query;
}

/** As long as Cloudflare waits: https://developers.cloudflare.com/fundamentals/reference/connection-limits/ */
const deadlineMs = 120_000;

/** The shop's answer. @returns the plain page of an unreachable shop where there is none; the log says why. */
export async function askOrigin(request: Request, shopUrl: URL): Promise<Response> {
  try {
    const asked = fetch(request);
    // What is sent to the shop may take as long as it takes.
    const response = await (request.body === null ? inTime(asked, deadlineMs, "The server") : asked);
    return forShopHost(response, request.url, shopUrl);
  } catch (error) {
    console.error({
      message: "The shop's server did not answer.",
      origin: new URL(request.url).origin,
      error: String(error),
    });
    return unreachable();
  }
}

/**
 * An answer of the shop's own server as the shop's host gives it. A redirect to the server's address would lead
 * shoppers around Edgewise, and a cookie for the server's domain would be refused by their browsers.
 * @param address what the server was asked for.
 */
export function forShopHost(response: Response, address: string, shopUrl: URL): Response {
  const ended = hopByHop(response.headers);
  const location = response.headers.get("location");
  const cookies = response.headers.getSetCookie();
  const setsDomain = cookies.some((cookie) => domainAttribute.test(cookie));
  const { origin } = location === null && !setsDomain ? shopUrl : new URL(address);
  const isElsewhere = origin !== shopUrl.origin;
  if (ended.length === 0 && !isElsewhere) return response;
  const headers = new Headers(response.headers);
  for (const name of ended) headers.delete(name);
  if (isElsewhere) {
    if (location !== null && URL.canParse(location) && new URL(location).origin === origin)
      headers.set("location", shopUrl.origin + location.slice(origin.length));
    if (setsDomain) {
      headers.delete("set-cookie");
      for (const cookie of cookies)
        headers.append("set-cookie", withoutForeignDomain(cookie, shopUrl.hostname));
    }
  }
  const { body, status, statusText, webSocket } = response;
  return new Response(body, { status, statusText, headers, webSocket });
}

const domainAttribute = /;\s*domain=\.?([^;\s]*)\s*/i;

/** Without `Domain`, a cookie belongs to the host that sets it (RFC 6265 §5.3). */
function withoutForeignDomain(cookie: string, host: string): string {
  const domain = domainAttribute.exec(cookie)?.[1]?.toLowerCase();
  const covers = domain === undefined || host === domain || host.endsWith(`.${domain}`);
  return covers ? cookie : cookie.replace(domainAttribute, "");
}

export function unreachable(): Response {
  const sentence = "Its server does not answer right now. Please try again in a minute.";
  return plainPage(502, "The shop is not reachable", sentence);
}

/** For a host that no site names, where there is no zone behind it that could answer. */
export function noShop(): Response {
  return plainPage(404, "There is no shop at this address", "Whoever runs it can add it in the dashboard.");
}

/** For an address that leads back to itself; without an end to it, one request would become very many. */
export function goesInCircles(): Response {
  return plainPage(
    508,
    "There is no shop at this address",
    "It leads back to itself. Whoever runs it can set its origin.",
  );
}

function plainPage(status: number, title: string, sentence: string): Response {
  const page =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<title>${title}</title>` +
    '<body style="font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem">' +
    `<h1>${title}</h1><p>${sentence}</p>`;
  return new Response(page, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "retry-after": "30" },
  });
}
