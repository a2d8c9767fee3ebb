import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { purposes } from "./consent/purpose.ts";
import { mergeSnapshots, newestSession } from "./merge-snapshots.ts";
import { type HeldCoupon, newSession, newSnapshot, type Snapshot } from "./snapshot.ts";

const nowMs = 1_790_000_000_000;

const visitor = "AAAAAAAAAAAAAAAAAAAAAA";

/** Few values, so that two snapshots often have something in common. */
const timeMs = fc.integer({ min: 0, max: 4 });
const rule = fc.constantFrom("a", "b", "c");
const times = fc.dictionary(
  rule,
  fc.uniqueArray(timeMs, { minLength: 1 }).map((all) => all.toSorted((a, b) => a - b)),
);
const coupon: fc.Arbitrary<HeldCoupon> = fc.record({
  id: rule,
  code: rule,
  state: fc.constantFrom("held", "applied", "refused", "removed"),
  total: fc.constantFrom(null, "€4"),
  atMs: timeMs,
});
const snapshot: fc.Arbitrary<Snapshot> = fc.record({
  format: fc.constant(3 as const),
  visitor: fc.constant(visitor),
  profile: fc.constantFrom(visitor, "father", "son"),
  profileSinceMs: fc.constantFrom(0, 2),
  version: timeMs,
  asOfMs: timeMs,
  firstSeenAtMs: timeMs,
  lastSeenAtMs: timeMs,
  session: fc
    .record({ startedAtMs: timeMs, pages: timeMs, pageAtMs: timeMs, page: rule })
    .map(({ startedAtMs, ...known }) => newSession(startedAtMs, known)),
  pagesViewed: timeMs,
  timesMs: times,
  facts: fc.record({ cartItems: timeMs, orders: timeMs }),
  coupons: fc
    .uniqueArray(coupon, { selector: ({ id }) => id, maxLength: 3 })
    .map((all) => all.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))),
  memory: fc.record({
    variants: fc.dictionary(rule, rule),
    shownAtMs: times,
    shownElsewhereAtMs: times,
    dismissedAtMs: fc.dictionary(rule, timeMs),
  }),
  consent: fc.option(
    fc.record({
      purposes: fc.subarray([...purposes]),
      atMs: timeMs,
      by: fc.constantFrom("banner", "page"),
      gpc: fc.boolean(),
      notice: fc.constantFrom(null, "1"),
    }),
  ),
});

describe("two snapshots of a visitor", () => {
  it("come to the same in either order, and however often", () => {
    fc.assert(
      fc.property(snapshot, snapshot, (a, b) => {
        const merged = mergeSnapshots(a, b);
        expect(mergeSnapshots(b, a)).toEqual(merged);
        expect(mergeSnapshots(a, a)).toEqual(a);
        expect(mergeSnapshots(merged, a)).toEqual(merged);
        expect(mergeSnapshots(merged, b)).toEqual(merged);
      }),
      { numRuns: 2000 },
    );
  });

  it("lose nothing of one person that was shown, dismissed or held, and no fact of the newer writing", () => {
    fc.assert(
      fc.property(snapshot, snapshot, (a, b) => {
        fc.pre(a.profile === b.profile);
        const merged = mergeSnapshots(a, b);
        for (const one of [a, b]) {
          for (const [id, timesMs] of Object.entries(one.memory.shownAtMs))
            expect(merged.memory.shownAtMs[id]).toEqual(expect.arrayContaining(timesMs));
          for (const [id, atMs] of Object.entries(one.memory.dismissedAtMs))
            expect(merged.memory.dismissedAtMs[id]).toBeGreaterThanOrEqual(atMs);
          for (const { id, atMs } of one.coupons)
            expect(merged.coupons.find((held) => held.id === id)?.atMs).toBeGreaterThanOrEqual(atMs);
          expect(Object.keys(merged.memory.variants)).toEqual(
            expect.arrayContaining(Object.keys(one.memory.variants)),
          );
          expect(merged.pagesViewed).toBeGreaterThanOrEqual(one.pagesViewed);
        }
        const newer = a.version > b.version ? a : b;
        if (a.version !== b.version)
          expect(merged).toMatchObject({
            version: newer.version,
            timesMs: newer.timesMs,
            facts: newer.facts,
          });
      }),
      { numRuns: 2000 },
    );
  });

  it("of two people keep the one that the visitor is now, and of the other nothing but the visit", () => {
    fc.assert(
      fc.property(snapshot, snapshot, (father, son) => {
        const before = { ...father, profile: "father", version: 1 };
        const now = { ...son, profile: "son", version: 2 };
        const merged = mergeSnapshots(before, now);
        const { lastSeenAtMs, session, consent } = merged;
        expect(merged).toEqual({ ...now, lastSeenAtMs, session, consent });
        expect(session.startedAtMs).toBe(Math.max(father.session.startedAtMs, son.session.startedAtMs));
      }),
    );
  });

  it("of somebody who signs in for the first time keep what they did before", () => {
    const before = { ...newSnapshot(visitor, nowMs, newSession(nowMs)), version: 3 };
    const held: HeldCoupon = { id: "ten", code: "TEN", state: "held", total: null, atMs: nowMs };
    const carried = {
      ...before,
      coupons: [held],
      memory: { ...before.memory, shownAtMs: { hero: [nowMs] } },
    };
    const known = { ...before, version: 4, profile: "father" };
    expect(mergeSnapshots(carried, known)).toMatchObject({
      profile: "father",
      coupons: [held],
      memory: { shownAtMs: { hero: [nowMs] } },
    });
    const later = { ...known, profileSinceMs: nowMs };
    expect(mergeSnapshots(carried, later)).toMatchObject({ coupons: [], memory: { shownAtMs: {} } });
  });

  it("keep of the same writing what was not cut to fit a cookie", () => {
    const whole = { ...newSnapshot("AAAAAAAAAAAAAAAAAAAAAA", nowMs, newSession(nowMs)), version: 3 };
    const facts = { ...whole, facts: { cartProducts: ["lipstick", "brush"], cartItems: 2 } };
    const cut = { ...whole, facts: { cartProducts: ["brush"], cartItems: 2 } };
    expect(mergeSnapshots(cut, facts).facts).toEqual(facts.facts);
  });
});

describe("a visit that two sides know of", () => {
  const session = newSession(nowMs - 1000, {
    pages: 2,
    page: "/lips",
    pageAtMs: nowMs - 100,
    previousPage: "/",
  });

  it("is the one that began last", () => {
    const later = newSession(nowMs);
    expect(newestSession(session, later)).toBe(later);
    expect(newestSession(later, session)).toBe(later);
  });

  it("has the more pages of both, and the later one of them, where it is the same", () => {
    const older = { ...session, pages: 5, page: "/", pageAtMs: nowMs - 900 };
    for (const merged of [newestSession(session, older), newestSession(older, session)])
      expect(merged).toMatchObject({ pages: 5, page: "/lips" });
  });
});
