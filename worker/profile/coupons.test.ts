import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { visitorNode } from "../../model/identity/node.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import type { Event } from "../../model/event.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import { ledgerOf, redeemCoupon } from "../coupon/ask-coupon.ts";
import { compileRules } from "../decide/compile-rules.ts";
import { compileBundle } from "../../model/bundle.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { everythingStored } from "../testing/everything-stored.ts";
import { faulty } from "../testing/faulty.ts";
import { configurationWith, prepareDatabase, siteWith, snapshotWith } from "../testing/shop.ts";
import { goLive } from "../testing/visiting.ts";
import { type Change, make } from "./change.ts";
import { CouponErrands } from "./coupon-errands.ts";
import { errandsOf } from "./coupon-errand.ts";
import { couponsOf } from "./held-coupons.ts";
import { profileOf } from "./profile-of.ts";
import { changeBy, sortArrival } from "./sort-arrival.ts";
import { emptyState, type ProfileState } from "./state.ts";
import { stateOf, textOf } from "./stored-state.ts";

const nowMs = Date.parse("2026-11-25T11:00:00Z");
const pool = { kind: "generated", pattern: "GLOW-#############" } as const;
const site = siteWith();
const configuration = configurationWith({
  coupons: [
    couponWith({ id: "own", pool }),
    couponWith({ id: "one", pool, limits: { total: 1, perPerson: null, perDay: null } }),
    couponWith({ id: "all", code: "ALL" }),
    couponWith({ id: "both", pool, shards: 4 }),
  ],
});

beforeAll(async () => {
  await prepareDatabase(site);
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  await goLive(site, configuration, nowMs);
});

const visitorOf = (letter: string) => letter.repeat(22);
const held = (id: string, code: string | null = null, more: Partial<HeldCoupon> = {}): HeldCoupon => {
  return { id, code, state: "held", total: null, atMs: nowMs, ...more };
};

/** Somebody's profile without its object: what is changed is written down and read again, as it would be. */
class Known {
  state: ProfileState = emptyState();
  readonly #written: string[] = [];

