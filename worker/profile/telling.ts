import type { Arrival, Asked, ToldRow } from "./arrival.ts";
import type { Judging } from "./judging.ts";
import { isMeasured } from "./consents.ts";
import { goneRow, indexRowOf } from "./index-row-of.ts";
import { orderEvents } from "./orders.ts";
import type { Sorted } from "./sort-arrival.ts";
import type { ProfileState } from "./state.ts";
import { tellBy } from "./untold.ts";

/** Whoever is here for so long is told of with what they do next. */
const longMs = 10 * 60_000;

/**
 * Whether the index of profiles is to be told now: of what people look at at once, such as an order, somebody who is
 * known by name now or of whom a server tells for the first time; else where it has not heard for long of what happens.
 */
export function tellsNow(state: ProfileState, arrival: Arrival, { events }: Sorted): boolean {
  const { traits = [], nodes = [], carried, nowMs } = arrival;
  if (nodes.some((node) => !state.nodes.includes(node))) return true;
  if (events.length === 0) return false;
  const isOrder = events.some(({ name }) => (orderEvents as readonly string[]).includes(name));
  const isFirst = carried === null && state.sources.size === 0;
  return isOrder || isFirst || traits.length > 0 || hasWaitedLong(state, nowMs);
}

function hasWaitedLong({ untoldSinceMs }: ProfileState, nowMs: number): boolean {
  return untoldSinceMs !== null && nowMs >= untoldSinceMs + longMs && nowMs < tellBy(untoldSinceMs);
}

/**
 * When the index is, or was, to be told of what it does not know yet, also where it was told at once and may not have
 * heard it; `null` where there is nothing to tell.
 */
export function tellsAt(state: ProfileState): number | null {
  return state.untoldSinceMs === null || !mayBeIndexed(state) ? null : tellBy(state.untoldSinceMs);
}

/** Whether the index may have been told of a profile. Of one that was forgotten it was told so, and nothing since. */
export function mayBeIndexed({ site }: ProfileState): boolean {
  return site !== "";
}

/** Whether somebody may be counted, and whether the index may have heard of them. */
export interface Telling {
  isMeasured: boolean;
  isIndexed: boolean;
}

export function tellingOf(state: ProfileState): Telling {
  return { isMeasured: isMeasured(state), isIndexed: mayBeIndexed(state) };
}

/** Whether the index is told anything: of whoever did not agree to be counted, that they are gone where it knows them. */
export function isTelling(
  state: ProfileState,
  { isTold, before }: { isTold: boolean; before: Telling },
): boolean {
  return isMeasured(state) ? isTold || !before.isMeasured : before.isMeasured && before.isIndexed;
}

/** What the index is told. @param judging `null` where it is not known now: then trials stay as they were told. */
export function toldOf(
  state: ProfileState,
  asked: Pick<Asked, "counters" | "strategies">,
  { judging, nowMs }: { judging: Judging | null; nowMs: number },
): ToldRow {
  return isMeasured(state) ? indexRowOf(state, asked, judging, nowMs) : goneRow(state);
}
