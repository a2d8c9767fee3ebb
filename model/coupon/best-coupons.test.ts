import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { couponWith } from "../testing/coupon.ts";
import { bestCoupons } from "./best-coupons.ts";
import type { Coupon } from "./coupon.ts";
import { estimatedDiscount, isOffItems } from "./estimated-discount.ts";

const noFloor = { leastPaidPercent: null };
const amount = (cents: number) => ({ kind: "amount", amount: cents }) as const;
const social = { class: "order", with: ["order"], excludes: [] };
const coupon = (id: string, cents: number | null, parts: Partial<Coupon> = {}) =>
  couponWith({ id, name: id, discount: cents === null ? null : amount(cents), ...parts });
const idsOf = ({ apply }: ReturnType<typeof bestCoupons>) => apply.map(({ id }) => id);

describe("the best coupons", () => {
  it("are the one that takes off most, where they are used alone", () => {
    const best = bestCoupons([coupon("a", 300), coupon("b", 500)], { value: 5000 }, noFloor);
    expect(best).toEqual({
      apply: [{ id: "b", estimate: 500 }],
      refused: [{ id: "a", reason: "not_combinable" }],
    });
  });

  it("are several where they may be combined, what takes off most first, and what nobody knows last", () => {
    const held = [
      coupon("a", 300, { combining: social }),
      coupon("unknown", null, { combining: social }),
      coupon("b", 500, { combining: social }),
      coupon("alone", 799),
    ];
    expect(idsOf(bestCoupons(held, { value: 5000 }, noFloor))).toEqual(["b", "a", "unknown"]);
    const dearer = [...held.slice(0, 3), coupon("alone", 801)];
    expect(idsOf(bestCoupons(dearer, { value: 5000 }, noFloor))).toEqual(["alone"]);
  });

  it("need both sides to agree, and neither to exclude the other", () => {
    const shipping = { class: "shipping", with: ["order"], excludes: [] };
    const one = coupon("one", 300, { combining: { class: "order", with: ["shipping"], excludes: [] } });
    expect(
      idsOf(bestCoupons([one, coupon("two", 200, { combining: shipping })], { value: 5000 }, noFloor)),
    ).toEqual(["one", "two"]);
    const unwilling = coupon("two", 200, { combining: { ...shipping, excludes: ["one"] } });
    expect(idsOf(bestCoupons([one, unwilling], { value: 5000 }, noFloor))).toEqual(["one"]);
  });

  it("say why others are not among them", () => {
    const held = [
      coupon("small", 100, { minimum: 9000 }),
      coupon("lips", 100, { categories: ["Lips"] }),
      coupon("much", 3000, { combining: social }),
      coupon("fits", 900, { combining: social }),
    ];
    const items = [{ product: "1", categories: ["Eyes"], price: 5000, quantity: 1 }];
    expect(bestCoupons(held, { value: 5000, items }, { leastPaidPercent: 80 })).toEqual({
      apply: [{ id: "fits", estimate: 900 }],
      refused: [
        { id: "small", reason: "minimum_not_met" },
        { id: "lips", reason: "not_applicable" },
        { id: "much", reason: "margin_floor" },
      ],
    });
  });

  it("are never of an unknown discount where there is a floor, but may be free shipping", () => {
    const shipping = coupon("shipping", null, { discount: { kind: "free_shipping", worth: null } });
    const best = bestCoupons([coupon("unknown", null), shipping], { value: 5000 }, { leastPaidPercent: 50 });
    expect(best).toEqual({
      apply: [{ id: "shipping", estimate: null }],
      refused: [{ id: "unknown", reason: "margin_floor" }],
    });
  });

  it("are as few as take off as much", () => {
    const held = [coupon("a", 5000, { combining: social }), coupon("b", 300, { combining: social })];
    expect(bestCoupons(held, { value: 5000 }, noFloor).refused).toEqual([{ id: "b", reason: "no_discount" }]);
  });

  it("keep a floor to the cent", () => {
    const of = (cents: number) =>
      bestCoupons([coupon("a", cents)], { value: 999 }, { leastPaidPercent: 33.3 });
    // 33.3 % of 999 is 332.667: 333 are left to pay.
    expect(idsOf(of(666))).toEqual(["a"]);
    expect(idsOf(of(667))).toEqual([]);
  });
});