  make(change: Change): this {
    make(this.state, change);
    this.#written.push(JSON.stringify(change));
    const again = emptyState();
    for (const text of this.#written) make(again, JSON.parse(text) as Change);
    expect(textOf(again)).toBe(textOf(this.state));
    expect(textOf(stateOf(textOf(this.state)))).toBe(textOf(this.state));
    return this;
  }

  arrive(letter: string, coupons: HeldCoupon[], ...events: [name: string, params: object][]): this {
    const visitor = visitorOf(letter);
    const carried = snapshotWith(nowMs, { visitor, profile: visitor, coupons });
    const arrival = arrivalWith(nowMs, {
      carried,
      events: events.map(([name, params]) => ({
        id: crypto.randomUUID(),
        name,
        timeMs: nowMs,
        params: params as Event["params"],
      })),
    });
    const change = changeBy(this.state, arrival, sortArrival(this.state, arrival), false);
    return change === undefined ? this : this.make(change);
  }

  issued(coupon: string, code: string): this {
    return this.make({ type: "issued", coupon, unit: code, code, expiresAtMs: null });
  }

  get coupons() {
    return couponsOf(this.state);
  }

  get errands() {
    return errandsOf(this.state);
  }
}

describe("what a profile has to ask of coupons' objects", () => {
  it("is one for each coupon that the person holds, until there is one", () => {
    const known = new Known().arrive("A", [held("own"), held("all", "ALL", { state: "applied" })]);
    expect(known.errands.map(({ type, coupon }) => [type, coupon])).toEqual([
      ["issue", "all"],
      ["issue", "own"],
    ]);
    known.issued("own", "GLOW-1");
    expect(known.errands).toMatchObject([{ type: "issue", coupon: "all" }]);
    expect(known.coupons).toMatchObject([{ id: "all" }, { id: "own", code: "GLOW-1", state: "held" }]);
  });

  it("is nothing for what is only promised, or over", () => {
    const states = ["waiting", "redeemed", "gone"] as const;
    const coupons = states.map((state) => held(state, "X", { state }));
    expect(new Known().arrive("A", coupons).errands).toEqual([]);
  });

  it("is nothing where there was none, until they are given it again", () => {
    const known = new Known().arrive("A", [held("one")]);
    known.make({ type: "gone", coupon: "one", reason: "exhausted", nowMs });
    expect(known.coupons).toMatchObject([{ state: "gone", reason: "exhausted" }]);
    expect(known.errands).toEqual([]);
    // An older cookie does not bring it back.
    expect(known.arrive("A", [held("one")]).errands).toEqual([]);
    expect(known.arrive("A", [held("one", null, { atMs: nowMs + 5 })]).errands).toHaveLength(1);
  });
});

describe("an order", () => {
  const own = held("own", "GLOW-1", { state: "applied", total: "€30.00", off: 1000 });
  const order = { transaction_id: "o1", value: 30, currency: "EUR" };
  const withOwn = () => new Known().arrive("A", [own]).issued("own", "GLOW-1");
  const noted = (known: Known) => known.errands.map(({ type, coupon }) => `${type} ${coupon}`);

  it.each([
    ["whose coupon it names", { coupon: "glow-1" }],
    ["that names several", { coupon: "SUMMER, GLOW-1" }],
    ["that names it with an item", { items: [{ item_id: "a", coupon: "GLOW-1" }] }],
    ["that does not say", {}],
  ])("redeems a coupon: %s", (_what, params) => {
    const known = withOwn().arrive("A", [], ["purchase", { ...order, ...params }]);
    expect(known.coupons).toMatchObject([{ id: "own", state: "redeemed" }]);
    expect(known.errands).toEqual([
      { type: "redeem", id: "redeem own o1", coupon: "own", code: "GLOW-1", order: "o1", off: 1000 },
    ]);
  });

  it.each(["OTHER", ""])("that was made with %j does not", (coupon) => {
    expect(noted(withOwn().arrive("A", [], ["purchase", { ...order, coupon }]))).toEqual([]);
  });

  it("is one order, whoever tells of it, and paid back whole it has used nothing up", () => {
    const known = withOwn().arrive("A", [], ["purchase", order], ["purchase", order]);
    expect(noted(known)).toEqual(["redeem own"]);
    known.arrive("A", [], ["refund", { transaction_id: "o1", value: 10, currency: "EUR" }]);
    expect(known.coupons).toMatchObject([{ state: "redeemed" }]);
    known.arrive("A", [], ["refund", { transaction_id: "o1" }]);
    expect(known.coupons).toMatchObject([{ state: "held", code: "GLOW-1" }]);
    expect(noted(known)).toEqual(["redeem own", "cancel own"]);
  });

  it("that is paid back is told to the coupon also where the person was given it again, and could have none", () => {
    const known = withOwn().arrive("A", [], ["purchase", { ...order, coupon: "GLOW-1" }]);
    known.arrive("A", [held("own", "GLOW-1", { atMs: nowMs + 5 })]);
    known.make({ type: "gone", coupon: "own", reason: "person_limit", nowMs });
    known.arrive("A", [], ["refund", { transaction_id: "o1" }]);
    expect(noted(known)).toEqual(["redeem own", "cancel own", "issue own"]);
    expect(known.coupons).toMatchObject([{ state: "held" }]);
  });

  it("that was paid back before anybody told of it redeems nothing", () => {
    const known = withOwn().arrive("A", [], ["refund", { transaction_id: "o1" }], ["purchase", order]);
    expect(noted(known)).toEqual([]);
  });
});

describe("two that turn out to be one person, and have one coupon each", () => {
  const move = (letter: string) => {
    const all = { node: visitorNode(visitorOf(letter)), sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER };
    return { id: `move-${letter}`, from: visitorOf(letter), to: visitorOf("B"), sources: [all], slices: {} };
  };

  function merged(first: HeldCoupon, second: HeldCoupon) {
    const a = new Known().arrive("A", [first]).issued("own", "GLOW-A");
    const b = new Known().arrive("B", [second]).issued("own", "GLOW-B");
    a.make({ type: "handOver", move: move("A"), nowMs });
    const handed = a.state.leaving["move-A"]!;
    b.make({ type: "takeOver", move: move("A"), handed, nowMs });
    return b;
  }

  it("keep that which is in a cart", () => {
    const b = merged(held("own"), held("own", null, { state: "applied", total: "€9", atMs: nowMs + 1 }));
    expect(b.coupons).toMatchObject([{ code: "GLOW-B", state: "applied", total: "€9" }]);
    expect(b.errands).toMatchObject([{ type: "giveBack", code: "GLOW-A", of: visitorOf("A") }]);
    const other = merged(held("own", null, { state: "applied", total: "€9", atMs: nowMs + 1 }), held("own"));
    expect(other.coupons).toMatchObject([{ code: "GLOW-A", state: "applied" }]);
    expect(other.errands).toMatchObject([{ type: "giveBack", code: "GLOW-B" }]);
  });

  it("else keep the older; and whoever turns out to be somebody else after all is given another one", () => {
    const b = merged(held("own", null, { atMs: nowMs - 5 }), held("own"));
    expect(b.coupons).toMatchObject([{ code: "GLOW-A", state: "held" }]);
    expect(b.errands).toMatchObject([{ type: "giveBack", code: "GLOW-B" }]);
    const back = { ...move("A"), id: "back", from: visitorOf("B"), to: visitorOf("A") };
    b.make({ type: "handOver", move: back, nowMs });
    expect(b.errands.map(({ type }) => type)).toEqual(["giveBack", "issue"]);
    expect(b.coupons).toMatchObject([{ id: "own", code: null, state: "held" }]);
  });
});

describe("a profile object", () => {
  const objectOf = (visitor: string) => profileOf(env.PROFILES, site.id, visitor);
  const ledger = (coupon: string, shards = 1) => ledgerOf(env, { site: site.id, coupon, shards });
  const arrive = (visitor: string, coupons: HeldCoupon[]) => {
    const carried = snapshotWith(nowMs, { visitor, profile: visitor, coupons });
    return objectOf(visitor).record(arrivalWith(nowMs, { carried }));
  };
  const couponsAt = async (visitor: string) => {
    const asked = { visitor, nowMs, counters: [], wanted: [], strategies: {} };
    return (await objectOf(visitor).recall(asked))?.coupons;
  };

  it("gets one of which there is one, and the other person none, who knows why", async () => {
    await arrive(visitorOf("C"), [held("one")]);
    await vi.waitFor(async () => expect((await couponsAt(visitorOf("C")))?.[0]?.code).toMatch(/^GLOW-/));
    await arrive(visitorOf("D"), [held("one")]);
    const gone = [{ id: "one", state: "gone", reason: "exhausted" }];
    await vi.waitFor(async () => expect(await couponsAt(visitorOf("D"))).toMatchObject(gone));
    expect(await ledger("one")).toMatchObject({ issued: 1, available: 1 });
  });

  it("is forgotten also where an order told of a code that nobody had given them", async () => {
    const visitor = visitorOf("F");
    const coupon = couponWith({ id: "all", code: "ALL" });
    const asked = { site: site.id, terms: { version: 1, coupon, timeZone: "Europe/Berlin" }, nowMs };
    const order = { code: "ALL", order: "o7", amount: 100, isFinal: true };
    const holder = { profile: visitor, marks: [visitorNode(visitor)] };
    await redeemCoupon(env, { ...asked, requestId: "typed" }, { ...order, holder });
    const params = { transaction_id: "o7", coupon: "all" } as Event["params"];
    const events = [{ id: "typed", name: "purchase", timeMs: nowMs, params }];
    const carried = snapshotWith(nowMs, { visitor, profile: visitor });
    await objectOf(visitor).record(arrivalWith(nowMs, { carried, events }));
    expect(await everythingStored([env.COUPONS])).toContain(visitor);
    await objectOf(visitor).forget(site.id, visitor);
    expect(await everythingStored([env.COUPONS])).not.toContain(visitor);
    expect(await ledger("all")).toMatchObject({ issued: 1, redeemed: 1, redeemedAmount: 100 });
  });

  it("is forgotten by coupons' objects once nobody came for as long as the site keeps profiles", async () => {
    const visitor = visitorOf("G");
    await arrive(visitor, [held("own")]);
    await vi.waitFor(async () => expect((await couponsAt(visitor))?.[0]?.code).toMatch(/^GLOW-/));
    const stub = env.COUPONS.get(env.COUPONS.idFromName(`${site.id}/own/0`));
    const marks = () =>
      runInDurableObject(stub, (_object, { storage: { sql } }) =>
        [...sql.exec<{ mark: string }>("SELECT mark FROM marks")].map(({ mark }) => mark),
      );
    expect(await marks()).toContain(visitor);
    vi.spyOn(Date, "now").mockReturnValue(nowMs + 4000 * 24 * 60 * 60_000);
    await runDurableObjectAlarm(objectOf(visitor));
    vi.spyOn(Date, "now").mockReturnValue(nowMs);
    expect(await couponsAt(visitor)).toBeUndefined();
    expect(await marks()).not.toContain(visitor);
  });

  it("is forgotten by coupons' objects with the person; what they counted stays", async () => {
    await arrive(visitorOf("E"), [held("both")]);
    await vi.waitFor(async () => expect((await couponsAt(visitorOf("E")))?.[0]?.code).toMatch(/^GLOW-/));
    await objectOf(visitorOf("E")).forget(site.id, visitorOf("E"));
    expect(await couponsAt(visitorOf("E"))).toBeUndefined();
    expect(await ledger("both", 4)).toMatchObject({ issued: 1 });
    const kept: string[] = [];
    for (let shard = 0; shard < 4; shard++) {
      const stub = env.COUPONS.get(env.COUPONS.idFromName(`${site.id}/both/${shard}`));
      kept.push(
        await runInDurableObject(stub, (_object, { storage }) => {
          const tables = [
            ...storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'"),
          ];
          const rows = tables
            .filter(({ name }) => !name.startsWith("_cf"))
            .map(({ name }) => [...storage.sql.exec(`SELECT * FROM ${name}`)]);
          return JSON.stringify(rows);
        }),
      );
    }
    expect(kept.join()).not.toContain(visitorOf("E"));
  });
});

describe("where a coupon's object does not answer", () => {
  it("the object is asked again, later each time, and what was to be told is not lost", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const known = new Known().arrive("A", [held("own")]);
    const deciding = compileRules(compileBundle(1, site, configuration));
    const profile = {
      state: () => known.state,
      deciding: async () => deciding,
      change: (change: Change) => void known.make(change),
    };
    const errands = new CouponErrands({ COUPONS: faulty("down") }, profile);
    expect(await errands.run()).toBe(false);
    const [first, second] = [errands.dueMs(nowMs), (await errands.run(), errands.dueMs(nowMs))];
    expect(first).toBe(nowMs + 30_000);
    expect(second).toBe(nowMs + 60_000);
    expect(known.errands).toHaveLength(1);
    const working = new CouponErrands(env, profile);
    expect(await working.run()).toBe(true);
    expect(working.dueMs(nowMs)).toBeNull();
    expect(known.coupons).toMatchObject([{ code: expect.stringMatching(/^GLOW-/) }]);
  });
});

