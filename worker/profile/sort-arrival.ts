import { canonicalJson } from "../../model/canonical-json.ts";
import type { Event } from "../../model/event.ts";
import { isOwn } from "../../model/merge-snapshots.ts";
import { visitorNode } from "../../model/identity/node.ts";
import type { Arrival, Recorded } from "./arrival.ts";
import type { Arrived, Carried } from "./change.ts";
import { traitKey } from "./move.ts";
import { isKept } from "./retain.ts";
import { sinceWhen, sliceAt } from "./slices.ts";
import { mostNodes, type ProfileState } from "./state.ts";

/** A profile has no more of them: a word about another trait is not kept. */
const mostTraitNames = 100;

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
    if (isLeaving(state, event.id, source)) {
      duplicates++;
      continue;
    }
    if (whose !== profile) {
      elsewhere.set(whose, [...(elsewhere.get(whose) ?? []), event.id]);
      continue;
    }
    const known = state.events.get(event.id);
    const isNews = known === undefined && isKept(state, event, nowMs);
    if (isNews && !fresh.has(event.id)) fresh.set(event.id, event);
    else duplicates++;
    if (isNews || known?.sources.includes(source) === false) kept.push(event);
  }
  return {
    events: kept,
    acceptedIds: [...fresh.keys()],
    duplicates,
    elsewhere: [...elsewhere].map(([id, eventIds]) => ({ profile: id, eventIds })),
    isHere: owner === profile,
  };
}

/** Whether an event is on its way to another profile, which does not know it yet. What others told of it is not. */
function isLeaving({ leaving }: ProfileState, id: string, source: string): boolean {
  return Object.values(leaving).some(({ events }) =>
    events.some((event) => event.id === id && event.sources.includes(source)),
  );
}

/** The change that an arrival makes; `undefined` where nothing of it belongs here, or it says nothing new. */
export function changeBy(
  state: ProfileState,
  arrival: Arrival,
  { events, isHere }: Sorted,
  isTold: boolean,
): Arrived | undefined {
  if (events.length === 0 && !(isHere && saysMore(state, arrival))) return undefined;
  const { site, profile, source, nowMs } = arrival;
  const traits = newTraits(state, arrival, events);
  const carried = isHere ? carriedBy(state, arrival) : null;
  const news = newsOf(state, arrival, traits.length > 0);
  return { type: "arrived", site, profile, source, carried, events, traits, news, isTold, nowMs };
}

/** Whether an arrival without new events is worth writing down: somebody is here, or has one more name. */
function saysMore(state: ProfileState, { carried, nodes = [] }: Arrival): boolean {
  if (carried !== null) return true;
  const isSomebody = state.forgotten === null && state.sources.size > 0 && state.nodes.length < mostNodes;
  return isSomebody && nodes.some((node) => !state.nodes.includes(node));
}

/** What of it is not known yet, so that it is not written again and again. */
function newsOf(state: ProfileState, arrival: Arrival, hasTraits: boolean): Arrived["news"] {
  const { source, visit, retention, strategies, nodes = [] } = arrival;
  const isNew = (now: unknown, before: unknown) => canonicalJson(now) !== canonicalJson(before);
  const before = state.sources.get(source)?.visit ?? {};
  const newNodes = nodes
    .filter((node) => !state.nodes.includes(node))
    .slice(0, mostNodes - state.nodes.length);
  return {
    ...(visit !== undefined && isNew(visit, before) ? { visit } : {}),
    ...(isNew(retention, state.retention) ? { retention } : {}),
    ...(newNodes.length > 0 ? { nodes: newNodes } : {}),
    ...(hasTraits ? { strategies } : {}),
  };
}

/** Words that came with events that are new here. */
function newTraits(state: ProfileState, { source, traits = [] }: Arrival, events: readonly Event[]) {
  if (traits.length === 0) return [];
  const ids = new Set(events.map(({ id }) => id));
  const known = new Set(state.traits.map(traitKey));
  const names = new Set(state.traits.map(({ name }) => name));
  return traits.filter((trait) => {
    const key = traitKey({ ...trait, source });
    if (!ids.has(trait.event) || known.has(key)) return false;
    if (!names.has(trait.name) && names.size >= mostTraitNames) return false;
    known.add(key);
    names.add(trait.name);
    return true;
  });
}

/**
 * Of somebody whom the visitor was before they were this one, nothing but the visit is taken over. When rules were shown
 * is carried again and again: what is known of it is not written down again.
 */
function carriedBy(state: ProfileState, { carried, profile, nowMs }: Arrival): Carried | null {
  if (carried === null) return null;
  const source = visitorNode(carried.visitor);
  const profileSinceMs = sinceWhen(state.slices, source, nowMs);
  const { version, session, consent, memory } = carried;
  const isHere = (atMs: number) => (sliceAt(state.slices, source, atMs)?.profile ?? profile) === profile;
  const known = new Map(Object.entries(state.sources.get(source)?.shownAtMs ?? {}));
  const isNew = (rule: string, atMs: number) => isHere(atMs) && known.get(rule)?.includes(atMs) !== true;
  const shown = Object.entries(memory.shownAtMs).map(
    ([rule, times]) => [rule, times.filter((atMs) => isNew(rule, atMs))] as const,
  );
  const shownAtMs = Object.fromEntries(shown.filter(([, times]) => times.length > 0));
  const visit = { version, session, consent, shownAtMs };
  if (!isOwn(carried, { profile, profileSinceMs })) {
    const firstSeenAtMs = Math.max(profileSinceMs, carried.firstSeenAtMs);
    return { ...visit, firstSeenAtMs, pagesViewed: 0, coupons: [], variants: {}, isInformed: false };
  }
  const { coupons } = carried;
  // Once somebody is known, the cookie says this of all their browsers.
  const isAlone = carried.profile === carried.visitor;
  const firstSeenAtMs = isAlone ? carried.firstSeenAtMs : nowMs;
  const pagesViewed = isAlone ? carried.pagesViewed : 0;
  const isInformed = version > 0 && carried.profile === profile;
  return { ...visit, firstSeenAtMs, pagesViewed, coupons, variants: memory.variants, isInformed };
}
