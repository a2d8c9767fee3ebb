import type { Arrival, Asked, ToldRow } from "./arrival.ts";
import { isMeasured } from "./consents.ts";
import { goneRow, indexRowOf } from "./index-row-of.ts";
import { orderEvents } from "./orders.ts";
import type { Sorted } from "./sort-arrival.ts";
import type { ProfileState } from "./state.ts";

/** Somebody who stays for long is told of again and again. */
const everyMs = 10 * 60_000;
/** A visit is over half an hour after its last page. */
const afterVisitMs = 35 * 60_000;

/**
 * Whether the index of profiles is to be told now: of somebody's first event, of what people look at at once, such as an
 * order, and else from time to time. What comes in between is told when the visit is over.
 */
export function tellsNow(state: ProfileState, arrival: Arrival, { events }: Sorted): boolean {
  const { traits = [], nodes = [], nowMs } = arrival;
  if (state.toldAtMs === 0 || nowMs - state.toldAtMs >= everyMs) return events.length > 0;
  const isOrder = events.some(({ name }) => (orderEvents as readonly string[]).includes(name));
  const isNewNode = nodes.some((node) => !state.nodes.includes(node));
  return isOrder || isNewNode || (events.length > 0 && traits.length > 0);
}

/**
 * When the index is to be told of what it does not know yet, also where it was told at once and may not have heard it;
 * `null` where it knows all.
 */
export function tellsAt({ version, toldVersion, touchedAtMs, sources }: ProfileState): number | null {
  const isWorthIt = version !== toldVersion && (sources.size > 0 || toldVersion > 0);
  return isWorthIt ? touchedAtMs + afterVisitMs : null;
}

/**
 * When a visit will be over; `null` where it is. An alarm is set once for a visit, as it begins: few end with their first
 * event, and each setting costs what an event costs.
 */
export function visitEndsAt({ touchedAtMs }: ProfileState, nowMs: number): number | null {
  const endsAtMs = touchedAtMs + afterVisitMs;
  return nowMs < endsAtMs ? endsAtMs : null;
}

/** Whether the index may know of a profile, and does. */
export interface Telling {
  isMeasured: boolean;
  wasTold: boolean;
}

export function tellingOf(state: ProfileState): Telling {
  return { isMeasured: isMeasured(state), wasTold: state.toldVersion > 0 };
}

/** What the index is told: nothing of whoever did not agree to be counted, but that they are gone where it knows them. */
export function toldOf(
  state: ProfileState,
  asked: Pick<Asked, "counters" | "strategies">,
  { isTold, before }: { isTold: boolean; before: Telling },
): ToldRow | null {
  if (isMeasured(state)) return isTold || !before.isMeasured ? indexRowOf(state, asked) : null;
  return before.isMeasured && before.wasTold ? goneRow(state) : null;
}
