import type { Consent } from "../../model/consent/consent.ts";
import { isOver } from "../../model/coupon/is-live.ts";
import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { Event } from "../../model/event.ts";
import { newestSession } from "../../model/merge-snapshots.ts";
import type { Retention } from "../../model/retention.ts";
import type { HeldCoupon, Snapshot } from "../../model/snapshot.ts";
import type { Strategies, TraitObservation } from "../../model/trait.ts";
import { isToShop, withChoice } from "./consents.ts";
import { type CouponErrand, send } from "./coupon-errand.ts";
import { together } from "./event-log.ts";
import { heldTogether, keepOrders, keptCopies, keptOf, ordersWith } from "./held-coupons.ts";
import type { Move } from "../../model/identity/move.ts";
import { type Handed, handOver, takeOver } from "./move.ts";
import { giveAgain, takeOrders, takeOrdersOfBoth } from "./order-coupons.ts";
import { orderEvents } from "./orders.ts";
import { retain, retainTraits } from "./retain.ts";
import { keepRuleMemory, togetherShown, triggeredIn, variantsOf } from "./rule-memory.ts";
import { settleCoupons } from "./settle-coupons.ts";
import { notesTogether, withoutNote } from "./notes.ts";
import { pinsTogether, withoutPin } from "./pins.ts";
import { newSource, type Note, type Pin, type ProfileState, type Source } from "./state.ts";
import { untoldSince } from "./untold.ts";

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
  /** What is new of these: mostly nothing. */
  news: { visit?: Source["visit"]; nodes?: string[]; retention?: Retention; strategies?: Strategies };
  /** Whether the index of profiles is told of it. */
  isTold: boolean;
  nowMs: number;
}

/** Everything that changes a profile. Made again on the same state, each gives the same. */
export type Change =
  | Arrived
  /** Somebody else than the person's own browser gave them a coupon. */
  | { type: "given"; source: string; coupon: HeldCoupon }
  /** The person said to somebody of the shop what they agree to. */
  | { type: "chosen"; source: string; consent: Consent }
  /** Somebody who serves customers wrote something down of the person, or took it away. */
  | { type: "noted"; source: string; note: Note }
  | { type: "unnoted"; id: string }
  /** Somebody who serves customers pinned an offer to the person, or took it away; `event` tells of it. */
  | { type: "pinned"; source: string; pin: Pin; event: Event }
  | { type: "unpinned"; source: string; offer: string; event: Event }
  /** The index of profiles is told all of it once more. */
  | { type: "retold" }
  /** Time went by. */
  | { type: "aged"; nowMs: number }
  /** Whoever this was wants to be unknown. */
  | { type: "forgotten"; marks: number[]; version: number; nowMs: number }
  /** `isErased`: nobody is to know it any more. */
  | { type: "handOver"; move: Move; nowMs: number; isErased?: true }
  | { type: "takeOver"; move: Move; handed: Handed; nowMs: number }
  /** The other profile has it. */
  | { type: "handedOver"; id: string }
  /** A coupon's object gave the person one: `unit` names it. */
  | { type: "issued"; coupon: string; unit: string; code: string; expiresAtMs: number | null }
  /** There is none for the person. */
  | { type: "gone"; coupon: string; reason: CouponRefusal; nowMs: number }
  /** A coupon's object has been told; `next` is what follows. */
  | { type: "errandDone"; id: string; next?: CouponErrand }
  /** Nobody confirmed an order: the person has the coupon again. */
  | { type: "unconfirmed"; id: string; coupon: string; order: string; nowMs: number };

/** Changes the state. */
export function make(state: ProfileState, change: Change): void {
  switch (change.type) {
    case "arrived":
      return arrive(state, change);
    case "given":
      state.version++;
      return hold(sourceOf(state, change.source, change.coupon.atMs), [change.coupon]);
    case "chosen": {
      state.version++;
      const source = sourceOf(state, change.source, change.consent.atMs);
      source.consents = withChoice(source.consents, change.consent);
      return awaitTelling(state, change.consent.atMs);
    }
    case "noted": {
      const source = sourceOf(state, change.source, change.note.atMs);
      source.notes = notesTogether([source.notes, [change.note]]);
      return;
    }
    case "unnoted":
      return withoutNote(state, change.id);
    case "pinned": {
      state.version++;
      // In the place of what was said of this offer before, wherever that is.
      withoutPin(state, change.pin.offer);
      const source = sourceOf(state, change.source, change.pin.atMs);
      source.pins = pinsTogether([source.pins, [change.pin]]);
      return keepEvent(state, change.event, change.source);
    }
    case "unpinned":
      state.version++;
      withoutPin(state, change.offer);
      return keepEvent(state, change.event, change.source);
    case "retold":
      state.version++;
      return;
    case "aged":
      return retain(state, change.nowMs);
    case "forgotten":
      state.forgotten = { atMs: change.nowMs, marks: change.marks };
      state.version = change.version;
      return touch(state, change.nowMs);
    case "handOver":
      handOver(state, change.move, change.isErased);
      return touch(state, change.nowMs);
    case "takeOver":
      takeOver(state, change.move, change.handed);
      takeOrdersOfBoth(state, change.nowMs);
      settleCoupons(state);
      retain(state, change.nowMs);
      return touch(state, change.nowMs);
    case "handedOver":
      delete state.leaving[change.id];
      return;
    case "issued": {
      const { coupon, unit, code, expiresAtMs } = change;
      const expiry = expiresAtMs === null ? {} : { expiresAtMs };
      state.version++;
      for (const copy of keptCopies(state, coupon))
        if (copy.unit === undefined || !isOver(copy)) Object.assign(copy, { unit, code, ...expiry });
      return;
    }
    case "gone":
      return vanish(state, change);
    case "errandDone":
      finish(state, change.id);
      if (change.next !== undefined) send(state, change.next);
      return;
    case "unconfirmed":
      finish(state, change.id);
      return giveAgain(state, change.coupon, change);
  }
}

