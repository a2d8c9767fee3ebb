import { neighbour } from "./neighbour.ts";
import { quietly } from "./quietly.ts";

/**
 * Taken, or refused in a way that a second attempt would only meet again (400, 403, 410, 413, 422 …). Others are worth
 * another try: 200 is what a shop answers with a page of its own where our addresses do not lead to us.
 */
const finalStatus = /202|4[012][0-3]/;

/** Characters of what surely fits into the 64 KiB that all of a page's requests share that outlive it. */
const mostLasting = 2e4;

/** A request that has no answer by then is given up, and what it held is sent again. */
const mostMs = 2e4;

/** Our own tag. Asked for now, since later there is no telling. */
export const script = document.currentScript as HTMLScriptElement;

/** What else there is, is the script's neighbour, whatever the prefix they are under. */
export const address = (name: string) => neighbour(script, name);

/** What parts of the snippet have for the others. */
interface Part {
  decide(placements?: readonly string[]): Promise<unknown>;
}

/** Loads a part of the snippet that is not on every page. */
export const load = (part: string): Promise<Part | void> =>
  (import(/* @vite-ignore */ address(part + ".js") as unknown as string) as Promise<Part>).catch(ignore);

/** What is kept for the next pages, or where that is refused for this one. Some apps that show pages have `null`. */
export let stored: Record<string, string> = {};
quietly(() => (stored = localStorage ?? stored))();

/** For what may fail without anybody noticing: the page would be told of a promise that nobody looks after. */
export const ignore = () => {};

/**
 * Sends to one of our addresses, so that it survives the page unless it is large. On hosts where browsers keep no cookie of ours, a token says who the visitor is.
 *
 * @param json the members of an object
 * @returns `undefined` once the server has taken it or has said that it never will; otherwise how many ms the
 *   server asked to be left alone, 0 or `NaN` if it did not. Never rejects.
 */
export const send = async (name: string, json: string): Promise<number> => {
  const body = `{${json},"visitor":"${stored["ew_visitor"] ?? ""}"}`;
  try {
    const reply = await fetch(address(name), {
      method: "POST",
      body,
      keepalive: !body[mostLasting],
      // Not in every browser: https://developer.mozilla.org/docs/Web/API/AbortSignal/timeout_static
      signal: AbortSignal.timeout?.(mostMs),
    });
    // A reply that nobody reads keeps its connection, of which the shop's page has few. Whoever asks next is to know the token.
    await reply
      .json()
      .then(({ visitor }: { visitor?: string }) => visitor && (stored["ew_visitor"] = visitor))
      .catch(ignore);
    const after = reply.headers.get("retry-after") as string;
    return finalStatus.test(reply.status as unknown as string)
      ? 0
      : +after * 1000 || Date.parse(after) - Date.now() || 1;
  } catch {
    return 1;
  }
};
