import { setTimeout as sleep } from "node:timers/promises";

/** Waits until something holds; after 15 s it gives up quietly, for the expectation that follows to say what is wrong. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; !(await holds()) && waitedMs < 15_000; waitedMs += 50) await sleep(50);
}
