import { Recent } from "../../model/recent.ts";

/** Counts how often somebody does something in a time, which is counted from 1970, as far as one isolate sees. */
export class Pace {
  readonly #times: Recent<{ period: number; times: number }>;
  readonly #most: number;
  readonly #inMs: number;

  /** @param most.mostKept of how many is remembered. */
  constructor({ most, inMs, mostKept }: { most: number; inMs: number; mostKept: number }) {
    this.#times = new Recent(mostKept);
    this.#most = most;
    this.#inMs = inMs;
  }

  /** Counts one more. @returns false once there are more than a person does. */
  allows(name: string, nowMs: number): boolean {
    const now = this.#now(name, nowMs);
    now.times += 1;
    this.#times.set(name, now);
    return now.times <= this.#most;
  }

  /** How long until it is counted anew. */
  waitMs(nowMs: number): number {
    return this.#inMs - (nowMs % this.#inMs);
  }

  /** Whether one more would be too many. */
  isReached(name: string, most: number, nowMs: number): boolean {
    return this.#now(name, nowMs).times >= most;
  }

  #now(name: string, nowMs: number) {
    const period = Math.floor(nowMs / this.#inMs);
    const known = this.#times.get(name);
    return known?.period === period ? known : { period, times: 0 };
  }
}
