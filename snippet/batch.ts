/** As many as the server takes in one request. */
const mostEvents = 50;

/**
 * All keepalive requests of a page share 64 KiB, and UTF-8 may need 3 bytes for each of these characters. So even
 * the worst batch leaves room for a second one: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
const mostCharacters = 10_000;

/**
 * The next request's worth of events: of the newest, since what a shopper has just done is what their next page must
 * know; the server orders events by their time. An event larger than a whole batch goes alone.
 */
export function nextBatch(events: readonly string[], room = mostCharacters): string[] {
  return events.slice(-mostEvents).filter((event, index) => (room -= event.length) > 0 || !index);
}
