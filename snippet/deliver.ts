import { nextBatch } from "./batch.ts";
import { post } from "./post.ts";
import type { Queue } from "./queue.ts";

/** The first wait after a failure; it doubles with each one up to the longest, give or take a half. */
const firstRetryMs = 1000;
const longestRetryMs = 300_000;

/**
 * Sends what is in the queue. `urgent` is for when the page may be about to go: it does not wait for a back-off to
 * end, though it does respect a server's `Retry-After`.
 */
export type Deliver = (urgent?: boolean) => Promise<void>;

/** Delivers a queue to an endpoint: one batch after another, and again later what could not be delivered. */
export function createDelivery(endpoint: string, queue: Queue): Deliver {
  let inFlight: string[] = [];
  let retryMs = firstRetryMs;
  let askedMs: number | undefined;
  /** Says that we wait. Not a time, because a shopper's clock may jump. */
  let timer = 0;

  const resume = () => {
    clearTimeout(timer);
    timer = 0;
    return deliver();
  };

  const deliver: Deliver = async (urgent) => {
    if (timer && (!urgent || Number(askedMs) > 0)) return;
    const batch = nextBatch(queue.unsent().filter((event) => !inFlight.includes(event)));
    if (!batch[0]) return;
    inFlight.push(...batch);
    askedMs = await post(endpoint, `{"events":[${batch.join()}],"sentAtMs":${Date.now()}}`);
    inFlight = inFlight.filter((event) => !batch.includes(event));
    if (askedMs === undefined) {
      queue.remove(batch);
      retryMs = firstRetryMs;
      return resume();
    }
    clearTimeout(timer);
    timer = setTimeout(resume, Math.max(askedMs, retryMs * (0.5 + Math.random())));
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  };
  return deliver;
}
