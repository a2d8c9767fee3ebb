import type { Retention } from "../../model/retention.ts";
import { merged, inOrder, type Strategies, strategyFor } from "../../model/trait.ts";
import type { KeptEvent } from "./event-log.ts";
import { orderEvents } from "./orders.ts";
import type { KeptTrait, ProfileState } from "./state.ts";

const dayMs = 24 * 60 * 60_000;

/** Beyond that, the oldest go: it is no shopper who does so much. */
const mostEvents = 10_000;
/** In UTF-16 units of JSON: what an object can hold in memory, and write at once, many times over. */
const mostEventsLength = 4_000_000;
/** Of one trait from one source; the two oldest become one. */
const mostWords = 200;
const mostSources = 300;

/** What people bought stays as long as they are known. */
export const keptForGood: readonly string[] = orderEvents;

/** Since when events are kept. */
export function keptSinceMs({ eventsDays }: Retention, nowMs: number): number {
  return nowMs - eventsDays * dayMs;
}

/** Whether an event would be kept if it arrived now. One that would not is as good as known. */
export function isKept(
  state: ProfileState,
  { name, timeMs }: Pick<KeptEvent, "name" | "timeMs">,
  nowMs: number,
) {
  if (state.forgotten !== null && timeMs <= state.forgotten.atMs) return false;
  if (keptForGood.includes(name)) return true;
  return timeMs >= keptSinceMs(state.retention, nowMs) && timeMs > state.droppedUntilMs;
}

/** Drops what is too old, and the oldest of what is too much. */
export function retain(state: ProfileState, nowMs: number): void {
  const { events } = state;
  while (hasOldEvents(state, nowMs)) events.remove(events.earliest(keptForGood)?.id ?? "");
  while (events.size > mostEvents || events.length > mostEventsLength) {
    const oldest = events.earliest(keptForGood) ?? events.earliest([]);
    if (oldest === undefined) break;
    events.remove(oldest.id);
    if (!keptForGood.includes(oldest.name))
      state.droppedUntilMs = Math.max(state.droppedUntilMs, oldest.timeMs);
  }
  if (state.sources.size > mostSources) dropOldestSource(state);
}

/** The browser that was not seen for longest; its events stay. */
function dropOldestSource({ sources }: ProfileState): void {
  const [oldest] = [...sources].sort(([, a], [, b]) => a.seenAtMs - b.seenAtMs);
  if (oldest !== undefined) sources.delete(oldest[0]);
}

/** Whether something is kept that is too old by now. */
export function hasOldEvents({ events, retention }: ProfileState, nowMs: number): boolean {
  const old = events.earliest(keptForGood);
  return old !== undefined && old.timeMs < keptSinceMs(retention, nowMs);
}

/** When a profile that nothing comes to any more has something to drop, or is itself to be dropped. */
export function nextDropMs(state: ProfileState, nowMs: number): number {
  const { events, retention } = state;
  const old = events.earliest(keptForGood);
  const endMs = endsAtMs(state);
  if (old === undefined) return endMs;
  // Not one by one.
  return Math.min(endMs, Math.max(old.timeMs + retention.eventsDays * dayMs, nowMs + 30 * dayMs));
}

/**
 * When nothing is kept any more of a person to whom nothing has come since; never where nobody is left, and only the way
 * to whom they have become.
 */
export function endsAtMs({ retention, touchedAtMs, sources, forgotten }: ProfileState): number {
  if (sources.size === 0 && forgotten === null) return Infinity;
  return touchedAtMs + retention.profilesDays * dayMs;
}

/** Puts the two oldest words together where a source has said too many about a trait. */
export function retainTraits(state: ProfileState, strategies: Strategies): void {
  const groups = Map.groupBy(state.traits, ({ name, source }) => `${name} ${source}`);
  state.traits = [...groups.values()].flatMap((words) => {
    if (words.length <= mostWords) return words;
    const ordered = inOrder(words);
    const surplus = ordered.splice(0, ordered.length - mostWords + 1);
    return [...oneWord(surplus, strategies), ...ordered];
  });
}

/** @param words of one trait, in their order. */
function oneWord(words: readonly KeptTrait[], strategies: Strategies): KeptTrait[] {
  const last = words.at(-1);
  return last === undefined ? [] : [{ ...last, value: merged(words, strategyFor(last.name, strategies)) }];
}
