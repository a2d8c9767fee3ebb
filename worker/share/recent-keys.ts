import { Recent } from "../../model/recent.ts";

const never = Number.NEGATIVE_INFINITY;

/** Keys that were met lately: as many as fit, for as long as they count. */
export class RecentKeys {
  readonly #metAtMs: Recent<number>;
  readonly #forMs: number;

  constructor(most: number, forMs: number) {
    this.#metAtMs = new Recent(most);
    this.#forMs = forMs;
  }

  has(key: string, nowMs: number): boolean {
    return nowMs - (this.#metAtMs.get(key) ?? never) < this.#forMs;
  }

  add(key: string, nowMs: number): void {
    this.#metAtMs.set(key, nowMs);
  }

  forget(key: string): void {
    if (this.#metAtMs.get(key) !== undefined) this.#metAtMs.set(key, never);
  }
}
