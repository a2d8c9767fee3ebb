import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { visitorNode } from "../../model/identity/node.ts";
import { measuresOf } from "../../model/measure.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import type { Event } from "../../model/event.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import { ledgerOf, redeemCoupon, reserveCoupon } from "../coupon/ask-coupon.ts";
import { compileRules, type Deciding } from "../decide/compile-rules.ts";
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
import { trialsOf } from "./trials.ts";

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

const wholeLife = { sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER };

/** What a profile has to ask of coupons' objects, asked by which it is configured. */
function errandsFor(known: Known, deciding: Deciding): CouponErrands {
  return new CouponErrands(env, {
    state: () => known.state,
    deciding: async () => deciding,
    change: (change: Change) => void known.make(change),
  });
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
      expect.objectContaining({ id: "redeem own o1", coupon: "own", code: "GLOW-1", order: "o1", off: 1000 }),
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

  it("that is paid back is told to the coupon by the code that it was made with, where another has come since", () => {
    const known = withOwn().arrive("A", [], ["purchase", { ...order, coupon: "GLOW-1" }]);
    known.arrive("A", [held("own", null, { atMs: nowMs + 5 })]).issued("own", "GLOW-2");
    known.arrive("A", [], ["refund", { transaction_id: "o1" }]);
    expect(known.errands).toMatchObject([
      { type: "redeem", code: "GLOW-1", order: "o1" },
      { type: "cancel", code: "GLOW-1", order: "o1" },
    ]);
    // The other is not touched by that, and nothing is told of orders that were made without one.
    expect(known.coupons).toMatchObject([{ state: "held", code: "GLOW-2" }]);
    known.arrive("A", [], ["purchase", { ...order, transaction_id: "o2", coupon: "" }]);
    known.arrive("A", [], ["refund", { transaction_id: "o2" }]);
    expect(noted(known)).toEqual(["redeem own", "cancel own"]);
  });

  it("keeps what its coupon's offer cost, also once the coupon is given anew and ordered with again", () => {
    const seen: [string, object] = ["ew_exposed", { rule: "welcome", variant: "a" }];
    const measures = measuresOf([], { attribution: "14d", currency: "EUR" });
    const judging = {
      measures,
      list: "",
      timeZone: "UTC",
      currency: "EUR",
      compared: ["welcome"],
      costs: {},
      couponCosts: { own: 500 },
    };
    const netOf = ({ state }: Known) => {
      const [trial] = trialsOf(state, judging, { strategies: {}, nowMs }).trials;
      return trial?.outcomes.find(({ measure }) => measure.startsWith("revenue."))?.y;
    };
    const anew = (atMs: number) => held("own", null, { atMs: nowMs + atMs });
    const known = withOwn().arrive("A", [], seen, ["purchase", order]);
    expect(netOf(known)).toBe(3000 - 500);
    known.arrive("A", [anew(5)]);
    expect([known.coupons[0]?.state, netOf(known)]).toEqual(["held", 3000 - 500]);
    // On another device, of which nothing was known when it was redeemed.
    known.arrive("B", [anew(9)]).issued("own", "GLOW-2");
    known.arrive("B", [], ["purchase", { ...order, transaction_id: "o2", coupon: "GLOW-2" }]);
    expect(netOf(known)).toBe(2 * (3000 - 500));
    known.arrive("A", [anew(15)]).issued("own", "GLOW-3");
    expect(netOf(known)).toBe(2 * (3000 - 500));
    known.make({ type: "unconfirmed", id: "", coupon: "own", order: "o1", nowMs });
    expect([known.coupons[0]?.code, netOf(known)]).toEqual(["GLOW-3", 2 * 3000 - 500]);
    known.arrive("A", [], ["refund", { transaction_id: "o2" }]);
    expect(netOf(known)).toBe(3000);
  });

  it("that was paid back before anybody told of it redeems nothing", () => {
    const known = withOwn().arrive("A", [], ["refund", { transaction_id: "o1" }], ["purchase", order]);
    expect(noted(known)).toEqual([]);
  });
});