const classes = ["order", "shipping", "gift"];
const anyCoupon = fc.record({
  discount: fc.oneof(
    fc.record({ kind: fc.constant("amount" as const), amount: fc.integer({ min: 1, max: 6000 }) }),
    fc.record({
      kind: fc.constant("percent" as const),
      percent: fc.integer({ min: 1, max: 1000 }).map((tenths) => tenths / 10),
      most: fc.option(fc.integer({ min: 1, max: 3000 })),
    }),
    fc.record({ kind: fc.constant("free_shipping" as const), worth: fc.integer({ min: 1, max: 900 }) }),
  ),
  minimum: fc.option(fc.integer({ min: 1, max: 12_000 })),
  combining: fc.record({
    class: fc.constantFrom(...classes),
    with: fc.subarray(classes),
    excludes: fc.subarray(["c0", "c3"]),
  }),
});
const anyHeld = (most: number) =>
  fc
    .array(anyCoupon, { maxLength: most })
    .map((all) => all.map((parts, index) => couponWith({ id: `c${index}`, name: "One", ...parts })));
const anyFloor = fc.option(fc.integer({ min: 1, max: 100 }));

function mayCombine(a: Coupon, b: Coupon): boolean {
  const named = a.combining.with.includes(b.combining.class) && b.combining.with.includes(a.combining.class);
  return named && !a.combining.excludes.includes(b.id) && !b.combining.excludes.includes(a.id);
}

/** What a combination takes off; `undefined` where it is not allowed. Written without regard to speed. */
function worthOf(set: readonly Coupon[], value: number, floor: number | null): number | undefined {
  const pairs = set.flatMap((a, index) => set.slice(index + 1).map((b) => [a, b] as const));
  if (!pairs.every(([a, b]) => mayCombine(a, b))) return undefined;
  const sum = (some: readonly Coupon[]) =>
    some.reduce((total, one) => total + (estimatedDiscount(one, { value }) ?? 0), 0);
  const off = sum(set.filter(isOffItems));
  if (floor !== null && off > 0 && (value - off) * 100 < value * floor) return undefined;
  return Math.min(off, value) + sum(set.filter((one) => !isOffItems(one)));
}

describe("whatever somebody holds", () => {
  it("no allowed combination takes off more, and the floor is kept", () => {
    fc.assert(
      fc.property(anyHeld(7), fc.integer({ min: 1, max: 15_000 }), anyFloor, (held, value, floor) => {
        const best = bestCoupons(held, { value }, { leastPaidPercent: floor });
        const chosen = held.filter(({ id }) => idsOf(best).includes(id));
        const mine = worthOf(chosen, value, floor);
        expect(mine).toBeDefined();
        const all = held.reduce<Coupon[][]>(
          (sets, one) => [...sets, ...sets.map((set) => [...set, one])],
          [[]],
        );
        for (const set of all) expect(worthOf(set, value, floor) ?? 0).toBeLessThanOrEqual(mine!);
        expect([...idsOf(best), ...best.refused.map(({ id }) => id)].toSorted()).toEqual(
          held.map(({ id }) => id).toSorted(),
        );
      }),
    );
  });

  it("dozens of coupons that may all be combined still keep the floor, and cost no time to speak of", () => {
    const held = Array.from({ length: 60 }, (_each, index) =>
      coupon(`c${index}`, 50 + index, { combining: social }),
    );
    const best = bestCoupons(held, { value: 10_000 }, { leastPaidPercent: 70 });
    const off = best.apply.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0);
    expect(off).toBeLessThanOrEqual(3000);
    expect(off).toBeGreaterThan(2900);
  });
});
