import { type Event, eventMatches } from "../../model/event.ts";
import type { Counter } from "../../model/condition/did.ts";
import { distinctPurchases } from "./orders.ts";

/** An event that a profile keeps, with whom it came from: mostly one. */
export interface KeptEvent extends Event {
  readonly sources: readonly string[];
}

/** A profile's events: each once, by its id. */
export class EventLog {
  readonly #byId = new Map<string, KeptEvent>();
  /** In the order of time, and then of their ids. */
  readonly #byName = new Map<string, KeptEvent[]>();

  #length = 0;

  get size(): number {
    return this.#byId.size;
  }

  /** About how long all of it is as JSON, in UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  get(id: string): KeptEvent | undefined {
    return this.#byId.get(id);
  }

  /** In the order in which they arrived. */
  all(): readonly KeptEvent[] {
    return [...this.#byId.values()];
  }

  /** Those of a name, the earliest first. */
  named(name: string): readonly KeptEvent[] {
    return this.#byName.get(name) ?? [];
  }

  /** Puts an event in the place of the one that has its id, if there is one. */
  put(event: KeptEvent): void {
    this.remove(event.id);
    this.#byId.set(event.id, event);
    this.#length += lengthOf(event);
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
    this.#length -= lengthOf(event);
    const named = this.#byName.get(event.name) ?? [];
    named.splice(named.indexOf(event), 1);
    if (named.length === 0) this.#byName.delete(event.name);
  }

  /** The earliest event that has none of these names. */
  earliest(without: readonly string[]): KeptEvent | undefined {
    let earliest: KeptEvent | undefined;
    for (const [name, [first]] of this.#byName)
      if (
        first !== undefined &&
        !without.includes(name) &&
        (earliest === undefined || isEarlier(first, earliest))
      )
        earliest = first;
    return earliest;
  }

  /** The latest `most` events of these names, the latest first. */
  latest(names: readonly string[], most = Infinity): KeptEvent[] {
    const events = names.flatMap((name) => this.named(name));
    return events.sort((a, b) => (isEarlier(a, b) ? 1 : -1)).slice(0, most);
  }

  /** When the latest events happened that a counter counts, the latest first. An order is one purchase, whoever told of it. */
  times({ event, where, keep }: Counter): number[] {
    const times: number[] = [];
    const named = event === "purchase" ? distinctPurchases(this.named(event)) : this.named(event);
    for (const { params, timeMs } of named.toReversed()) {
      if (times.length >= keep) break;
      if (eventMatches(params, where)) times.push(timeMs);
    }
    return times;
  }
}

function lengthOf({ id, name, params }: KeptEvent): number {
  return JSON.stringify([id, name, params]).length + 20;
}

/** One event that came by several sources: as it was told for the earliest time. */
export function together(a: KeptEvent, b: KeptEvent): KeptEvent {
  const isFirst = a.timeMs < b.timeMs || (a.timeMs === b.timeMs && contentOf(a) <= contentOf(b));
  return { ...(isFirst ? a : b), sources: [...new Set([...a.sources, ...b.sources])].sort() };
}

function contentOf({ name, params }: Event): string {
  return JSON.stringify([name, params]);
}

export function isEarlier(a: Event, b: Event): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.id < b.id);
}
