import type { Event } from "../../model/event.ts";
import { isOwn } from "../../model/merge-snapshots.ts";
import type { Arrival, Recorded } from "./arrival.ts";
import type { Arrived, Carried } from "./change.ts";
import { sinceWhen, sliceAt } from "./slices.ts";
import { type ProfileState, visitorNode } from "./state.ts";

/** What an arrival means to this profile. */
export interface Sorted extends Pick<Recorded, "acceptedIds" | "duplicates" | "elsewhere"> {
  /** Events to be kept: those that are new, and those that are new from this source. */
  events: Event[];
  /** Whether the source is this profile's now. */
  isHere: boolean;
}

/** Says what of an arrival belongs here, what is known already, and what belongs to other profiles. */
export function sortArrival(state: ProfileState, { source, profile, events, nowMs }: Arrival): Sorted {
  const ownerAt = (timeMs: number) => sliceAt(state.slices, source, timeMs)?.profile ?? profile;
  const elsewhere = new Map<string, string[]>();
  const owner = ownerAt(nowMs);
  if (owner !== profile) elsewhere.set(owner, []);
  const fresh = new Map<string, Event>();
  const kept: Event[] = [];
  let duplicates = 0;
  for (const event of events) {
    const whose = ownerAt(event.timeMs);
    if (whose !== profile) {
      elsewhere.set(whose, [...(elsewhere.get(whose) ?? []), event.id]);
      continue;
    }
    const known = state.events.get(event.id);
    if (known !== undefined || fresh.has(event.id)) duplicates++;
    else fresh.set(event.id, event);
    if (known?.sources.includes(source) !== true) kept.push(event);
  }
  return {
    events: kept,
    acceptedIds: [...fresh.keys()],
    duplicates,
    elsewhere: [...elsewhere].map(([id, eventIds]) => ({ profile: id, eventIds })),
    isHere: owner === profile,
  };
}

/** The change that an arrival makes; `undefined` where nothing of it belongs here. */
export function changeBy(
  state: ProfileState,
  arrival: Arrival,
  { events, isHere }: Sorted,
  isTold: boolean,
): Arrived | undefined {
  if (!isHere && events.length === 0) return undefined;
  const { site, profile, source, strategies, nowMs } = arrival;
  const ids = new Set(events.map(({ id }) => id));
  const known = new Set(state.traits.map(traitKey));
  const traits = (arrival.traits ?? []).filter(
    (trait) => ids.has(trait.event) && !known.has(traitKey({ ...trait, source })),
  );
  const carried = isHere ? carriedBy(state, arrival) : null;
  return { type: "arrived", site, profile, source, carried, events, traits, strategies, isTold, nowMs };
}

function traitKey({ event, name, source }: { event: string; name: string; source: string }): string {
  return `${event} ${name} ${source}`;
}

/** Of somebody whom the visitor was before they were this one, nothing but the visit is taken over. */
function carriedBy(state: ProfileState, { carried, profile, nowMs }: Arrival): Carried | null {
  if (carried === null) return null;
  const source = visitorNode(carried.visitor);
  const profileSinceMs = sinceWhen(state.slices, source, nowMs);
  const { version, session, consent, memory } = carried;
  const isHere = (atMs: number) => (sliceAt(state.slices, source, atMs)?.profile ?? profile) === profile;
  const shown = Object.entries(memory.shownAtMs).map(
    ([rule, times]) => [rule, times.filter(isHere)] as const,
  );
  const shownAtMs = Object.fromEntries(shown.filter(([, times]) => times.length > 0));
  if (!isOwn(carried, { profile, profileSinceMs }))
    return {
      version,
      session,
      consent,
      firstSeenAtMs: profileSinceMs,
      pagesViewed: 0,
      coupons: [],
      variants: {},
      shownAtMs,
      isInformed: false,
    };
  const { firstSeenAtMs, pagesViewed, coupons } = carried;
  const { variants } = memory;
  const isInformed = version > 0 && carried.profile === profile;
  return { version, session, consent, firstSeenAtMs, pagesViewed, coupons, variants, shownAtMs, isInformed };
}
