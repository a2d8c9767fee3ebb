/** Noon, so that a day is the same one in every time zone of a reader. @param day as in 2026-11-23 */
export function secondOf(day: string): number {
  return Date.parse(`${day}T12:00:00`) / 1000;
}

/**
 * Where days are named: back from the last one, each that is so long before the one that was named last. Of a long time not
 * every day is there.
 * @param increment in seconds
 */
export function namedDays(days: readonly string[], increment: number): number[] {
  // An hour is missing where clocks are put forward.
  const least = increment - 3600;
  const named: number[] = [];
  let last = Infinity;
  for (const second of days.map(secondOf).toReversed()) {
    if (last - second < least) continue;
    named.unshift(second);
    last = second;
  }
  return named;
}
