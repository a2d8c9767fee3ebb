import type { Event } from "../../model/event.ts";
import { latestCoupons, newestSession } from "../../model/merge-snapshots.ts";
import type { HeldCoupon, Snapshot } from "../../model/snapshot.ts";
import type { Strategies, TraitObservation } from "../../model/trait.ts";
import type { KeptEvent } from "./event-log.ts";
import { keepRuleMemory, variantsOf } from "./rule-memory.ts";
import { type KeptCoupon, newSource, type ProfileState, type Source } from "./state.ts";

/** What a visitor carried, as far as it belongs to the profile. */
export interface Carried extends Pick<
  Snapshot,
  "version" | "firstSeenAtMs" | "session" | "pagesViewed" | "coupons" | "consent"
> {
  variants: Snapshot["memory"]["variants"];
  shownAtMs: Snapshot["memory"]["shownAtMs"];
  /** Whether the variants are those that this profile told, but for what pages changed since. */
  isInformed: boolean;
}

/** Something came by a source. */
export interface Arrived {
  type: "arrived";
  site: string;
  profile: string;
  source: string;
  carried: Carried | null;
  events: readonly Event[];
  traits: readonly TraitObservation[];
  strategies: Strategies;
  /** Whether the index of profiles is told of it. */
  isTold: boolean;
  nowMs: number;
}

/** Somebody else than the person's own browser gave them a coupon. */
export interface Given {
  type: "given";
  source: string;
  coupon: HeldCoupon;
}

/** Whoever this was wants to be unknown. */
export interface Forgotten {
  type: "forgotten";
  atMs: number;
}

/** Everything that changes a profile. Made again on the same state, each gives the same. */
export type Change = Arrived | Given | Forgotten;

/** Changes the state. */
export function make(state: ProfileState, change: Change): void {
  switch (change.type) {
    case "arrived":
      return arrive(state, change);
    case "given":
      state.version++;
      return hold(sourceOf(state, change.source, change.coupon.atMs), [change.coupon]);
    case "forgotten":
      state.forgottenAtMs = change.atMs;
  }
}

function arrive(state: ProfileState, arrived: Arrived): void {
  const { site, profile, carried, events, traits, nowMs } = arrived;
  state.site = site;
  state.profile = profile;
  const source = sourceOf(state, arrived.source, nowMs);
  source.seenAtMs = Math.max(source.seenAtMs, nowMs);
  for (const event of events) keepEvent(state, event, arrived.source);
  for (const trait of traits) state.traits.push({ ...trait, source: arrived.source });
  if (carried !== null) keepCarried(state, source, carried, nowMs);
  state.version = Math.max(state.version, carried?.version ?? 0) + 1;
  if (!arrived.isTold) return;
  state.toldVersion = state.version;
  state.toldAtMs = nowMs;
}

function sourceOf({ sources }: ProfileState, node: string, nowMs: number): Source {
  const source = sources.get(node) ?? newSource(nowMs);
  sources.set(node, source);
  return source;
}

/** What arrived first of an event stays, but two sources that tell of it differently are put together in one way. */
function keepEvent({ events }: ProfileState, event: Event, source: string): void {
  const before = events.get(event.id);
  const added: KeptEvent = { ...event, sources: [source] };
  if (before === undefined) events.put(added);
  else if (!before.sources.includes(source)) events.put(together(before, added));
}

/** One event that came by several sources: as it was told for the earliest time. */
export function together(a: KeptEvent, b: KeptEvent): KeptEvent {
  const isFirst = a.timeMs < b.timeMs || (a.timeMs === b.timeMs && textOf(a) <= textOf(b));
  return { ...(isFirst ? a : b), sources: [...new Set([...a.sources, ...b.sources])].sort() };
}

function textOf({ name, params }: Event): string {
  return JSON.stringify([name, params]);
}

function keepCarried(state: ProfileState, source: Source, carried: Carried, nowMs: number): void {
  const known = carried.isInformed ? variantsOf(state) : undefined;
  keepRuleMemory(source, carried, known, nowMs);
  source.firstSeenAtMs = Math.min(source.firstSeenAtMs, carried.firstSeenAtMs);
  source.session = source.session === null ? carried.session : newestSession(source.session, carried.session);
  source.pagesViewed = Math.max(source.pagesViewed, carried.pagesViewed);
  source.consent = carried.consent;
  hold(source, carried.coupons);
}

/** More than that nobody puts into one cart; those seen last stay. */
const mostCoupons = 100;

/** Of each coupon what was seen of it last counts. */
export function hold(source: Source, coupons: readonly HeldCoupon[]): void {
  const before = source.coupons;
  const latest = latestCoupons([...Object.values(before).map(heldOf), ...coupons]).slice(-mostCoupons);
  source.coupons = Object.fromEntries(
    latest.map((coupon) => {
      const times = coupons.filter(({ id }) => id === coupon.id).map(({ atMs }) => atMs);
      return [coupon.id, { ...coupon, sinceMs: Math.min(before[coupon.id]?.sinceMs ?? Infinity, ...times) }];
    }),
  );
}

/** A coupon as everybody else knows it. */
export function heldOf({ sinceMs: _sinceMs, ...coupon }: KeptCoupon): HeldCoupon {
  return coupon;
}
