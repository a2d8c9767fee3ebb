import { mostPins, type PinnedOffer } from "../../model/pin.ts";
import type { Pin, ProfileState } from "./state.ts";

/** What two parts of one source have pinned, the latest last: of an offer that both have, what was said last. */
export function pinsTogether(parts: readonly (readonly Pin[] | undefined)[]): Pin[] {
  const inOrder = parts.flatMap((pins) => pins ?? []).sort(byTime);
  const each = new Map(inOrder.map((pin) => [pin.offer, pin]));
  return [...each.values()].sort(byTime);
}

/** What is pinned to a person now, wherever it is kept; the latest first. */
export function pinsOf({ sources }: ProfileState, nowMs: number): Pin[] {
  const all = pinsTogether([...sources.values()].map(({ pins }) => pins));
  const open = all.filter(({ untilMs }) => untilMs === null || untilMs > nowMs);
  // Two who become one person may have more together.
  return open.toReversed().slice(0, mostPins);
}

/** The same as the person's browsers carry it: not why, and by whom. */
export function carriedPins(state: ProfileState, nowMs: number): PinnedOffer[] {
  return pinsOf(state, nowMs).map(({ offer, placement, atMs, untilMs }) => ({
    offer,
    ...(placement === null ? {} : { placement }),
    atMs,
    ...(untilMs === null ? {} : { untilMs }),
  }));
}

/** Also where several sources have it. */
export function withoutPin({ sources }: ProfileState, offer: string): void {
  for (const source of sources.values())
    if (source.pins !== undefined) source.pins = source.pins.filter((pin) => pin.offer !== offer);
}

function byTime(a: Pin, b: Pin): number {
  return a.atMs - b.atMs || (a.offer < b.offer ? -1 : 1);
}
