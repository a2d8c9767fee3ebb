import { withoutOwnCookie } from "../recognise/cookie.ts";

/** What HTMLRewriter can read after the platform decoded it; zstd, which browsers offer too, is not among them. */
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
  const target = origin === null ? url : new URL(url.pathname + url.search, origin);
  const headers = new Headers(request.headers);
  const cookies = withoutOwnCookie(headers.get("cookie") ?? "");
  if (cookies === "") headers.delete("cookie");
  else headers.set("cookie", cookies);
  headers.append("cdn-loop", loopToken);
  headers.set("x-forwarded-host", url.host);
  headers.set("x-forwarded-proto", url.protocol.slice(0, -1));
  if (asPage) {
    // A page may differ for each visit while the shop's copy of it did not: "not modified" would show the wrong one.
    for (const name of ["if-none-match", "if-modified-since", "if-range", "range"]) headers.delete(name);
    const offered = headers.get("accept-encoding") ?? "";
    const readable = decodable.filter((encoding) => offered.includes(encoding));
    headers.set("accept-encoding", readable.join(", ") || "identity");
  }
  return new Request(target, { ...bodyOf(request), method: request.method, headers, redirect: "manual" });
}

function bodyOf(request: Request): RequestInit {
  return request.body === null ? {} : { body: request.body };
}

/** The shop's answer. @returns the plain page of an unreachable shop where there is none; the log says why. */
export async function askOrigin(request: Request, shopUrl: URL): Promise<Response> {
  try {
    const response = await fetch(request);
    return withShopLocation(response, new URL(request.url), shopUrl);
  } catch (error) {
    console.error({
      message: "The shop's server did not answer.",
      origin: new URL(request.url).origin,
      error: String(error),
    });
    return unreachable();
  }
}

/** A redirect to the server's own address would lead shoppers around Edgewise; it leads to the shop's host instead. */
function withShopLocation(response: Response, originUrl: URL, shopUrl: URL): Response {
  const location = response.headers.get("location");
  if (location === null || originUrl.origin === shopUrl.origin || !URL.canParse(location)) return response;
  const target = new URL(location);
  if (target.origin !== originUrl.origin) return response;
  const headers = new Headers(response.headers);
  headers.set("location", shopUrl.origin + target.pathname + target.search + target.hash);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

export function unreachable(): Response {
  const sentence = "Its server does not answer right now. Please try again in a minute.";
  return plainPage(502, "The shop is not reachable", sentence);
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
