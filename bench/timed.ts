import { median, quantile } from "./median.ts";

/** The times of some rounds, after one that warms up, and what the last of them found. */
export async function timed<T>(
  rounds: number,
  work: (round: number) => Promise<T>,
): Promise<{ timesMs: number[]; last: T }> {
  const timesMs: number[] = [];
  let last = await work(0);
  for (let round = 1; round <= rounds; round += 1) {
    const startedAtMs = performance.now();
    last = await work(round);
    timesMs.push(performance.now() - startedAtMs);
  }
  return { timesMs, last };
}

/** The median and the slowest, as cells of a table. */
export function times(timesMs: readonly number[]): string[] {
  return [median(timesMs).toFixed(1).padStart(10), quantile(timesMs, 1).toFixed(1).padStart(12)];
}

export function whole(number: number): string {
  return Math.round(number).toLocaleString("en");
}
