import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Counter } from "../../model/condition/did.ts";
import type { Event } from "../../model/event.ts";
import type { FactName } from "../../model/facts/catalogue.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import { nothingRemembered } from "../../model/rule-memory.ts";
import { snapshotWith } from "../testing/shop.ts";
import { arrivalWith } from "../testing/arriving.ts";
import type { Arrival } from "./arrival.ts";
import { profileOf } from "./profile-of.ts";

/** To come, so that no alarm goes off by itself. */
const nowMs = 1_990_000_000_000;
let visitors = 0;

function newProfile() {
  return profileOf(env.PROFILES, "lumen", `visitor-${visitors++}`);
}

const views: Counter = { id: "views", event: "view_item", where: {}, keep: 50 };
const lips: Counter = { id: "lips", event: "view_item", where: { item_category: "Lips" }, keep: 3 };

function view(number: number, timeMs = nowMs - number * 1000, params: Event["params"] = {}): Event {
  return { id: `event-${number}`, name: "view_item", timeMs, params };
}

describe("a profile", () => {
  const carried = snapshotWith(nowMs);
  const arrival = (events: readonly Event[], counters: readonly Counter[] = [views]) =>
    arrivalWith(nowMs, { carried, events, counters });
  const recordedBy = async (profile: ReturnType<typeof newProfile>, one: Arrival) => {
    const recorded = await profile.record(one);
    return { ...recorded, snapshot: recorded.snapshot! };
  };

  it("counts an event once, however often it arrives", async () => {
    const profile = newProfile();
    expect(await recordedBy(profile, arrival([view(1), view(2), view(1)]))).toMatchObject({
      acceptedIds: [view(1).id, view(2).id],
      duplicates: 1,
    });
    const again = await recordedBy(profile, arrival([view(2), view(3)]));
    expect(again).toMatchObject({ acceptedIds: [view(3).id], duplicates: 1 });
    expect(again.snapshot.timesMs).toEqual({ views: [nowMs - 1000, nowMs - 2000, nowMs - 3000] });
  });

  it("counts an order once, though the page, the shop's server and a file tell of it", async () => {
    const bought = (id: string, order: string, timeMs: number): Event => {
      return { id, name: "purchase", timeMs, params: { transaction_id: order, value: 5, currency: "EUR" } };
    };
    const events = [bought("of-page-1", "1", nowMs - 9), bought("of-server-1", "1", nowMs - 5)];
    const purchases: Counter = { id: "purchases", event: "purchase", where: {}, keep: 2 };
    const { snapshot } = await recordedBy(
      newProfile(),
      arrival([...events, bought("of-page-2", "2", nowMs - 20)], [purchases]),
    );
    expect(snapshot.timesMs).toEqual({ purchases: [nowMs - 9, nowMs - 20] });
  });

  it("keeps the first variant of a rule, until a page gives another to somebody who carries the first", async () => {
    const profile = newProfile();
    const after = async (variant: string, version: number) => {
      const memory = { ...nothingRemembered, variants: { welcome: variant } };
      const { snapshot } = await recordedBy(profile, {
        ...arrival([]),
        carried: { ...carried, version, memory },
      });
      return snapshot.memory.variants;
    };
    expect(await after("a", 0)).toEqual({ welcome: "a" });
    expect(await after("b", 0)).toEqual({ welcome: "a" });
    expect(await after("b", 2)).toEqual({ welcome: "b" });
    expect(await after("a", 0)).toEqual({ welcome: "b" });
  });

  it("keeps what arrived first of an event", async () => {
    const profile = newProfile();
    await recordedBy(profile, arrival([view(1, nowMs - 5)]));
    const { snapshot } = await recordedBy(profile, arrival([view(1, nowMs)]));
    expect(snapshot.timesMs["views"]).toEqual([nowMs - 5]);
  });

  it(
    "comes to the same counts in whatever order and batches events arrive, and however often",
    { timeout: 30_000 },
    async () => {
      const categories = ["Lips", "Eyes"];
      const log = Array.from({ length: 12 }, (_, number) =>
        view(number, nowMs - ((number * 7) % 12) * 1000, { item_category: categories[number % 2]! }),
      );
      const expected = await recordedBy(newProfile(), arrival(log, [views, lips]));
      const deliveries = fc.array(fc.subarray(log, { minLength: 1 }), { maxLength: 4 });
      const shuffled = fc.shuffledSubarray(log, { minLength: log.length });
      await fc.assert(
        fc.asyncProperty(deliveries, shuffled, fc.integer({ min: 1, max: 12 }), async (before, all, size) => {
          const profile = newProfile();
          let last = expected;
          let accepted = 0;
          const rest = Array.from({ length: Math.ceil(all.length / size) }, (_, batch) =>
            all.slice(batch * size, (batch + 1) * size),
          );
          for (const events of [...before, ...rest]) {
            last = await recordedBy(profile, arrival(events, [views, lips]));
            accepted += last.acceptedIds.length;
          }
          expect(accepted).toBe(log.length);
          expect(last.snapshot.timesMs).toEqual(expected.snapshot.timesMs);
        }),
        { numRuns: 15 },
      );
    },
  );

  it("knows at once what a new rule asks, from before the rule was there", async () => {
    const profile = newProfile();
    const events = [1, 2, 3, 4, 5].map((number) => view(number, nowMs - number, { item_category: "Lips" }));
    expect((await recordedBy(profile, arrival(events, []))).snapshot.timesMs).toEqual({});
    const { snapshot } = await recordedBy(
      profile,
      arrival([view(6, nowMs - 9, { item_category: "Eyes" })], [lips]),
    );
    expect(snapshot.timesMs).toEqual({ lips: [nowMs - 1, nowMs - 2, nowMs - 3] });
  });

  it("gives each snapshot a higher version than the last, and than the one that was carried", async () => {
    const profile = newProfile();
    const versions: number[] = [];
    for (const version of [0, 0, 7, 2]) {
      const { snapshot } = await recordedBy(profile, { ...arrival([]), carried: { ...carried, version } });
      versions.push(snapshot.version);
    }
    expect(versions).toEqual([1, 2, 8, 9]);
  });

  it("remembers the first time it was seen and the newest visit, whichever arrives later", async () => {
    const profile = newProfile();
    const visit = (source: string, startedAtMs: number, firstSeenAtMs: number) =>
      recordedBy(profile, {
        ...arrival([]),
        carried: { ...carried, firstSeenAtMs, session: { ...carried.session, source, startedAtMs } },
      });
    await visit("tiktok", nowMs - 20, nowMs - 100);
    const { snapshot } = await visit("google", nowMs - 50, nowMs - 50);
    expect(snapshot).toMatchObject({
      firstSeenAtMs: nowMs - 100,
      lastSeenAtMs: nowMs,
      session: { source: "tiktok", startedAtMs: nowMs - 20 },
    });
    expect((await visit("bing", nowMs - 1, nowMs - 50)).snapshot.session.source).toBe("bing");
  });

  it("works out what live rules want to know, and nothing else", async () => {
    const profile = newProfile();
    const items = [{ item_id: "lipstick", item_category: "Lips", price: 19.95, quantity: 2 }];
    const events: Event[] = [
      {
        id: "event-added",
        name: "add_to_cart",
        timeMs: nowMs - 4,
        params: { items } as object as Event["params"],
      },
      {
        id: "event-bought",
        name: "purchase",
        timeMs: nowMs - 9,
        params: { transaction_id: "A", value: 12.5 },
      },
      { id: "event-open-1", name: "email_open", timeMs: nowMs - 7, params: {} },
      { id: "event-open-2", name: "email_open", timeMs: nowMs - 6, params: {} },
      { id: "event-click", name: "email_click", timeMs: nowMs - 5, params: {} },
    ];
    const wanting = async (wanted: FactName[] | null, facts = carried.facts) =>
      (await recordedBy(profile, { ...arrival([]), carried: { ...carried, facts }, wanted })).snapshot.facts;
    await recordedBy(profile, arrival(events));
    expect(await wanting(["cartValue"])).toEqual({ cartValue: 39.9 });
    expect(await wanting(["cartItems", "country"])).toEqual({ cartItems: 2 });
    expect(await wanting(["orders", "daysSinceLastOrder"])).toEqual({ orders: 1, lastOrderAtMs: nowMs - 9 });
    expect(await wanting(["favouriteCategory", "emailClicks"])).toEqual({
      favouriteCategory: "Lips",
      emailClicks: 1,
    });
    expect(await wanting(["emailOpens", "daysSinceEmailOpen"])).toEqual({
      emailOpens: 2,
      lastEmailOpenAtMs: nowMs - 6,
    });
    expect(await wanting([], { orders: 5 })).toEqual({});
    expect(await wanting(null, { orders: 5 })).toEqual({ orders: 5 });
  });

  it("keeps count of pages where live rules ask, though an older cookie comes back", async () => {
    const profile = newProfile();
    const page = (number: number): Event => ({
      id: `event-page-${number}`,
      name: "page_view",
      timeMs: nowMs - 100 + number,
      params: { page_path: `/${number}` },
    });
    const wanted = ["pagesThisVisit"] as const;
    await recordedBy(profile, { ...arrival([page(1), page(2)]), wanted });
    const session = { ...carried.session, pages: 1, page: "/1", pageAtMs: nowMs - 100 };
    const { snapshot } = await recordedBy(profile, {
      ...arrival([page(3)]),
      carried: { ...carried, session },
      wanted,
    });
    expect(snapshot).toMatchObject({ pagesViewed: 3, session: { pages: 3, page: "/3" } });
  });

  it("is one of its visitor and site alone", async () => {
    const one = profileOf(env.PROFILES, "one", "somebody");
    await one.record(arrival([view(1)]));
    const other = await recordedBy(profileOf(env.PROFILES, "other", "somebody"), arrival([]));
    expect(other.snapshot.timesMs).toEqual({ views: [] });
  });

  it("survives that its object is put away", async () => {
    const profile = newProfile();
    const before = await recordedBy(profile, arrival([view(1), view(2)]));
    await evictDurableObject(profile);
    const after = await recordedBy(profile, arrival([view(2), view(1)]));
    expect(after).toEqual({
      acceptedIds: [],
      duplicates: 2,
      elsewhere: [],
      index: null,
      snapshot: { ...before.snapshot, version: before.snapshot.version + 1 },
    });
  });
});

