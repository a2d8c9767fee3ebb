import { isVisitor } from "../../model/identity/node.ts";
import type { Consent } from "../../model/consent/consent.ts";
import type { HeldCoupon, Session } from "../../model/snapshot.ts";
import { type Retention, usualRetention } from "../../model/retention.ts";
import type { TraitObservation } from "../../model/trait.ts";
import type { CouponErrand } from "./coupon-errand.ts";
import { EventLog } from "./event-log.ts";
import type { Handed } from "./move.ts";
import type { Slices } from "./slices.ts";

/** What a fact can be where it is told to others. */
export type Plain = string | number | boolean | null | readonly string[];

/** A variant that a visitor was given. */
export interface GivenVariant {
  variant: string;
  atMs: number;
  /** Whether it was given in the place of one that the visitor knew this profile to have. */
  replaces: boolean;
}

/** A coupon, and when it was first seen with whoever brought it. */
export interface KeptCoupon extends HeldCoupon {
  sinceMs: number;
  /** Names what the coupon's object issued to this person; without it, that is still to be asked for. */
  unit?: string;
  /** The order that it was redeemed with. */
  order?: string;
  /** The orders that it was redeemed with before it was given anew; without it, there are none. */
  earlierOrders?: string[];
  /** Which code each of these orders was made with, and of those that were cancelled a few; without it, there are none. */
  orderCodes?: Record<string, string>;
}

/** What came by one of the browsers, or under one of the names, that somebody is known by. */
export interface Source {
  firstSeenAtMs: number;
  seenAtMs: number;
  /** The browser's latest visit. */
  session: Session | null;
  /** What was found out of the browser in it, such as its device and where it is. */
  visit: Readonly<Record<string, Plain>>;
  pagesViewed: number;
  /** Each choice that was made here, the latest last. */
  consents: Consent[];
  /** By rule. */
  variants: Record<string, GivenVariant>;
  /** By rule, in ms, the oldest first. */
  shownAtMs: Record<string, number[]>;
  /** By coupon. */
  coupons: Record<string, KeptCoupon>;
  /** What was written down of the person here, the latest last; without it, nothing ever was. */
  notes?: Note[];
  /** Offers that were pinned to the person here, the latest last; without it, none ever was. */
  pins?: Pin[];
}

/** What somebody who serves customers wrote down of one. */
export interface Note {
  id: string;
  text: string;
  /** A user, with the name that they had then. */
  by: { id: string; name: string };
  atMs: number;
}

/** An offer that somebody who serves customers pinned to one. */
export interface Pin {
  offer: string;
  /** `null`: where live rules show the offer. */
  placement: string | null;
  /** `null`: until it is taken away. */
  untilMs: number | null;
  /** Why, for colleagues; empty where nobody said. */
  why: string;
  /** A user, with the name that they had then. */
  by: { id: string; name: string };
  atMs: number;
}

/** A word about a trait, and whom it came from. */
export interface KeptTrait extends TraitObservation {
  source: string;
}

/** What a person is known by at most; whatever comes beyond that is not kept. */
export const mostNodes = 100;

/** Since when nothing is known any more of whoever this was, and the marks of browsers of which nothing is to be known again. */
export interface Forgotten {
  atMs: number;
  marks: number[];
}

/** All that a profile object knows. Whatever came from somebody has a source, so that it can go where its source goes. */
export interface ProfileState {
  /** Empty until something arrived. */
  site: string;
  profile: string;
  /** Of the latest snapshot. */
  version: number;
  /** By node. */
  sources: Map<string, Source>;
  events: EventLog;
  traits: KeptTrait[];
  slices: Slices;
  /** By the id of a move: what the other profile has not taken over yet. */
  leaving: Record<string, Handed>;
  /** The moves that concerned this profile, the latest last. */
  moved: string[];
  /** What the person is known by besides the sources. */
  nodes: string[];
  /** When the first thing came that the index of profiles was told of by nothing that arrived since; `null` for none. */
  untoldSinceMs: number | null;
  retention: Retention;
  /** When something came last. */
  touchedAtMs: number;
  /** Of events that do not stay for good, those up to here were too many. */
  droppedUntilMs: number;
  forgotten: Forgotten | null;
  /** What the objects of coupons have yet to be told. */
  errands: CouponErrand[];
}

export function emptyState(): ProfileState {
  return {
    site: "",
    profile: "",
    version: 0,
    sources: new Map(),
    events: new EventLog(),
    traits: [],
    slices: {},
    leaving: {},
    moved: [],
    nodes: [],
    untoldSinceMs: null,
    retention: usualRetention,
    touchedAtMs: 0,
    droppedUntilMs: 0,
    forgotten: null,
    errands: [],
  };
}

export function newSource(atMs: number): Source {
  return {
    firstSeenAtMs: atMs,
    seenAtMs: 0,
    session: null,
    visit: {},
    pagesViewed: 0,
    consents: [],
    variants: {},
    shownAtMs: {},
    coupons: {},
  };
}

/** Who this profile is known as now; what names a person comes first. A browser that is somebody else's by now is not in it. */
export function nodesOf({ profile, sources, nodes, slices }: ProfileState): string[] {
  const all = [...new Set([...nodes, ...sources.keys()])];
  const own = all.filter((node) => (slices[node]?.at(-1)?.profile ?? profile) === profile);
  return own.sort((a, b) => Number(isVisitor(a)) - Number(isVisitor(b)));
}
