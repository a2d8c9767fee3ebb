interface Entry {
  name: string;
  durationMs?: number;
  description?: string;
}

/**
 * What a page took and how it was made, for the `Server-Timing` header (https://www.w3.org/TR/server-timing/). On
 * Cloudflare's network a worker's clock stands still while it computes, and goes on only with what comes from outside:
 * there, steps that wait for nothing take 0 ms.
 */
export class Timing {
  readonly #entries: Entry[] = [];

  /** Does the work, and notes how long it took, until its promise is settled where it gives one. */
  time<T>(name: string, work: () => T): T {
    const startedAtMs = performance.now();
    const done = () => this.#entries.push({ name, durationMs: performance.now() - startedAtMs });
    const result = work();
    if (result instanceof Promise) return result.finally(done) as T;
    done();
    return result;
  }

  /** @param description of letters, digits and spaces. Of a step that was timed, it says more. */
  note(name: string, description: string): void {
    const entry = this.#entries.find((known) => known.name === name);
    if (entry === undefined) this.#entries.push({ name, description });
    else entry.description = description;
  }

  header(): string {
    return this.#entries
      .map(({ name, durationMs, description }) => {
        const duration = durationMs === undefined ? "" : `;dur=${durationMs.toFixed(1)}`;
        return `${name}${duration}${description === undefined ? "" : `;desc="${description}"`}`;
      })
      .join(", ");
  }
}

/** Does the work; timed where somebody wants to know. */
export function timed<T>(timing: Timing | undefined, name: string, work: () => T): T {
  return timing === undefined ? work() : timing.time(name, work);
}
