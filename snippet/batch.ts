/**
 * All keepalive requests of a page share 64 KiB, and UTF-8 may need 3 bytes for each of these characters. So even
 * the worst batch leaves room for a second one: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
const mostCharacters = 10_000;

/**
 * The next request's worth of events: of the newest, since what a shopper has just done is what their next page must know. One that
 * is larger than a whole batch goes alone, and after what is newer.
 */
export const nextBatch = (events: readonly string[]): string[] =>
  events.filter((_event, index) => !events[index + 1] || !events.slice(index).join()[mostCharacters]);
