import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Consent } from "../../model/consent/consent.ts";
import type { Event } from "../../model/event.ts";
import type { IndexRow } from "../../model/index-row.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { identitiesOf } from "../identity/identities-of.ts";
import { readKeys, open } from "../recognise/seal.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { takeMessagesOf } from "../testing/messages-of.ts";
import { publish } from "../store/versions.ts";
import { configurationWith, prepareDatabase, siteWith, snapshotWith } from "../testing/shop.ts";
import type { Arrival } from "./arrival.ts";
import { askedBy } from "./arrival.ts";
import type { Move } from "../../model/identity/move.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { profileOf } from "./profile-of.ts";
import { profileHaving, recordAtProfile } from "./send-to-profile.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** To come, so that no alarm goes off by itself. */
let nowMs = 1_990_000_000_000;
let sites = 0;
let site = "";

beforeEach(() => {
  site = `site-${sites++}`;
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

const telephone = "AAAAAAAAAAAAAAAAAAAAAA";
const laptop = "BBBBBBBBBBBBBBBBBBBBBB";
const person = "PPPPPPPPPPPPPPPPPPPPPP";
const at = (profile: string) => profileOf(env.PROFILES, site, profile);

let events = 0;
const event = (name: string, params: Event["params"] = {}): Event => ({
  id: `event-${++events}-xxxx`,
  name,
  timeMs: nowMs,
  params,
});

function by(visitor: string, changes: Partial<Arrival> = {}): Arrival {
  const carried = snapshotWith(nowMs, { visitor, profile: visitor });
  return arrivalWith(nowMs, { site, carried, ...changes });
}

let moves = 0;
const whole = (visitor: string, from: string, to: string): Move => ({
  id: `${++moves}`,
  from,
  to,
  sources: [{ node: visitorNode(visitor), sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER }],
  slices: { [visitorNode(visitor)]: [{ sinceMs: 0, profile: to }] },
});

async function make(move: Move, repeat: () => number = () => 1): Promise<void> {
  let handed = await at(move.from).handOver(move);
  for (let time = repeat(); time > 1; time--) handed = await at(move.from).handOver(move);
  for (let time = repeat(); time > 0; time--) await at(move.to).takeOver(move, handed);
  for (let time = repeat(); time > 0; time--) await at(move.from).handedOver(move.id);
}

async function putAway(profile: string): Promise<void> {
  // It must be there to be put away.
  await at(profile).whose(profile, "", nowMs);
  await evictDurableObject(at(profile));
}

/** What objects tell the index, from now on. */
async function toldBy(profile: string): Promise<IndexRow[]> {
  const rows: IndexRow[] = [];
  await takeMessagesOf(at(profile), (message) => rows.push(...(message as { rows: IndexRow[] }).rows));
  return rows;
}

describe("one person with two browsers", () => {
  it("has one cart, one coupon and one set of caps on both, and each browser its own visit", async () => {
    const items = [{ item_id: "lipstick", price: 20, quantity: 1 }] as never;
    const wanted = ["cartItems", "known"] as const;
    const coupon = { id: "ten", code: "TEN", state: "held", total: null, atMs: nowMs } as const;
    const carried = snapshotWith(nowMs, { visitor: telephone, profile: telephone, coupons: [coupon] });
    await at(telephone).record(by(telephone, { carried, events: [event("add_to_cart", { items })], wanted }));
    await at(laptop).record(by(laptop, { events: [event("add_to_cart", { items })] }));
    await make(whole(telephone, telephone, person));
    await make(whole(laptop, laptop, person));
    const { snapshot } = await recordAtProfile(env, by(laptop, { wanted }));
    expect(snapshot).toMatchObject({
      visitor: laptop,
      profile: person,
      facts: { cartItems: 2, known: true },
      coupons: [coupon],
    });
    expect(await at(telephone).recall({ ...askedBy(undefined), visitor: telephone, nowMs })).toBeNull();
    expect(await profileHaving(env, site, telephone, nowMs)).toBe(person);
  });

  it("knows on the other browser's next page what came without a browser, or by a merge", async () => {
    const shop = siteWith({ id: site, hosts: [`${site}.example`] });
    await prepareDatabase(shop);
    const version = { site: shop, over: 0, configuration: configurationWith(), note: "", by: "owner", nowMs };
    expect(await publish(env, version)).toMatchObject({ ok: true });
    await at(telephone).record(by(telephone, { events: [event("page_view")] }));
    const inKv = async () => {
      const name = `snapshot:${site}:${telephone}`;
      const text = await env.BUNDLES.get(name);
      return text === null
        ? undefined
        : ((await open(await readKeys(env.COOKIE_KEYS), name, text)) as Snapshot);
    };
    await make(whole(telephone, telephone, person));
    await vi.waitFor(async () => expect(await inKv()).toMatchObject({ profile: person }));
    nowMs += 2000;
    const bought = event("purchase", { transaction_id: "1", value: 12.34 });
    await at(person).record(
      arrivalWith(nowMs, {
        site,
        profile: person,
        source: "customer:x",
        carried: null,
        events: [bought],
        wanted: ["lifetimeValue"],
      }),
    );
    await vi.waitFor(async () =>
      expect(await inKv()).toMatchObject({ visitor: telephone, facts: { lifetimeValue: 12.34 } }),
    );
  });

  it(
    "comes to exact totals, whatever is put away, repeated or moved meanwhile",
    { timeout: 60_000 },
    async () => {
      const visitors = [telephone, laptop];
      const homes = [telephone, laptop, person];
      const step = fc.record({
        kind: fc.constantFrom("buy", "buy", "buy", "move", "evict"),
        who: fc.nat(1),
        home: fc.nat(2),
        cents: fc.integer({ min: 1, max: 99_999 }),
        repeats: fc.integer({ min: 1, max: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
          site = `site-${sites++}`;
          const owners = [telephone, laptop];
          const spent = [0, 0];
          let accepted = 0;
          let sent = 0;
          for (const { kind, who, home, cents, repeats } of steps) {
            const visitor = visitors[who] ?? "";
            const owner = owners[who] ?? "";
            if (kind === "evict") await putAway(homes[home] ?? "");
            else if (kind === "buy") {
              const purchase = event("purchase", { transaction_id: `${events}`, value: cents / 100 });
              const arrival = by(visitor, { profile: repeats === 1 ? owner : visitor, events: [purchase] });
              for (let time = 0; time < repeats; time++)
                accepted += (await recordAtProfile(env, arrival)).acceptedIds.length;
              spent[who] = (spent[who] ?? 0) + cents;
              sent++;
            } else if (owner !== (homes[home] ?? "")) {
              await make(whole(visitor, owner, homes[home] ?? ""), () => repeats);
              owners[who] = homes[home] ?? "";
            }
          }
          expect(accepted).toBe(sent);
          for (const home of homes) {
            const here = visitors.map((_visitor, index) =>
              owners[index] === home ? (spent[index] ?? 0) : 0,
            );
            const cents = here.reduce((sum, value) => sum + value, 0);
            const wanted = ["lifetimeValue"] as const;
            const known = await at(home).recall({ ...askedBy(undefined), wanted, visitor: home, nowMs });
            expect(Math.round((known?.facts.lifetimeValue ?? 0) * 100)).toBe(cents);
          }
        }),
        { numRuns: 15 },
      );
    },
  );
});

describe("a profile's storage", () => {
  it("has all of an arrival or nothing of it", async () => {
    const profile = at(telephone);
    await profile.record(by(telephone, { events: [event("purchase", { transaction_id: "1", value: 5 })] }));
    const wanted = ["orders"] as const;
    const recall = () => profile.recall({ ...askedBy(undefined), wanted, visitor: telephone, nowMs });
    const before = await recall();
    await runInDurableObject(profile, (_object, { storage }) => {
      storage.sql.exec(
        "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END",
      );
    });
    const arrival = by(telephone, { events: [event("purchase", { transaction_id: "2", value: 7 })] });
    await runInDurableObject(profile, async (object) => {
      await expect((object as unknown as typeof profile).record(arrival)).rejects.toThrow("disk full");
    });
    expect(await recall()).toEqual(before);
    await evictDurableObject(profile);
    expect(await recall()).toEqual(before);
    await runInDurableObject(profile, (_object, { storage }) => void storage.sql.exec("DROP TRIGGER full"));
    expect(await profile.record(arrival)).toMatchObject({
      acceptedIds: [arrival.events[0]?.id],
      duplicates: 0,
    });
    expect((await recall())?.facts).toEqual({ orders: 2 });
  });

  it("is written one row for each arrival, but for tables, and an alarm as a visit begins and one after it", async () => {
    const profile = at(telephone);
    let rows = 0;
    let alarms = 0;
    await runInDurableObject(profile, async (object, { storage }) => {
      const { sql } = storage;
      const exec = sql.exec.bind(sql);
      vi.spyOn(sql, "exec").mockImplementation(((query: string, ...values: unknown[]) => {
        const cursor = exec(query, ...values);
        rows += cursor.rowsWritten;
        return cursor;
      }) as never);
      const setAlarm = storage.setAlarm.bind(storage);
      vi.spyOn(storage, "setAlarm").mockImplementation((dueMs) => {
        alarms++;
        return setAlarm(dueMs);
      });
      const record = (name: string) =>
        (object as unknown as typeof profile).record(by(telephone, { events: [event(name)] }));
      await record("page_view");
      const first = rows;
      // A table for changes is two rows.
      expect([first, alarms]).toEqual([3, 1]);
      for (let beacon = 0; beacon < 200; beacon++) await record("view_item");
      // And so is one for the state.
      expect([rows - first, alarms]).toEqual([202, 1]);
      nowMs += 16 * minuteMs;
      await storage.deleteAlarm();
      await (object as unknown as { alarm(): Promise<void> }).alarm();
      expect([rows - first, alarms]).toEqual([202, 2]);
    });
  });
});

describe("the index of profiles", () => {
  async function told(name: string, nodes?: string[]) {
    const visit = { device: "mobile" };
    const arrival = by(telephone, { events: [event(name, { value: 3 })], visit, ...(nodes && { nodes }) });
    return (await at(telephone).record(arrival)).index;
  }

  it("is told at once of who is known by name, of an order, and of who is there for ten minutes", async () => {
    expect(await told("page_view")).toBeNull();
    expect(await told("page_view", ["customer:x"])).toMatchObject({
      type: "profile",
      site,
      id: telephone,
      seenAtMs: nowMs,
      facts: { orders: 0, device: "mobile", source: "direct", visitor: "new", known: false },
      nodes: ["customer:x", visitorNode(telephone)],
    });
    expect(await told("page_view", ["customer:x"])).toBeNull();
    expect(await told("purchase")).toMatchObject({ facts: { orders: 1, lifetimeValue: 3 } });
    expect(await told("view_item")).toBeNull();
    nowMs += 11 * minuteMs;
    expect(await told("view_item")).not.toBeNull();
    expect(await told("view_item")).toBeNull();
  });

  it("is told once of a visit that is over within a quarter of an hour, and of the next one again", async () => {
    const rows = await toldBy(telephone);
    for (const visits of [1, 2]) {
      expect(await told("page_view")).toBeNull();
      nowMs += 9 * minuteMs;
      expect(await told("view_item")).toBeNull();
      nowMs += 7 * minuteMs;
      expect(await runDurableObjectAlarm(at(telephone))).toBe(true);
      expect(rows).toHaveLength(visits);
      await runDurableObjectAlarm(at(telephone));
      expect(rows).toHaveLength(visits);
      nowMs += 24 * 60 * minuteMs;
    }
    expect(rows[0]).toMatchObject({ id: telephone, sessionStartedAtMs: expect.any(Number) });
  });

  it("is told of the next visit alike where the object was put away since the last", async () => {
    await told("page_view");
    nowMs += 16 * minuteMs;
    await runDurableObjectAlarm(at(telephone));
    await evictDurableObject(at(telephone));
    nowMs += 24 * 60 * minuteMs;
    expect(await told("page_view")).toBeNull();
    const rows = await toldBy(telephone);
    nowMs += 16 * minuteMs;
    await runDurableObjectAlarm(at(telephone));
    expect(rows).toMatchObject([{ facts: { pagesViewed: 2 } }]);
  });

  it("is told of what came before an alarm that was late, together with what came then", async () => {
    const rows = await toldBy(telephone);
    await told("page_view");
    nowMs += 20 * minuteMs;
    expect(await told("view_item")).toBeNull();
    await runDurableObjectAlarm(at(telephone));
    expect(rows).toEqual([]);
    nowMs += 16 * minuteMs;
    await runDurableObjectAlarm(at(telephone));
    expect(rows).toMatchObject([{ facts: { pagesViewed: 1 }, seenAtMs: nowMs - 16 * minuteMs }]);
  });

  it("is told at once of a visitor of whom a server tells, the first time", async () => {
    const tells = async () => {
      const arrival = arrivalWith(nowMs, {
        site,
        profile: telephone,
        source: visitorNode(telephone),
        carried: null,
        events: [event("call")],
      });
      return (await at(telephone).record(arrival)).index;
    };
    expect(await tells()).toMatchObject({ id: telephone });
    expect(await tells()).toBeNull();
  });

  it.each(["waits to be told", "was told by the alarm"])(
    "is told that somebody is gone of whom it %s",
    async (what) => {
      await told("page_view");
      if (what === "was told by the alarm") {
        nowMs += 16 * minuteMs;
        await runDurableObjectAlarm(at(telephone));
        await evictDurableObject(at(telephone));
      }
      const rows = await toldBy(telephone);
      await at(telephone).forget(site, telephone);
      expect(rows).toMatchObject([{ id: telephone, gone: true }]);
      await at(telephone).forget(site, telephone);
      nowMs += 16 * minuteMs;
      await runDurableObjectAlarm(at(telephone));
      expect(rows).toHaveLength(1);
    },
  );

  it("is told that a profile is another's, and what that one knows now", async () => {
    await told("purchase");
    const rows = await toldBy(telephone);
    await make(whole(telephone, telephone, person));
    const expected = [
      { id: telephone, gone: true },
      { id: person, nodes: [visitorNode(telephone)], facts: { known: true } },
    ];
    await vi.waitFor(() => expect(rows).toMatchObject(expected));
    nowMs += 36 * minuteMs;
    await runDurableObjectAlarm(at(telephone));
    await runDurableObjectAlarm(at(person));
    // It may not have heard it. If it has, this is nothing new.
    expect(rows).toMatchObject([...expected, ...expected]);
    expect(rows[2]?.version).toBe(rows[0]?.version);
    expect(rows[3]?.version).toBe(rows[1]?.version);
  });

  it("is told that a person is gone who agreed only on a browser that is not theirs", async () => {
    const choice = { by: "visitor", gpc: false, notice: null } as const;
    const agreed = { ...choice, purposes: ["personalisation", "measurement"] as const, atMs: nowMs };
    const refused = { ...choice, purposes: [], atMs: nowMs - 1000 };
    const on = (visitor: string, consent: Consent) =>
      by(visitor, {
        carried: snapshotWith(nowMs, { visitor, profile: visitor, consent }),
        events: [event("page_view")],
      });
    await at(laptop).record(on(laptop, { ...refused, purposes: [] }));
    await at(telephone).record(on(telephone, { ...agreed, purposes: [...agreed.purposes] }));
    await make(whole(laptop, laptop, person));
    await make(whole(telephone, telephone, person));
    nowMs += 36 * minuteMs;
    await runDurableObjectAlarm(at(person));
    const rows = await toldBy(person);
    await make(whole(telephone, person, telephone));
    await vi.waitFor(() =>
      expect(rows.filter(({ id }) => id === person)).toMatchObject([{ id: person, gone: true }]),
    );
  });

  it("is not told that somebody was here when a server says again what it said before", async () => {
    const boughtAtMs = nowMs - 100 * dayMs;
    const bought = { ...event("purchase", { value: 1 }), timeMs: boughtAtMs };
    const viewed = { ...event("view_item"), timeMs: nowMs - 900 * dayMs };
    const said = (...some: Event[]) =>
      arrivalWith(nowMs, { site, profile: person, source: "customer:x", carried: null, events: some });
    await at(person).record(said(viewed));
    expect(await at(person).copy()).toBeNull();
    expect((await at(person).record(said(bought))).index?.seenAtMs).toBe(boughtAtMs);
    nowMs += 20 * minuteMs;
    await at(person).record({ ...said(bought, viewed), nodes: ["email:y"] });
    const { index } = await at(person).record(said({ ...event("refund"), timeMs: boughtAtMs + 1 }));
    expect(index).toMatchObject({ seenAtMs: boughtAtMs + 1, nodes: ["email:y", "customer:x"] });
  });

  it("is told that nobody is left once nobody has come for as long as the site keeps profiles", async () => {
    const retention = { eventsDays: 10, profilesDays: 20 };
    const did = [event("purchase", { value: 1 }), event("page_view")];
    await at(telephone).record(by(telephone, { events: did, retention }));
    const rows = await toldBy(telephone);
    nowMs += 19 * dayMs;
    await runDurableObjectAlarm(at(telephone));
    const written = await runInDurableObject(at(telephone), (_object, { storage: { sql } }) =>
      JSON.stringify([...sql.exec("SELECT entry AS text FROM journal UNION ALL SELECT value FROM state")]),
    );
    expect(did.map(({ id }) => written.includes(id))).toEqual([true, false]);
    expect(await at(telephone).recall({ ...askedBy(undefined), visitor: telephone, nowMs })).not.toBeNull();
    nowMs += 2 * dayMs;
    await runDurableObjectAlarm(at(telephone));
    expect(await at(telephone).recall({ ...askedBy(undefined), visitor: telephone, nowMs })).toBeNull();
    expect(rows).toMatchObject([{ id: telephone, gone: true }]);
    expect(await runDurableObjectAlarm(at(telephone))).toBe(false);
  });
});

describe("whoever was made one with somebody", () => {
  const pointed = { node: "email:EEEEEEEEEEEEEEEEEEEEEE", sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER };
  const address = "EEEEEEEEEEEEEEEEEEEEEE";

  it("is found by what they were known as before", async () => {
    await make({ id: `${++moves}`, from: address, to: person, sources: [pointed], slices: {} });
    expect(await profileHaving(env, site, address, nowMs)).toBe(person);
  });

  it("is found by their browser however long nobody came by its own name", async () => {
    const retention = { eventsDays: 10, profilesDays: 20 };
    await at(telephone).record(by(telephone, { events: [event("page_view")], retention }));
    await make(whole(telephone, telephone, person));
    await at(person).record(by(laptop, { profile: person, events: [event("page_view")], retention }));
    const slices = [
      { sinceMs: 0, profile: person },
      { sinceMs: nowMs + 1, profile: laptop },
    ];
    const sources = [{ node: visitorNode(telephone), sinceMs: nowMs + 1, untilMs: Number.MAX_SAFE_INTEGER }];
    const moved = { from: person, to: laptop, sources, slices: { [visitorNode(telephone)]: slices } };
    await make({ id: `${++moves}`, ...moved });
    nowMs += 800 * dayMs;
    for (const profile of [telephone, person]) {
      await runDurableObjectAlarm(at(profile));
      await runDurableObjectAlarm(at(profile));
      expect(await at(profile).copy()).toBeNull();
      expect(await runDurableObjectAlarm(at(profile))).toBe(false);
      await putAway(profile);
    }
    expect(await profileHaving(env, site, telephone, nowMs)).toBe(laptop);
    const { acceptedIds } = await recordAtProfile(env, by(telephone, { events: [event("page_view")] }));
    expect(acceptedIds).toHaveLength(1);
    expect(await runDurableObjectAlarm(at(telephone))).toBe(false);
  });

  it("is kept as long as the site keeps people, though nothing else ever came to that profile", async () => {
    const retention = { eventsDays: 10, profilesDays: 20 };
    await at(telephone).record(by(telephone, { events: [event("page_view")], retention }));
    await make(whole(telephone, telephone, person));
    nowMs += 21 * dayMs;
    await runDurableObjectAlarm(at(person));
    expect(await at(person).copy()).toBeNull();
  });

  it("is found by a browser that many used one after the other", async () => {
    const node = visitorNode(telephone);
    const customers = Array.from({ length: 12 }, (_, number) => `${number}`.padStart(22, "C"));
    for (const [number, customer] of customers.entries()) {
      const said = { id: `log-in-${number}`, timeMs: nowMs - 100 + number, by: "shop" };
      const links = [{ ...said, nodes: [`customer:${customer}`, node] }];
      await identitiesOf(env.IDENTITIES, site).link(links, nowMs);
    }
    expect(await profileHaving(env, site, telephone, nowMs)).toBe(customers.at(-1));
    await recordAtProfile(env, by(telephone, { events: [event("page_view")] }));
    expect(await at(customers.at(-1) ?? "").copy()).not.toBeNull();
  });
});

describe("a person who is forgotten", () => {
  it("is known to the index again when they come back", async () => {
    const bought = () => arrivalWith(nowMs, { site, profile: person, source: "customer:x", carried: null });
    await at(person).record({ ...bought(), events: [event("purchase", { value: 1 })] });
    const rows = await toldBy(person);
    await at(person).forget(site, person);
    nowMs += 1000;
    const { index } = await at(person).record({ ...bought(), events: [event("purchase", { value: 2 })] });
    expect(rows).toMatchObject([{ id: person, gone: true }]);
    expect(index?.version).toBeGreaterThan(rows[0]?.version ?? Infinity);
  });

  it("is unknown on each of their browsers, but may come back by a new one", async () => {
    await at(telephone).record(by(telephone, { events: [event("page_view")] }));
    await make(whole(telephone, telephone, person));
    const late = event("purchase", { value: 9 });
    nowMs += 1000;
    await at(person).forget(site, person);
    nowMs += 1000;
    const again = await at(person).record(by(telephone, { profile: person, events: [event("page_view")] }));
    expect(again).toMatchObject({ acceptedIds: [], snapshot: null, isErased: true });
    const back = await at(person).record(by(laptop, { profile: person, events: [late, event("view_item")] }));
    expect(back).toMatchObject({ duplicates: 1, acceptedIds: [expect.any(String)] });
  });
});
