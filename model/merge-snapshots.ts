import type { RuleMemory } from "./rule-memory.ts";
import type { Consent, HeldCoupon, Session, Snapshot } from "./snapshot.ts";

/**
 * What two snapshots of one visitor say together. Each part has its own sense of what is newer: what the profile works
 * out goes by the version of its writing, all else by when it happened. The order of the two does not matter, nor how
 * often one of them comes along.
 */
export function mergeSnapshots(a: Snapshot, b: Snapshot): Snapshot {
  const [older, newer] = inOrder(profilePart(a), profilePart(b), [({ version }) => version]);
  return {
    format: a.format,
    visitor: a.visitor,
    version: newer.version,
    firstSeenAtMs: Math.min(a.firstSeenAtMs, b.firstSeenAtMs),
    lastSeenAtMs: Math.max(a.lastSeenAtMs, b.lastSeenAtMs),
    session: newestSession(a.session, b.session),
    pagesViewed: Math.max(a.pagesViewed, b.pagesViewed),
    timesMs: newer.timesMs,
    profile: newer.profile,
    coupons: latestCoupons([...a.coupons, ...b.coupons]),
    memory: {
      variants: { ...older.variants, ...newer.variants },
      shownAtMs: allTimes(a.memory.shownAtMs, b.memory.shownAtMs),
      shownElsewhereAtMs: newer.shownElsewhereAtMs,
      dismissedAtMs: latestTimes(a.memory.dismissedAtMs, b.memory.dismissedAtMs),
    },
    consent: latestConsent(a.consent, b.consent),
  };
}

/** The visit that began last; of one visit, what is known by either side. */
export function newestSession(a: Session, b: Session): Session {
  const [, later] = inOrder(a, b, [({ startedAtMs }) => startedAtMs, ({ pageAtMs }) => pageAtMs]);
  return a.startedAtMs === b.startedAtMs ? { ...later, pages: Math.max(a.pages, b.pages) } : later;
}

/** What the profile alone can know, and what it has the last word on. */
function profilePart({ version, timesMs, profile, memory: { variants, shownElsewhereAtMs } }: Snapshot) {
  return { version, timesMs, profile, variants, shownElsewhereAtMs };
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
function latestCoupons(coupons: readonly HeldCoupon[]): HeldCoupon[] {
  const latest = new Map<string, HeldCoupon>();
  for (const coupon of coupons) {
    const [, later] = inOrder(latest.get(coupon.id) ?? coupon, coupon, [({ atMs }) => atMs]);
    latest.set(coupon.id, later);
  }
  return [...latest.values()].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** Whoever withdraws it is forgotten, so of two words of consent the later counts. */
function latestConsent(a: Consent | null, b: Consent | null): Consent | null {
  if (a === null || b === null) return a ?? b;
  const [, later] = inOrder(a, b, [({ atMs }) => atMs]);
  return later;
}

type Times = RuleMemory["shownAtMs"];

function allTimes(a: Times, b: Times): Times {
  return Object.fromEntries(
    rulesOf(a, b).map((rule) => {
      const timesMs = new Set([...(a[rule] ?? []), ...(b[rule] ?? [])]);
      return [rule, [...timesMs].sort((one, other) => one - other)];
    }),
  );
}

function latestTimes(a: RuleMemory["dismissedAtMs"], b: RuleMemory["dismissedAtMs"]) {
  return Object.fromEntries(rulesOf(a, b).map((rule) => [rule, Math.max(a[rule] ?? 0, b[rule] ?? 0)]));
}

function rulesOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}