describe("two that turn out to be one person, and have one coupon each", () => {
  const move = (letter: string) => {
    const all = { node: visitorNode(visitorOf(letter)), ...wholeLife };
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
    expect(b.errands.map(({ type }) => type)).toEqual(["giveBack", "part", "issue"]);
    expect(b.coupons).toMatchObject([{ id: "own", code: null, state: "held" }]);
  });
});

describe("two who were taken for one person", () => {
  let pairs = 0;
  const limits = { total: null, perPerson: 1, perDay: null };

  const handedOn = (from: Known, to: Known, of: string, way: [from: string, to: string]) => {
    const sources = [{ node: visitorNode(visitorOf(of)), ...wholeLife }];
    const [giver, taker] = way.map(visitorOf) as [string, string];
    const move = { id: `${++pairs}`, from: giver, to: taker, sources, slices: {} };
    from.make({ type: "handOver", move, nowMs });
    to.make({ type: "takeOver", move, handed: from.state.leaving[move.id]!, nowMs });
    from.make({ type: "handedOver", id: move.id });
  };

  it.each([
    ["a pool, issued to both", {}, "both"],
    ["a pool, issued to one", {}, "one"],
    ["a pool, issued to each", {}, "each"],
    ["a pool in shards, issued to both", { shards: 4 }, "both"],
    ["a pool in shards, issued to each", { shards: 4 }, "each"],
    ["one code for all, issued to both", { code: "SAME", pool: null }, "both"],
    ["one code for all, issued to each", { code: "SAME", pool: null }, "each"],
    ["one code for all, in shards, issued to both", { code: "SAME", pool: null, shards: 4 }, "both"],
  ])("do not share a unit once they are known to be two: %s", async (_what, more, who) => {
    for (const leavesFirst of [true, false]) {
      const id = `parted-${++pairs}`;
      const coupon = couponWith({ id, pool, limits, ...more });
      const deciding = compileRules(compileBundle(1, site, configurationWith({ coupons: [coupon] })));
      const [a, b] = [new Known(), new Known()];
      const [askA, askB] = [errandsFor(a, deciding), errandsFor(b, deciding)];
      const given = held(id, coupon.code);
      if (who === "each") {
        a.arrive("U", [given]);
        b.arrive("V", [given]);
        await askA.run();
        await askB.run();
      } else {
        a.arrive("U", []);
        b.arrive("V", []);
      }
      handedOn(a, b, "U", ["U", "V"]);
      if (who !== "each") b.arrive("U", [given]);
      if (who === "both") b.arrive("V", [given]);
      await askB.run();
      handedOn(b, a, "U", ["V", "U"]);
      // Whoever has none asks for one, or is given the coupon only now.
      if (who === "one") b.arrive("V", [{ ...given, atMs: nowMs + 9 }]);
      for (const errands of leavesFirst ? [askA, askB] : [askB, askA]) await errands.run();
      const [codeA, codeB] = [a.coupons[0]!.code!, b.coupons[0]!.code!];
      expect([a.coupons, b.coupons]).toMatchObject([[{ state: "held" }], [{ state: "held" }]]);
      if (coupon.code === null) expect(codeA).not.toBe(codeB);
      const asked = { site: site.id, terms: { version: 1, coupon, timeZone: "UTC" }, nowMs };
      const reserve = (name: string, code: string) =>
        reserveCoupon(
          env,
          {
            ...asked,
            requestId: crypto.randomUUID(),
          },
          { holder: { profile: name, marks: [] }, code, amount: 1, untilMs: nowMs + 1000 },
        );
      expect(await reserve(visitorOf("U"), codeA)).toMatchObject({ ok: true });
      if (coupon.code === null)
        expect(await reserve(visitorOf("U"), codeB)).toMatchObject({ ok: false, reason: "not_theirs" });
      expect(await reserve(visitorOf("V"), codeB)).toMatchObject({ ok: true });
      const now = await ledgerOf(env, { site: site.id, coupon: id, shards: coupon.shards });
      expect(now).toMatchObject({ reserved: 2, available: 0 });
    }
  });
});

