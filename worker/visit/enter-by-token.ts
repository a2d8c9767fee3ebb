import { debugCookie, frameCookie, previewCookie } from "../recognise/cookie.ts";
import { opensDebug } from "./debug.ts";
import type { Lock } from "./lock.ts";
import { opensFrame, opensPreview } from "./preview.ts";

/** A parameter of an address that brings a token, or says `off`, and the cookie that keeps it. */
interface Entrance {
  parameter: string;
  opens: (token: string, lock: Lock) => Promise<boolean>;
  cookie: (token: string | null) => string;
}

const entrances: readonly Entrance[] = [
  { parameter: "ew_preview", opens: opensPreview, cookie: previewCookie },
  { parameter: "ew_frame", opens: opensFrame, cookie: frameCookie },
  { parameter: "ew_debug", opens: opensDebug, cookie: debugCookie },
];

/** The address without our parameters, the other parts of its query as they were: the very same where it has none. */
export function withoutTokens(url: URL): URL {
  const { search } = url;
  if (!search.includes("ew")) return url;
  const parts = search.slice(1).split("&");
  const others = parts.filter((part) => {
    const params = new URLSearchParams(part);
    return !entrances.some(({ parameter }) => params.has(parameter));
  });
  if (others.length === parts.length) return url;
  const clean = new URL(url);
  clean.search = others.join("&");
  return clean;
}

/**
 * For an address with a token: goes on to the address without it, so that the token is in no log and no referrer, and
 * keeps it in a cookie if it is good. `off` takes that away.
 * @returns `undefined` for any other address, and where a body was sent, which a redirect would lose.
 */
export async function enterByToken({ method }: Request, url: URL, lock: Lock): Promise<Response | undefined> {
  const clean = withoutTokens(url);
  if (clean === url || !["GET", "HEAD"].includes(method)) return undefined;
  const headers = new Headers({
    location: clean.href,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  for (const { parameter, opens, cookie } of entrances) {
    const token = url.searchParams.get(parameter);
    if (token === "off") headers.append("set-cookie", cookie(null));
    else if (token !== null && (await opens(token, lock))) headers.append("set-cookie", cookie(token));
  }
  return new Response(null, { status: 302, headers });
}
