import { type Event, eventMatches } from "../../model/event.ts";
import type { Counter } from "../../model/condition/did.ts";

/** An event that a profile keeps, with whom it came from: mostly one. */
export interface KeptEvent extends Event {
  readonly sources: readonly string[];
}

/** A profile's events: each once, by its id. */
export class EventLog {
  readonly #byId = new Map<string, KeptEvent>();
  /** In the order of time, and then of their ids. */
  readonly #byName = new Map<string, KeptEvent[]>();

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): KeptEvent | undefined {
    return this.#byId.get(id);
  }

  /** In the order in which they arrived. */
  all(): Iterable<KeptEvent> {
    return this.#byId.values();
  }

  /** Those of a name, the earliest first. */
  named(name: string): readonly KeptEvent[] {
    return this.#byName.get(name) ?? [];
  }

  /** Puts an event in the place of the one that has its id, if there is one. */
  put(event: KeptEvent): void {
    this.remove(event.id);
    this.#byId.set(event.id, event);
    const named = this.#byName.get(event.name) ?? [];
    // Nearly always the last.
    const place = named.findLastIndex((other) => isEarlier(other, event)) + 1;
    named.splice(place, 0, event);
    this.#byName.set(event.name, named);
  }

  remove(id: string): void {
    const event = this.#byId.get(id);
    if (event === undefined) return;
    this.#byId.delete(id);
    const named = this.#byName.get(event.name) ?? [];
    named.splice(named.indexOf(event), 1);
    if (named.length === 0) this.#byName.delete(event.name);
  }

  /** The latest `most` events of these names, the latest first. */
  latest(names: readonly string[], most = Infinity): KeptEvent[] {
    const events = names.flatMap((name) => this.named(name));
    return events.sort((a, b) => (isEarlier(a, b) ? 1 : -1)).slice(0, most);
  }

  /** When the latest events happened that a counter counts, the latest first. */
  times({ event, where, keep }: Counter): number[] {
    const times: number[] = [];
    const named = this.named(event);
    for (const { params, timeMs } of named.toReversed()) {
      if (times.length >= keep) break;
      if (eventMatches(params, where)) times.push(timeMs);
    }
    return times;
  }
}

export function isEarlier(a: Event, b: Event): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.id < b.id);
}