describe("a profile's coupons", () => {
  const ten: HeldCoupon = { id: "ten", code: "TEN", state: "held", total: null, atMs: nowMs };
  const carriedBy = async (profile: ReturnType<typeof newProfile>, coupons: HeldCoupon[] = []) => {
    const carried = snapshotWith(nowMs, { coupons });
    return (await profile.record(arrivalWith(nowMs, { carried }))).snapshot?.coupons;
  };

  it("are those that the visitor carries, each once, and stay when the visitor has lost them", async () => {
    const profile = newProfile();
    const gift = { ...ten, id: "gift", code: "GIFT", atMs: nowMs + 1 };
    expect(await carriedBy(profile, [ten, gift])).toEqual([ten, gift]);
    await evictDurableObject(profile);
    expect(await carriedBy(profile, [ten])).toEqual([ten, gift]);
  });

  it("have the state that was seen last, in whatever order the news arrive", async () => {
    const profile = newProfile();
    const refused = { ...ten, state: "refused", total: "€40", atMs: nowMs + 5 } as const;
    await carriedBy(profile, [refused]);
    expect(await carriedBy(profile, [{ ...ten, state: "applied", atMs: nowMs + 3 }])).toEqual([refused]);
    const applied = { ...ten, state: "applied", atMs: nowMs + 6 } as const;
    expect(await carriedBy(profile, [applied])).toEqual([applied]);
    expect(await carriedBy(profile, [ten])).toEqual([applied]);
  });
});
