import { Recent } from "../../model/recent.ts";

const minuteMs = 60_000;

/** Counts how often somebody does something in a minute, which is counted from 1970, as far as one isolate sees. */
export class Pace {
  readonly #times: Recent<{ minute: number; times: number }>;
  readonly #mostInMinute: number;

  /** @param most.mostKept of how many is remembered. */
  constructor({ mostInMinute, mostKept }: { mostInMinute: number; mostKept: number }) {
    this.#times = new Recent(mostKept);
    this.#mostInMinute = mostInMinute;
  }

  /** Counts one more. @returns false once there are more than a person does. */
  allows(name: string, nowMs: number): boolean {
    const minute = Math.floor(nowMs / minuteMs);
    const known = this.#times.get(name);
    const now = known?.minute === minute ? known : { minute, times: 0 };
    now.times += 1;
    if (now !== known) this.#times.set(name, now);
    return now.times <= this.#mostInMinute;
  }
}
