/** What is this visitor's own is stored by nobody for others, whatever the shop said of the page it was made of. */
export function keepPrivate(headers: Headers): void {
  headers.set("cache-control", `private, ${isStored(headers) ? "no-cache" : "no-store"}`);
  for (const name of forSharedCaches) headers.delete(name);
}

/** Whether anybody may keep the page at all: what nobody keeps, nobody asks about again. */
export function isStored(headers: Headers): boolean {
  return !/\bno-store\b/i.test(headers.get("cache-control") ?? "");
}

/** Headers that caches between us and the visitor may follow instead of `Cache-Control` (RFC 9213). */
const forSharedCaches = [
  "cdn-cache-control",
  "cloudflare-cdn-cache-control",
  "surrogate-control",
  "expires",
  "pragma",
];

/** For a page whose bytes are no longer those that the shop sent. */
export function forgetOriginalBytes(headers: Headers): void {
  for (const name of ["etag", "last-modified", "accept-ranges", ...ofPackedBytes]) headers.delete(name);
}

/**
 * For a page whose bytes are the shop's, but packed anew for each browser where they came packed: then a strong tag
 * becomes a weak one, as with any proxy that does so (RFC 9110 §8.8.1), and what was said of the packed bytes goes.
 */
export function mayBeRepacked(headers: Headers): void {
  if (/^(identity)?$/i.test(headers.get("content-encoding") ?? "")) return;
  const tag = headers.get("etag");
  if (tag?.startsWith('"') === true) headers.set("etag", `W/${tag}`);
  for (const name of ["accept-ranges", ...ofPackedBytes]) headers.delete(name);
}

const ofPackedBytes = ["content-length", "content-md5", "digest", "content-digest", "repr-digest"];

/** The shop's answer with the bytes that it came with. */
export function asItCame(
  body: BodyInit,
  { status, headers: shop }: Pick<Response, "status" | "headers">,
): Response {
  const headers = new Headers(shop);
  mayBeRepacked(headers);
  return new Response(body, { status, headers });
}
