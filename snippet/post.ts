import { retryAfterMs } from "./retry-after.ts";

/** Taken, or refused in a way that a second attempt would only meet again. Other errors are worth another try. */
const finalStatus = /2..|40[013]|41[03]|422/;

/**
 * Sends a batch so that it survives the page: `fetch` with `keepalive`, then a beacon where that is refused (its
 * 64 KiB are used up, or the page is going), then a plain `fetch`.
 *
 * @returns `undefined` once the server has taken the batch or has said that it never will; otherwise how many ms the
 *   server asked to be left alone, 0 or less if it did not. Never rejects.
 */
export async function post(endpoint: string, body: string): Promise<number | undefined> {
  const send = async (keepalive: boolean) => {
    const reply = await fetch(endpoint, { method: "POST", body, keepalive });
    // A reply that nobody reads keeps its connection, of which the shop's page has few.
    reply.text().catch(() => {});
    return finalStatus.test("" + reply.status) ? undefined : retryAfterMs(reply.headers.get("retry-after"));
  };
  try {
    // A network error looks the same as a used-up quota. A beacon has no reply: the events stay unsent, and if it
    // did arrive the server knows them by their ids.
    return await send(true).catch(() => (navigator.sendBeacon(endpoint, body) ? 0 : send(false)));
  } catch {
    return 0;
  }
}
