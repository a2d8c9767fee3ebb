/** What the index of profiles was not told of waits so long at most: most visits are over by then, and are told of once. */
const longestMs = 15 * 60_000;

/** By when the index is to be told of what has waited since. */
export function tellBy(sinceMs: number): number {
  return sinceMs + longestMs;
}

/**
 * Since when something waits, now that something came. Of what came long before, the alarm has told. That it did is
 * written nowhere, for that would cost a row for each visit; where it was late, all is told together with what came now.
 */
export function untoldSince(beforeMs: number | null, nowMs: number): number {
  return beforeMs === null || nowMs >= tellBy(beforeMs) ? nowMs : beforeMs;
}
