import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import { affinityOf } from "./affinity.ts";

const dayMs = 24 * 60 * 60_000;
const nowMs = 1_790_000_000_000;
let ids = 0;

function did(name: string, category: string, daysAgo = 0, params: object = {}, brand = "Odile"): Event {
  return {
    id: `event-${String(ids++).padStart(4, "0")}`,
    name,
    timeMs: nowMs - daysAgo * dayMs,
    params: {
      items: [{ item_category: category, item_brand: brand }],
      ...params,
    } as object as Event["params"],
  };
}

describe("what somebody likes", () => {
  it("is not known before they did anything", () => {
    expect(affinityOf([])).toEqual({ categoryAffinity: {} });
    expect(affinityOf([did("view_item", "", 0, {}, "")])).toEqual({ categoryAffinity: {} });
  });

  it("is what they looked at, more what they put into the cart, and most what they bought", () => {
    const events = [did("view_item", "Eyes"), did("add_to_cart", "Face"), did("purchase", "Lips")];
    expect(affinityOf(events)).toEqual({
      categoryAffinity: { Lips: 0.556, Face: 0.333, Eyes: 0.111 },
      favouriteCategory: "Lips",
      favouriteBrand: "Odile",
    });
  });

  it("fades: after 30 days it is half as much, and shares stay the same by waiting", () => {
    const events = [did("view_item", "Eyes", 30), did("view_item", "Lips", 0)];
    expect(affinityOf(events).categoryAffinity).toEqual({ Lips: 0.667, Eyes: 0.333 });
    const earlier = events.map((event) => ({ ...event, timeMs: event.timeMs - 90 * dayMs }));
    expect(affinityOf(earlier)).toEqual(affinityOf(events));
  });

  it("is said once by an order that is reported twice, and by one with many items of a kind", () => {
    const order = { transaction_id: "A" };
    const once = [did("purchase", "Lips", 0, order), did("purchase", "Eyes", 0)];
    expect(affinityOf([...once, did("purchase", "Lips", 0, order)])).toEqual(affinityOf(once));
    const items = Array.from({ length: 9 }, () => ({ item_category: "Lips", item_brand: "Odile" }));
    expect(affinityOf([did("purchase", "Lips", 0, { items }), once[1]!]).categoryAffinity).toEqual({
      Eyes: 0.5,
      Lips: 0.5,
    });
  });

  it("names the ten kinds that are liked most, each with its share of all", () => {
    const events = Array.from({ length: 20 }, (_, index) =>
      Array.from({ length: index + 1 }, () => did("view_item", `Kind ${index}`)),
    ).flat();
    const shares = Object.entries(affinityOf(events).categoryAffinity ?? {});
    expect(shares).toHaveLength(10);
    expect(shares[0]).toEqual(["Kind 19", Math.round((20 / 210) * 1000) / 1000]);
  });

  it("is the same in whatever order events arrive, and all shares make one", () => {
    const events = fc.array(
      fc.tuple(
        fc.constantFrom("view_item", "add_to_cart", "purchase"),
        fc.constantFrom("Lips", "Eyes", "Face"),
        fc.nat(3000),
      ),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (each, order) => {
        const log = each.map(([name, category, daysAgo]) => did(name, category, daysAgo));
        const shuffled = log
          .map((event) => ({ event, rank: order.next().value ?? 0 }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ event }) => event);
        const shares = affinityOf(log);
        expect(affinityOf(shuffled)).toEqual(shares);
        const sum = Object.values(shares.categoryAffinity ?? {}).reduce((total, share) => total + share, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(0.01);
      }),
    );
  });
});
