const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Whose clock an event's time is from, and how far it is believed. */
export interface Clock {
  nowMs: number;
  /** The sender's clock when it sent; `undefined` where it did not say. */
  sentAtMs: number | undefined;
  /** A clock that is wrong by no more than this is believed as it is. */
  rightWithinMs: number;
  /** What happened longer ago is refused. */
  oldestMs: number;
  /** What happens later than that is refused; what is said of the future before that happened now. */
  mostAheadMs: number;
}

/**
 * A shopper's clock may be wrong by years: then only how long before sending something happened is believed. Where it is
 * nearly right, it is believed as it is: by when a batch arrived, which may have been under way for seconds, what was
 * sent earlier could seem to have happened later.
 */
export function browserClock(nowMs: number, sentAtMs: number): Clock {
  return { nowMs, sentAtMs, rightWithinMs: minuteMs, oldestMs: 7 * dayMs, mostAheadMs: Infinity };
}

/** A server's clock is nearly right. */
export function serverClock(nowMs: number, sentAtMs: number | undefined): Clock {
  return { nowMs, sentAtMs, rightWithinMs: 0, oldestMs: 30 * dayMs, mostAheadMs: 5 * minuteMs };
}

/** What is imported happened whenever it did. */
export function importClock(nowMs: number): Clock {
  return { nowMs, sentAtMs: undefined, rightWithinMs: 0, oldestMs: Infinity, mostAheadMs: 5 * minuteMs };
}

/** The most that a server's clock may be wrong by. */
export const mostSkewMs = dayMs;

/** When it happened by our clock, in ms, or why that cannot be. */
export function timeOf(
  timeMs: number,
  { nowMs, sentAtMs = nowMs, rightWithinMs, oldestMs, mostAheadMs }: Clock,
): number | "too_old" | "in_the_future" {
  const wrongMs = nowMs - sentAtMs;
  const atMs = Math.abs(wrongMs) <= rightWithinMs ? timeMs : timeMs + wrongMs;
  if (atMs < nowMs - oldestMs) return "too_old";
  if (atMs > nowMs + mostAheadMs) return "in_the_future";
  return Math.min(nowMs, Math.max(0, atMs));
}
