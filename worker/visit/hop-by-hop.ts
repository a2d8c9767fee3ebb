/**
 * Fields that speak of one connection, and not of what goes over it (RFC 9110 §7.6.1). The platform ends the others
 * itself: Keep-Alive, TE, Trailer, Transfer-Encoding, and Upgrade unless it is to a WebSocket.
 */
const always = ["proxy-authenticate", "proxy-authentication-info", "proxy-authorization", "proxy-connection"];

/** What a connection may name and yet goes on: the platform's own, and what would take a request apart. */
const goesOn: ReadonlySet<string> = new Set(
  (
    "close keep-alive upgrade te trailer transfer-encoding host cookie set-cookie authorization cache-control cdn-loop " +
    "content-type content-length content-encoding"
  ).split(" "),
);

/** The fields of a message that must not travel on. */
export function hopByHop(headers: Headers): string[] {
  const named = (headers.get("connection") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) && !goesOn.has(name));
  return [...always, ...named].filter((name) => headers.has(name));
}
