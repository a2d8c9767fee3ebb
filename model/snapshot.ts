import * as v from "valibot";
import { Consent } from "./consent/consent.ts";
import { couponRefusals } from "./coupon/refusal.ts";
import { PinnedOffer } from "./pin.ts";
import { TraitName, TraitValue } from "./trait.ts";
import { nothingRemembered, RuleMemory } from "./rule-memory.ts";

const snapshotFormat = 3;
const TimeMs = v.pipe(v.number(), v.integer(), v.minValue(0));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const ShortText = v.pipe(v.string(), v.maxLength(200));

/** 128 random bits in base64url. */
export const VisitorId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{22}$/, "A visitor's id has 22 characters."),
);

/** A visitor's id, or a hash of what a person is known by: as long as that. */
export const ProfileId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{22}$/, "A profile's id has 22 characters."),
);

/** A coupon that a profile holds, and what became of it in the shop's cart. */
export const HeldCoupon = v.object({
  id: v.string(),
  /** `null` until the coupon's pool has given one. */
  code: v.nullable(v.string()),
  /**
   * `held` until the shop took it (`applied`) or refused it (`refused`); `removed` once the shopper took it off,
   * `redeemed` with an order, `gone` where it expired, was revoked, or there was none left.
   * `waiting` is not held yet: the offer that it comes with waits on a page for its moment.
   */
  state: v.picklist(["waiting", "held", "applied", "refused", "removed", "redeemed", "gone"]),
  /** The cart's total, as the shop wrote it, when the state was last seen; `null` before that. */
  total: v.nullable(ShortText),
  /** When the state was last seen. */
  atMs: TimeMs,
  /** Without it: as long as the coupon is valid at all. */
  expiresAtMs: v.optional(TimeMs),
  /** Why it was refused or is gone. */
  reason: v.optional(v.picklist(couponRefusals)),
  /** What the shop took off for it when the state was last seen, in minor units. */
  off: v.optional(Count),
  /** Where `off` was worked out since, because the cart became another one. */
  isEstimate: v.optional(v.literal(true)),
});
export type HeldCoupon = v.InferOutput<typeof HeldCoupon>;

/**
 * One visit: how it began, and its pages so far. A new one begins after 30 minutes without a page, or with another
 * campaign's link. Texts are empty where there is nothing to say.
 */
export const Session = v.object({
  startedAtMs: TimeMs,
  /** 1 for a visitor's first visit. */
  number: Count,
  /** When the visitor was last seen in the visit before; `null` in the first. */
  previousVisitAtMs: v.nullable(TimeMs),
  source: ShortText,
  medium: ShortText,
  campaign: ShortText,
  term: ShortText,
  content: ShortText,
  searchEngine: ShortText,
  /** The page on another host that led here, without its query. */
  referrer: ShortText,
  /** Paths. */
  landingPage: ShortText,
  /** Pages so far, and the latest two of them: kept only while a live rule asks. */
  pages: Count,
  page: ShortText,
  pageAtMs: TimeMs,
  previousPage: ShortText,
});
export type Session = v.InferOutput<typeof Session>;

/**
 * What the profile found out because live rules ask for it, as of the last event: facts by their names, and the moments
 * that days are counted from, so that nothing here goes stale by waiting. What is missing was not asked for, or is not known.
 */
export const ProfileFacts = v.partial(
  v.object({
    cartValue: v.number(),
    cartItems: v.number(),
    cartProducts: v.array(ShortText),
    cartCategories: v.array(ShortText),
    orders: Count,
    lifetimeValue: v.number(),
    averageOrderValue: v.number(),
    lastOrderAtMs: TimeMs,
    favouriteCategory: ShortText,
    favouriteBrand: ShortText,
    categoryAffinity: v.record(v.string(), v.number()),
    emailOpens: Count,
    emailClicks: Count,
    lastEmailOpenAtMs: TimeMs,
    known: v.boolean(),
    tags: v.array(ShortText),
    tier: ShortText,
    points: v.number(),
    traits: v.record(TraitName, v.nonNullable(TraitValue)),
  }),
);
export type ProfileFacts = v.InferOutput<typeof ProfileFacts>;

/** What the visitor carries in the sealed cookie: the facts that live rules read, as of the last event. */
export const Snapshot = v.object({
  format: v.literal(snapshotFormat),
  visitor: VisitorId,
  /** Whose profile the visitor's is now. That of a visitor who is nobody known has the visitor's own id. */
  profile: ProfileId,
  /** Since when; 0 where all that the visitor ever did is this profile's. */
  profileSinceMs: TimeMs,
  /** Grows with each write by a profile; the newer one wins. 0 until the first event. */
  version: Count,
  /** When that was: whatever the profile knew by then is in it. */
  asOfMs: v.optional(TimeMs, 0),
  firstSeenAtMs: TimeMs,
  lastSeenAtMs: TimeMs,
  session: Session,
  /** Pages in all visits: kept only while a live rule asks. */
  pagesViewed: Count,
  timesMs: v.record(v.string(), v.array(TimeMs)),
  facts: ProfileFacts,
  coupons: v.array(HeldCoupon),
  /** Offers that are pinned to the person, the latest first; without it, none is. */
  pins: v.optional(v.array(PinnedOffer)),
  memory: RuleMemory,
  /** The latest choice; `null` where there was none. */
  consent: v.optional(v.nullable(Consent), null),
  /** Only as much as fits into a cookie: the whole of it lies in KV. */
  cut: v.optional(v.literal(true)),
});
export type Snapshot = v.InferOutput<typeof Snapshot>;

/** A visit that begins now: the visitor's first, from nowhere in particular, but for what is known of it. */
export function newSession(startedAtMs: number, known: Partial<Session> = {}): Session {
  return {
    startedAtMs,
    number: 1,
    previousVisitAtMs: null,
    source: "direct",
    medium: "none",
    campaign: "",
    term: "",
    content: "",
    searchEngine: "",
    referrer: "",
    landingPage: "",
    pages: 0,
    page: "",
    pageAtMs: startedAtMs,
    previousPage: "",
    ...known,
  };
}

/** A visitor who was never here before. */
export function newSnapshot(visitor: string, nowMs: number, session: Session): Snapshot {
  return {
    format: snapshotFormat,
    visitor,
    profile: visitor,
    profileSinceMs: 0,
    version: 0,
    asOfMs: 0,
    firstSeenAtMs: nowMs,
    lastSeenAtMs: nowMs,
    session,
    pagesViewed: 0,
    timesMs: {},
    facts: {},
    coupons: [],
    memory: nothingRemembered,
    consent: null,
  };
}