describe("an order that only a page told of, where the shop confirms orders", () => {
  const days = (count: number) => nowMs + count * 24 * 60 * 60_000;

  /** Somebody who has ordered with their coupon, and the errands of their profile. */
  async function ordered(letter: string) {
    const known = new Known().arrive(letter, [held("own")]);
    const strict = siteWith({ ordersBy: "webhook" });
    const deciding = compileRules(compileBundle(1, strict, configuration));
    const change = (made: Change) => void known.make(made);
    const errands = new CouponErrands(env, {
      state: () => known.state,
      deciding: async () => deciding,
      change,
    });
    await errands.run();
    const code = known.coupons[0]!.code!;
    known.arrive(letter, [], ["purchase", { transaction_id: `o-${letter}`, value: 9, coupon: code }]);
    await errands.run();
    expect(known.coupons).toMatchObject([{ state: "redeemed" }]);
    const later = async () => {
      expect(errands.isDue(days(3))).toBe(false);
      expect(errands.dueMs(days(1))).toBeGreaterThan(days(3));
      vi.spyOn(Date, "now").mockReturnValue(days(4));
      await errands.run();
      expect(errands.dueMs(days(4))).toBeNull();
      vi.spyOn(Date, "now").mockReturnValue(nowMs);
    };
    return { known, code, later };
  }

  it("and that nobody confirmed leaves the shopper the coupon", async () => {
    const { known, code, later } = await ordered("H");
    await later();
    expect(known.coupons).toMatchObject([{ code, state: "held", total: null }]);
    expect(known.coupons[0]).not.toHaveProperty("off");
  });

  it("and that the shop confirmed has used the coupon up", async () => {
    const { known, code, later } = await ordered("I");
    const coupon = configuration.coupons[0]!;
    const asked = { site: site.id, terms: { version: 1, coupon, timeZone: "UTC" }, nowMs };
    const order = { code, order: "o-I", amount: 100, isFinal: true, holder: null };
    await redeemCoupon(env, { ...asked, requestId: "paid" }, order);
    await later();
    expect(known.coupons).toMatchObject([{ code, state: "redeemed" }]);
  });
});