describe("two that turn out to be one person, of whom one has ordered with a coupon, and the other still holds it", () => {
  let pairs = 0;

  /** Both, after what they had to ask of the coupon was asked. */
  async function merged(letters: string, perPerson: number | null, more: object = {}) {
    const id = `pair-${++pairs}`;
    const coupon = couponWith({ id, pool, limits: { total: null, perPerson, perDay: null }, ...more });
    const deciding = compileRules(compileBundle(1, site, configurationWith({ coupons: [coupon] })));
    const asking = (known: Known) => errandsFor(known, deciding);
    const [first, second] = [new Known(), new Known()];
    const [a = "", b = ""] = letters;
    for (const [known, letter] of [[first, a] as const, [second, b] as const]) {
      known.arrive(letter, [held(id, coupon.code)]);
      await asking(known).run();
    }
    const codes = [first.coupons[0]?.code, second.coupons[0]?.code];
    first.arrive(a, [], ["purchase", { transaction_id: `o-${id}`, value: 9, coupon: codes[0] }]);
    await asking(first).run();
    const all = { node: visitorNode(visitorOf(a)), ...wholeLife };
    const move = { id: `m-${id}`, from: visitorOf(a), to: visitorOf(b), sources: [all], slices: {} };
    first.make({ type: "handOver", move, nowMs });
    second.make({ type: "takeOver", move, handed: first.state.leaving[move.id]!, nowMs });
    await asking(second).run();
    const refund = async () => {
      second.arrive(b, [], ["refund", { transaction_id: `o-${id}` }]);
      await asking(second).run();
    };
    const ledgerNow = () => ledgerOf(env, { site: site.id, coupon: id, shards: coupon.shards });
    return { known: second, codes, refund, ledger: ledgerNow };
  }

  it.each([
    ["a pool", {}],
    ["a pool in shards", { shards: 4 }],
    ["one code for all", { code: "PAIR", pool: null }],
    ["one code for all, in shards", { code: "PAIR", pool: null, shards: 4 }],
  ])("have had theirs where each may have one: %s", async (_what, more) => {
    for (const letters of ["KL", "MN", "PQ", "RS"]) {
      const { known, codes, refund, ledger } = await merged(letters, 1, more);
      expect(known.coupons).toMatchObject([{ state: "redeemed", code: codes[0] }]);
      expect(known.errands).toEqual([]);
      expect(await ledger()).toMatchObject({ issued: 2, redeemed: 1, revoked: 1, available: 0 });
      await refund();
      expect(known.coupons).toMatchObject([{ state: "held", code: codes[0] }]);
      expect(await ledger()).toMatchObject({ issued: 2, redeemed: 0, revoked: 1, available: 1 });
    }
  });

  it("keep it where each may have two", async () => {
    const { known, codes, ledger } = await merged("KL", 2);
    expect(known.coupons).toMatchObject([{ state: "held", code: codes[1] }]);
    expect(known.errands).toEqual([]);
    expect(await ledger()).toMatchObject({ issued: 2, redeemed: 1, available: 1 });
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

  it("has told what was ordered with before it is forgotten, and is not forgotten before", async () => {
    const visitor = visitorOf("J");
    await arrive(visitor, [held("own")]);
    await vi.waitFor(async () => expect((await couponsAt(visitor))?.[0]?.code).toMatch(/^GLOW-/));
    const [{ code } = held("own")] = (await couponsAt(visitor)) ?? [];
    const before = await ledger("own");
    const params = { transaction_id: "o9", coupon: code } as Event["params"];
    const carried = snapshotWith(nowMs, { visitor, profile: visitor });
    const order = arrivalWith(nowMs, {
      carried,
      events: [{ id: "ordered-9", name: "purchase", timeMs: nowMs, params }],
    });
    const logged = vi.spyOn(console, "error").mockReturnValue();
    await runInDurableObject(objectOf(visitor), async (object) => {
      const bindings = (object as unknown as { env: Env }).env;
      const { COUPONS } = bindings;
      bindings.COUPONS = faulty("down");
      await object.record(order);
      await vi.waitFor(() => expect(JSON.stringify(logged.mock.calls)).toContain("not asked"));
      await expect(object.forget(site.id, visitor)).rejects.toThrow("This is down.");
      bindings.COUPONS = COUPONS;
    });
    await objectOf(visitor).forget(site.id, visitor);
    expect(await ledger("own")).toMatchObject({ redeemed: before.redeemed + 1, revoked: before.revoked });
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

describe("an order that is told of while two turn out to be one person", () => {
  it.each(["before", "after"])("redeems the coupon that the other one holds: %s the merge", (when) => {
    const order: [string, object] = ["purchase", { transaction_id: "o5", value: 9, coupon: "GLOW-W" }];
    const [a, b] = [new Known(), new Known()];
    a.arrive("W", [held("own", "GLOW-W", { atMs: nowMs - 5 })]).issued("own", "GLOW-W");
    // The page told of it under the name that is known by now, where the coupon has not come to yet.
    b.arrive("X", []);
    if (when === "before") b.arrive("X", [], order);
    const sources = [{ node: visitorNode(visitorOf("W")), ...wholeLife }];
    const move = { id: "m5", from: visitorOf("W"), to: visitorOf("X"), sources, slices: {} };
    a.make({ type: "handOver", move, nowMs });
    b.make({ type: "takeOver", move, handed: a.state.leaving["m5"]!, nowMs });
    if (when === "after") b.arrive("X", [], order);
    expect(b.coupons).toMatchObject([{ state: "redeemed", code: "GLOW-W" }]);
    expect(b.errands).toMatchObject([{ type: "redeem", code: "GLOW-W", order: "o5" }]);
  });

  it("does not redeem what was given after it", () => {
    const [a, b] = [new Known(), new Known()];
    a.arrive("W", [held("all", "ALL", { atMs: nowMs + 5 })]).issued("all", "ALL");
    b.arrive("X", [], ["purchase", { transaction_id: "o6", value: 9, coupon: "ALL" }]);
    const sources = [{ node: visitorNode(visitorOf("W")), ...wholeLife }];
    const move = { id: "m6", from: visitorOf("W"), to: visitorOf("X"), sources, slices: {} };
    a.make({ type: "handOver", move, nowMs });
    b.make({ type: "takeOver", move, handed: a.state.leaving["m6"]!, nowMs });
    expect(b.coupons).toMatchObject([{ state: "held" }]);
    expect(b.errands).toEqual([]);
  });
});

describe("what an order took off with a code that was typed at the checkout", () => {
  const tenth = (more: object = {}) =>
    couponWith({
      id: "tenth",
      code: "TENTH",
      discount: { kind: "percent", percent: 10, most: null },
      ...more,
    });
  let orders = 0;

  /** What the ledger counts for the order that a page told of. */
  async function counted(params: object, more: object = {}): Promise<number> {
    const coupon = { ...tenth(more), id: `tenth-${++orders}` };
    const known = new Known().arrive("T", [held(coupon.id, "TENTH")]);
    const deciding = compileRules(compileBundle(1, site, configurationWith({ coupons: [coupon] })));
    const errands = errandsFor(known, deciding);
    await errands.run();
    const order = { transaction_id: `t-${orders}`, currency: "EUR", value: 45, coupon: "TENTH", ...params };
    known.arrive("T", [], ["purchase", order]);
    await errands.run();
    const all = await ledgerOf(env, { site: site.id, coupon: coupon.id, shards: 1 });
    expect(all).toMatchObject({ issued: 1, redeemed: 1 });
    return all.redeemedAmount;
  }

  it("is what the order says of it, else what a percentage has left of it", async () => {
    const items = [
      { item_id: "a", discount: 1.25, quantity: 2, coupon: "tenth" },
      { item_id: "b", discount: 9 },
    ];
    expect(await counted({ items })).toBe(250);
    expect(await counted({ discount: "4.99" })).toBe(499);
    expect(await counted({})).toBe(500);
    expect(await counted({ discount: 3 }, { products: ["a"] })).toBe(300);
  });

  it("is not guessed where another code, another currency, or only some goods may be meant", async () => {
    expect(await counted({ coupon: "TENTH,OTHER", discount: 9 })).toBe(0);
    expect(await counted({ currency: "USD", discount: 9 })).toBe(0);
    expect(await counted({}, { products: ["a"] })).toBe(0);
  });

  it("is no more than was settled, nor than one cart may have of a budget", async () => {
    const discount = { kind: "percent", percent: 10, most: 700 };
    expect(await counted({ discount: 100 }, { discount })).toBe(700);
    expect(await counted({ discount: 100 }, { budget: 2000 })).toBe(500);
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
