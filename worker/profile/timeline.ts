import { isEarlier, type KeptEvent } from "./event-log.ts";
import type { ProfileState } from "./state.ts";

/** Where a list of what happened went on to: the last event of it. */
export interface TimelinePlace {
  timeMs: number;
  id: string;
}

export interface AskedTimeline {
  /** Without it, from the latest on. */
  after: TimelinePlace | null;
  limit: number;
}

/** A part of what happened, the latest first, and where it goes on; `null` at its end. */
export interface Timeline {
  events: KeptEvent[];
  next: TimelinePlace | null;
}

export function timelineOf({ events }: ProfileState, { after, limit }: AskedTimeline): Timeline {
  const before = after === null ? events.all() : events.all().filter((event) => comesBefore(event, after));
  const latest = before.toSorted((a, b) => (isEarlier(a, b) ? 1 : -1)).slice(0, limit);
  const last = latest.at(-1);
  const goesOn = before.length > latest.length && last !== undefined;
  return { events: latest, next: goesOn ? { timeMs: last.timeMs, id: last.id } : null };
}

function comesBefore(event: KeptEvent, place: TimelinePlace): boolean {
  return event.timeMs < place.timeMs || (event.timeMs === place.timeMs && event.id < place.id);
}
