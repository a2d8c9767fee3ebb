import { withoutOwnCookie } from "../recognise/cookie.ts";
import { hopByHop } from "./hop-by-hop.ts";
import { withoutOurTags } from "./not-modified.ts";
import { withoutPreviewToken } from "./preview.ts";
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
 * @param origin where the server answers; `null` for the zone's own.
 * @param asPage whether the answer may be rewritten: then it must be whole, and in an encoding we can read.
 */
export function originRequest(request: Request, origin: string | null, asPage: boolean): Request {
  const url = new URL(request.url);
  const target = withPathOf(request.url, origin ?? url.origin);
  const search = withoutPreviewToken(url.search);
  if (search !== url.search) target.search = search;
  const headers = new Headers(request.headers);
  for (const name of hopByHop(headers)) headers.delete(name);
  const cookies = withoutOwnCookie(headers.get("cookie") ?? "");
  if (cookies === "") headers.delete("cookie");
  else headers.set("cookie", cookies);
  headers.append("cdn-loop", loopToken);
  sayWhoAsks(headers, url, target.protocol);
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
  const { method, body } = request;
  if (body !== null && !["GET", "HEAD"].includes(method))
    return new Request(target, { method, headers, redirect: "manual", body });
  // What a `GET` carries, if only nothing of it, goes on from request to request alone; no page depends on it.
  if (body !== null && !asPage)
    return new Request(target, new Request(request, { headers, redirect: "manual" }));
  headers.delete("content-length");
  return new Request(target, { method, headers, redirect: "manual" });
}

/**
 * A shop's server believes these, because they come from us: so they say what we know, and what a client made up goes.
 * The shopper's address is what the platform saw (https://developers.cloudflare.com/fundamentals/reference/http-headers/).
 */
function sayWhoAsks(headers: Headers, url: URL, targetProtocol: string): void {
  for (const name of madeUp) headers.delete(name);
  const address = headers.get("cf-connecting-ip");
  if (address !== null) headers.set("x-forwarded-for", address);
  headers.set("x-forwarded-host", url.host);
  // A shop that insists on https must not send a shopper round in circles because the way here is plain http.
  headers.set("x-forwarded-proto", [url.protocol, targetProtocol].includes("https:") ? "https" : "http");
}

const madeUp = ["forwarded", "x-forwarded-for", "x-forwarded-port", "x-forwarded-server", "x-real-ip"];

/**
 * The same path and query at another origin, as they are written: an empty query stays one. They are put behind it, not
 * resolved: a path that begins with two slashes would resolve to another host, and take the shopper's cookies there.
 */
export function withPathOf(address: string, origin: string): URL {
  const { href, pathname, search } = new URL(address);
  const query = /^[^#]*\?(?:#|$)/.test(href) ? "?" : search;
  return new URL(new URL(origin).origin + pathname + query);
}

/** As long as Cloudflare waits: https://developers.cloudflare.com/fundamentals/reference/connection-limits/ */
const deadlineMs = 120_000;

/** The shop's answer. @returns the plain page of an unreachable shop where there is none; the log says why. */
export async function askOrigin(request: Request, shopUrl: URL): Promise<Response> {
  try {
    const asked = fetch(request);
    // What is sent to the shop may take as long as it takes.
    const response = await (request.body === null ? inTime(asked, deadlineMs, "The server") : asked);
    return forShopHost(response, new URL(request.url), shopUrl);
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
 */
export function forShopHost(response: Response, originUrl: URL, shopUrl: URL): Response {
  const ended = hopByHop(response.headers);
  const isElsewhere = originUrl.origin !== shopUrl.origin;
  const location = isElsewhere ? response.headers.get("location") : null;
  const cookies = isElsewhere ? response.headers.getSetCookie() : [];
  const setsDomain = cookies.some((cookie) => domainAttribute.test(cookie));
  if (ended.length === 0 && location === null && !setsDomain) return response;
  const headers = new Headers(response.headers);
  for (const name of ended) headers.delete(name);
  if (location !== null && URL.canParse(location) && new URL(location).origin === originUrl.origin) {
    headers.set("location", shopUrl.origin + location.slice(new URL(location).origin.length));
  }
  if (setsDomain) {
    headers.delete("set-cookie");
    for (const cookie of cookies)
      headers.append("set-cookie", withoutForeignDomain(cookie, shopUrl.hostname));
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
