import type { Incoming } from "../../model/events/incoming.ts";

/**
 * The request for a page that came past us, as far as what the page sends tells: with that, its visit begins or goes on
 * like any other. What the visitor carries there takes the place of the cookie.
 * @param token empty where the visitor carries nothing yet.
 */
export function pageOfEvents({ headers }: Request, taken: readonly Incoming[], token: string): Request {
  const { page_location: page, page_referrer: referrer } =
    taken.find(({ event }) => event.name === "page_view")?.event.params ?? {};
  const given = {
    cookie: token,
    referer: webAddress(referrer) ?? "",
    "sec-gpc": headers.get("sec-gpc") ?? "",
  };
  return new Request(webAddress(page) ?? headers.get("origin") ?? "", {
    headers: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "")),
  });
}

/** The address of a web page, without a name and a password, which no request can be made with. */
export function webAddress(param: unknown): string | undefined {
  if (typeof param !== "string" || !URL.canParse(param)) return undefined;
  const { protocol, host, pathname, search } = new URL(param);
  return /^https?:$/.test(protocol) ? `${protocol}//${host}${pathname}${search}` : undefined;
}
