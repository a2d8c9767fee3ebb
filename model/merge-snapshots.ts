import type { Consent } from "./consent/consent.ts";
import { isOver } from "./coupon/is-live.ts";
import type { RuleMemory } from "./rule-memory.ts";
import type { HeldCoupon, Session, Snapshot } from "./snapshot.ts";

/**
 * What two snapshots of one visitor say together. Each part has its own sense of what is newer: what the profile works
 * out goes by the version of its writing, all else by when it happened. Where the visitor is somebody else now, nothing
 * of whom they were before remains but the visit. The order of the two does not matter, nor how often one comes along.
 */
export function mergeSnapshots(a: Snapshot, b: Snapshot): Snapshot {
  const [older, newer] = inOrder(profilePart(a), profilePart(b), [({ version }) => version]);
  const own = [a, b].filter((one) => isOwn(one, newer));
  return {
    format: a.format,
    visitor: a.visitor,
    profile: newer.profile,
    profileSinceMs: newer.profileSinceMs,
    version: newer.version,
    asOfMs: Math.max(...[a, b].map(({ version, asOfMs }) => (version === newer.version ? asOfMs : 0))),
    firstSeenAtMs: Math.min(...own.map(({ firstSeenAtMs }) => firstSeenAtMs)),
    lastSeenAtMs: Math.max(a.lastSeenAtMs, b.lastSeenAtMs),
    session: newestSession(a.session, b.session),
    pagesViewed: Math.max(...own.map(({ pagesViewed }) => pagesViewed)),
    timesMs: newer.timesMs,
    facts: newer.facts,
    coupons: latestCoupons(own.flatMap(({ coupons }) => coupons)),
    ...(newer.pins === undefined ? {} : { pins: newer.pins }),
    memory: {
      variants: { ...(isOwn(older, newer) ? older.variants : {}), ...newer.variants },
      shownAtMs: allTimes(own.map(({ memory }) => memory.shownAtMs)),
      shownElsewhereAtMs: newer.shownElsewhereAtMs,
      dismissedAtMs: latestTimes(own.map(({ memory }) => memory.dismissedAtMs)),
    },
    consent: latestConsent(a.consent, b.consent),
  };
}

/** Whose a snapshot of a visitor is. */
type Owner = Pick<Snapshot, "visitor" | "profile" | "profileSinceMs">;

/**
 * Whether what a visitor carried belongs to the profile that is theirs now: it is that profile's, or the visitor was
 * nobody known, and all that they ever did is this person's.
 */
export function isOwn(carried: Owner, now: Omit<Owner, "visitor">): boolean {
  if (carried.profile === now.profile) return true;
  return carried.profile === carried.visitor && now.profileSinceMs === 0;
}

/** The visit that began last; of one visit, what is known by either side. */
export function newestSession(a: Session, b: Session): Session {
  const [, later] = inOrder(a, b, [({ startedAtMs }) => startedAtMs, ({ pageAtMs }) => pageAtMs]);
  return a.startedAtMs === b.startedAtMs ? { ...later, pages: Math.max(a.pages, b.pages) } : later;
}

/** What the profile alone can know, and what it has the last word on. */
function profilePart(snapshot: Snapshot) {
  const { visitor, profile, profileSinceMs, version, timesMs, facts, pins, memory } = snapshot;
  const { variants, shownElsewhereAtMs } = memory;
  return { visitor, profile, profileSinceMs, version, timesMs, facts, pins, variants, shownElsewhereAtMs };
}

/** The lesser first. Of two that rank alike, the one that says more is the greater: the other was cut to fit a cookie. */
function inOrder<T>(a: T, b: T, ranks: readonly ((value: T) => number)[]): [T, T] {
  const text = { a: JSON.stringify(a), b: JSON.stringify(b) };
  const differences = [
    ...ranks.map((rank) => rank(a) - rank(b)),
    text.a.length - text.b.length,
    text.a < text.b ? -1 : 1,
  ];
  return (differences.find((difference) => difference !== 0) ?? 0) < 0 ? [a, b] : [b, a];
}

/** Of each coupon what was seen of it last; the oldest first. */
export function latestCoupons(coupons: readonly HeldCoupon[]): HeldCoupon[] {
  const latest = new Map<string, HeldCoupon>();
  for (const coupon of coupons) {
    const known = latest.get(coupon.id);
    latest.set(coupon.id, known === undefined ? coupon : latestCoupon(known, coupon));
  }
  return [...latest.values()].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** What became of a coupon last. Its own code, once it is known, stays known until the coupon is given anew. */
export function latestCoupon<T extends HeldCoupon>(a: T, b: T): T {
  const [earlier, later] = inOrder(a, b, [({ atMs }) => atMs]);
  if (isOver(earlier) && !isOver(later)) return later;
  const code = later.code ?? earlier.code;
  const expiresAtMs = later.expiresAtMs ?? earlier.expiresAtMs;
  return { ...later, code, ...(expiresAtMs === undefined ? {} : { expiresAtMs }) };
}

/** Of two choices the later counts. */
function latestConsent(a: Consent | null, b: Consent | null): Consent | null {
  if (a === null || b === null) return a ?? b;
  const [, later] = inOrder(a, b, [({ atMs }) => atMs]);
  return later;
}

type Times = RuleMemory["shownAtMs"];

export function allTimes(parts: readonly Times[]): Times {
  return Object.fromEntries(
    rulesOf(parts).map((rule) => {
      const timesMs = new Set(parts.flatMap((part) => part[rule] ?? []));
      return [rule, [...timesMs].sort((one, other) => one - other)];
    }),
  );
}

function latestTimes(parts: readonly RuleMemory["dismissedAtMs"][]) {
  return Object.fromEntries(
    rulesOf(parts).map((rule) => [rule, Math.max(...parts.map((part) => part[rule] ?? 0))]),
  );
}

function rulesOf(parts: readonly object[]): string[] {
  return [...new Set(parts.flatMap((part) => Object.keys(part)))];
}
