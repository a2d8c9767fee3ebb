import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nothingRemembered } from "../../model/rule-memory.ts";
import { newSession, Snapshot } from "../../model/snapshot.ts";
import { check } from "../../model/problem.ts";
import { snapshotWith } from "../testing/shop.ts";
import { fitted } from "./fitted.ts";

const nowMs = 1_790_000_000_000;
const coupon = (number: number) => ({
  id: `coupon-${number}`,
  code: "CODE",
  state: "held" as const,
  total: null,
  atMs: nowMs,
});
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

describe("what a visitor carries", () => {
  it("stays whole where it fits", () => {
    const snapshot = snapshotWith(nowMs, { coupons: [coupon(1)], facts: { cartProducts: ["a"] } });
    expect(fitted(snapshot)).toEqual(snapshot);
  });

  it("loses first what is missed least", () => {
    const session = newSession(nowMs, {
      content: "c".repeat(100),
      term: "t".repeat(100),
      source: "instagram",
      landingPage: "/lips",
    });
    const full = snapshotWith(nowMs, {
      session,
      facts: { orders: 3, cartProducts: many(20, (index) => `${index}`.padStart(60, "x")) },
      coupons: many(5, coupon),
      timesMs: { views: many(50, (index) => nowMs - index) },
    });
    const fits = fitted(full);
    expect(fits.session).toEqual({ ...session, content: "", term: "" });
    expect(fits.facts.orders).toBe(3);
    expect(fits.facts.cartProducts!.length).toBeLessThan(20);
    expect(fits.facts.cartProducts!.at(-1)).toBe(full.facts.cartProducts!.at(-1));
    expect(fits).toMatchObject({ coupons: full.coupons, timesMs: full.timesMs });
  });

  it("gives up old coupons before what rules count, the newest events last", () => {
    const times = many(120, (index) => nowMs - index);
    const fits = fitted(snapshotWith(nowMs, { coupons: many(30, coupon), timesMs: { views: times } }));
    expect(fits.coupons.at(-1)).toEqual(coupon(29));
    expect(fits.timesMs["views"]).toEqual(times);
    const onlyTimes = fitted(
      snapshotWith(nowMs, { timesMs: { views: many(400, (index) => nowMs - index) } }),
    );
    expect(onlyTimes.timesMs["views"]!.slice(0, 100)).toEqual(times.slice(0, 100));
  });

  it("forgets what rules did before coupons, and last what was dismissed last", () => {
    const ofRules = <T>(count: number, make: (index: number) => T) =>
      Object.fromEntries(many(count, (index) => [`rule-${index}`.padEnd(63, "x"), make(index)]));
    const memory = {
      variants: ofRules(40, () => "v".repeat(63)),
      shownAtMs: ofRules(10, (index) => [nowMs - 100 + index]),
      shownElsewhereAtMs: ofRules(40, () => many(20, () => nowMs)),
      dismissedAtMs: ofRules(40, (index) => nowMs - index),
    };
    const fits = fitted(snapshotWith(nowMs, { memory, coupons: many(3, coupon) }));
    expect(fits.coupons).toHaveLength(3);
    expect(fits.memory).toMatchObject({ variants: {}, shownAtMs: {}, shownElsewhereAtMs: {} });
    const dismissed = Object.entries(memory.dismissedAtMs);
    const kept = Object.entries(fits.memory.dismissedAtMs);
    expect(kept.length).toBeGreaterThan(10);
    expect(kept).toEqual(dismissed.slice(0, kept.length));

    const { shownAtMs, variants } = memory;
    const shown = fitted(
      snapshotWith(nowMs, { memory: { ...nothingRemembered, shownAtMs, variants } }),
    ).memory;
    expect(shown.shownAtMs).toEqual(shownAtMs);
    const given = Object.entries(shown.variants);
    expect(given).toEqual(Object.entries(variants).slice(-given.length));
  });

  it("always fits, is a snapshot still, and says who it is and when the visit began", () => {
    const text = fc.oneof(fc.string({ maxLength: 100 }), fc.constant("€".repeat(100)));
    const path = fc.constantFrom("", "/", `/${"x".repeat(99)}`);
    const rule = fc.string({ minLength: 1, maxLength: 63 });
    const shownTimes = fc.array(fc.constant(nowMs), { maxLength: 20 });
    const snapshots = fc
      .record({
        texts: fc.record({
          source: text,
          medium: text,
          campaign: text,
          term: text,
          content: text,
          referrer: path,
          landingPage: path,
          page: path,
          previousPage: path,
        }),
        products: fc.array(fc.string({ maxLength: 60 }), { maxLength: 20 }),
        affinity: fc.dictionary(fc.string({ maxLength: 60 }), fc.constant(0.123), { maxKeys: 10 }),
        coupons: fc.nat(60),
        times: fc.array(fc.nat(80), { maxLength: 5 }),
        memory: fc.record({
          variants: fc.dictionary(rule, rule, { maxKeys: 40 }),
          shownAtMs: fc.dictionary(rule, shownTimes, { maxKeys: 40 }),
          shownElsewhereAtMs: fc.dictionary(rule, shownTimes, { maxKeys: 40 }),
          dismissedAtMs: fc.dictionary(fc.string({ maxLength: 200 }), fc.constant(nowMs), { maxKeys: 40 }),
        }),
      })
      .map(({ texts, products, affinity, coupons, times, memory }) =>
        snapshotWith(nowMs, {
          session: newSession(nowMs, texts),
          facts: {
            cartProducts: products,
            cartCategories: products,
            categoryAffinity: affinity,
            favouriteCategory: "€".repeat(60),
            tags: products,
            traits: Object.fromEntries(products.map((product, index) => [`trait${index}`, [product]])),
          },
          coupons: many(coupons, coupon),
          memory,
          timesMs: Object.fromEntries(times.map((count, index) => [`c${index}`, many(count, () => nowMs)])),
        }),
      );
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const fits = fitted(snapshot);
        expect(new TextEncoder().encode(JSON.stringify(fits)).length).toBeLessThanOrEqual(2500);
        expect(check(Snapshot, JSON.parse(JSON.stringify(fits))).ok).toBe(true);
        expect(fits.visitor).toBe(snapshot.visitor);
        expect(fits.session).toMatchObject({
          startedAtMs: snapshot.session.startedAtMs,
          source: snapshot.session.source,
        });
      }),
      { numRuns: 50 },
    );
  });
});