/** Whoever can have no more of a coupon has what they ordered with, or nothing; the same wherever they have it from. */
function vanish(
  state: ProfileState,
  { coupon, reason, nowMs }: { coupon: string; reason: CouponRefusal; nowMs: number },
): void {
  state.version++;
  const copies = keptCopies(state, coupon);
  const atMs = Math.max(nowMs, ...copies.map((copy) => copy.atMs + 1));
  const { sinceMs: _sinceMs, ...ordered } = copies.find(({ order }) => order !== undefined) ?? {
    state: "gone" as const,
    reason,
  };
  for (const copy of copies) {
    const orders = ordersWith(copy);
    const { orderCodes: codes } = copy;
    Object.assign(copy, ordered, { atMs });
    copy.orderCodes = { ...codes, ...copy.orderCodes };
    keepOrders(copy, copy.order, [...orders, ...ordersWith(copy)]);
  }
}

function finish(state: ProfileState, errand: string): void {
  state.errands = state.errands.filter(({ id }) => id !== errand);
}

function touch(state: ProfileState, nowMs: number): void {
  state.touchedAtMs = Math.max(state.touchedAtMs, nowMs);
  awaitTelling(state, nowMs);
}

/** The index of profiles is to know of it. What coupons are held it does not keep. */
function awaitTelling(state: ProfileState, nowMs: number): void {
  state.untoldSinceMs = untoldSince(state.untoldSinceMs, nowMs);
}

function arrive(state: ProfileState, arrived: Arrived): void {
  const { site, profile, carried, events, traits, news, nowMs } = arrived;
  state.site = site;
  state.profile = profile;
  touch(state, nowMs);
  if (news.retention !== undefined) state.retention = news.retention;
  if (news.nodes !== undefined) state.nodes = [...state.nodes, ...news.nodes];
  // Somebody was here when their browser sent this; of others it is only known when it happened.
  const timesMs = carried === null ? events.map(({ timeMs }) => timeMs) : [nowMs];
  const source = sourceOf(state, arrived.source, nowMs);
  source.firstSeenAtMs = Math.min(source.firstSeenAtMs, ...timesMs);
  source.seenAtMs = Math.max(source.seenAtMs, ...timesMs);
  if (news.visit !== undefined) source.visit = news.visit;
  const orders = events.filter(({ id, name }) => isOrderEvent(name) && state.events.get(id) === undefined);
  for (const event of events) keepEvent(state, event, arrived.source);
  source.shownAtMs = togetherShown([source.shownAtMs, ...triggeredIn(events)]);
  for (const trait of traits) state.traits.push({ ...trait, source: arrived.source });
  if (traits.length > 0) retainTraits(state, news.strategies ?? {});
  if (carried !== null) keepCarried(state, source, carried, nowMs);
  takeOrders(state, orders, nowMs);
  retain(state, nowMs);
  state.version = Math.max(state.version, carried?.version ?? 0) + 1;
  if (arrived.isTold) state.untoldSinceMs = null;
}

function sourceOf({ sources }: ProfileState, node: string, nowMs: number): Source {
  const source = sources.get(node) ?? newSource(nowMs);
  sources.set(node, source);
  return source;
}

/** What arrived first of an event stays, but two sources that tell of it differently are put together in one way. */
function keepEvent({ events }: ProfileState, event: Event, source: string): void {
  const before = events.get(event.id);
  const added = { ...event, sources: [source] };
  if (before === undefined) events.put(added);
  else if (!before.sources.includes(source)) events.put(together(before, added));
}

function keepCarried(state: ProfileState, source: Source, carried: Carried, nowMs: number): void {
  const known = carried.isInformed ? variantsOf(state) : undefined;
  keepRuleMemory(source, carried, known, nowMs);
  source.firstSeenAtMs = Math.min(source.firstSeenAtMs, carried.firstSeenAtMs);
  source.session = source.session === null ? carried.session : newestSession(source.session, carried.session);
  source.pagesViewed = Math.max(source.pagesViewed, carried.pagesViewed);
  // What was said to somebody of the shop is kept where it was said.
  if (carried.consent !== null && !isToShop(carried.consent))
    source.consents = withChoice(source.consents, carried.consent);
  keepCoupons(state, source, carried);
}

/** A coupon that the visitor knows from this profile stays with whoever brought it, where it is known what became of it. */
function keepCoupons({ sources }: ProfileState, source: Source, { coupons, isInformed }: Carried): void {
  for (const coupon of coupons) {
    const holders = [...sources.values()].filter(
      (own) => isInformed && Object.hasOwn(own.coupons, coupon.id),
    );
    for (const holder of holders.length === 0 ? [source] : holders) hold(holder, [coupon]);
  }
}

function isOrderEvent(name: string): boolean {
  return (orderEvents as readonly string[]).includes(name);
}

function hold(source: Source, coupons: readonly HeldCoupon[]): void {
  source.coupons = heldTogether(source.coupons, keptOf(coupons));
}
