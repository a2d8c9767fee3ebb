import {
  createMessageBatch,
  listDurableObjectIds,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Identity } from "../../model/identity/identity.ts";
import { ownProfile } from "../../model/identity/node.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { identifySecret } from "../identity/identify-secret.ts";
import { identitiesOf } from "../identity/identities-of.ts";
import { nodeOf } from "../identity/node-of.ts";
import { takeRecords } from "../jobs/take-records.ts";
import { profileOf } from "../profile/profile-of.ts";
import { recordAtProfile } from "../profile/send-to-profile.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { rotateIdentifySecret } from "../store/identify-secrets.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { everythingStored } from "../testing/everything-stored.ts";
import { takeMessagesOf } from "../testing/messages-of.ts";
import { proofOf } from "../testing/proof.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";
import { copyOf } from "./copy-of.ts";
import { beginErasure, carryOut, type ErasureWish } from "./erase-person.ts";
import { whoIs } from "./who-is-who.ts";

const site = siteWith();
const anna = [
  { type: "customer", value: "4711" },
  { type: "email", value: "annamaria@example.com" },
];
let nowMs = Date.parse("2026-11-27T17:30:00Z");
let secret = "";

beforeAll(async () => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  await prepareDatabase(site);
  const bag = ruleWith({ id: "bag", pages: ["/bag"], condition: { cartItems: { $gte: 1 } } });
  await goLive(site, configurationWith({ rules: [bag] }), nowMs);
  const { generation } = await rotateIdentifySecret(env.DB, site.id, nowMs, 0);
  secret = await identifySecret(env, site.id, generation);
});

beforeEach(() => {
  vi.spyOn(Date, "now").mockImplementation(() => (nowMs += 10));
  vi.spyOn(console, "error").mockReturnValue();
  const page = "<html><head></head><body><h1>Bag</h1></body></html>";
  vi.spyOn(globalThis, "fetch").mockImplementation(
    async () => new Response(page, { headers: { "content-type": "text/html" } }),
  );
});

afterEach(() => vi.restoreAllMocks());

const queued: unknown[] = [];
const RECORDS = { send: async (message: unknown) => void queued.push(message) };
const bindings = { ...env, RECORDS } as unknown as Env;

async function deliver(): Promise<void> {
  const messages = queued
    .splice(0)
    .map((body, index) => ({ id: `m${index}`, timestamp: new Date(nowMs), attempts: 1, body }));
  await takeRecords(createMessageBatch("edgewise-records", messages), bindings, nowMs);
}

/** Time goes by until profiles have told the index of all that was to be told of later. */
async function untilTold(): Promise<void> {
  nowMs += 16 * 60_000;
  for (const id of await listDurableObjectIds(env.PROFILES)) {
    const profile = env.PROFILES.get(id);
    await takeMessagesOf(profile, (message) => queued.push(message));
    await runDurableObjectAlarm(profile);
  }
}

/** Somebody's browser, which sends what the snippet would. */
class Device extends Browser {
  constructor() {
    super("shop.example", {}, bindings);
  }

  async sends(name: string, params: object): Promise<void> {
    const event = { id: crypto.randomUUID(), name, timeMs: nowMs, params };
    expect((await this.post("/_ew/e", { sentAtMs: nowMs, events: [event] })).status).toBe(202);
  }

  async logsIn(...identities: Identity[]): Promise<void> {
    const proof = await proofOf({ site: site.id, identities }, nowMs + 60_000, secret);
    await this.sends("identify", { identities, proof });
  }

  async adds(item: string): Promise<void> {
    await this.sends("add_to_cart", { items: [{ item_id: item, quantity: 1, price: 5 }] });
  }

  async hasBag(): Promise<boolean> {
    return (await this.ask("/bag")).text.includes("Hello");
  }

  async carries(): Promise<Snapshot> {
    const cookie = `__Host-ew=${this.cookies.get("__Host-ew")}`;
    return (await readSnapshot(cookie, site.id, await readKeys(env.COOKIE_KEYS)))!;
  }
}

const found = async (traces: readonly string[]) => {
  const all = await everythingStored([env.PROFILES, env.IDENTITIES]);
  return traces.filter((trace) => all.includes(trace));
};

/** The bindings, of which the call with this number fails. */
function failingAt(failing: number): { bindings: Env; calls: () => number } {
  let calls = 0;
  const watched = <T extends object>(target: T, names: readonly string[]): T =>
    new Proxy(target, {
      get(_target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== "function") return value;
        return (...all: unknown[]) => {
          if (names.includes(String(name)) && calls++ === failing) throw new Error("It is down.");
          return (value as (...all: unknown[]) => unknown).apply(target, all);
        };
      },
    });
  const broken = {
    ...bindings,
    PROFILES: watched(env.PROFILES, ["get"]),
    IDENTITIES: watched(env.IDENTITIES, ["get"]),
    DB: watched(env.DB, ["prepare"]),
    BUNDLES: watched(env.BUNDLES, ["delete"]),
  };
  return { bindings: broken, calls: () => calls };
}

it("an erasure that breaks off at whatever step ends when it is asked for again", async () => {
  const traces: string[] = [];
  /** Somebody with a browser, an identity and a place in the index. */
  const someone = async (name: string) => {
    const device = new Device();
    await device.ask("/");
    await device.adds(`scarf-of-${name}`);
    await device.logsIn({ type: "email", value: `${name}@example.com` });
    const { visitor, profile } = await device.carries();
    traces.push(visitor, profile, `scarf-of-${name}`);
    return { site: site.id, profile: visitor, by: "care", nowMs };
  };
  const erase = async (wish: ErasureWish, own: Env) => {
    const begun = await beginErasure(own, wish);
    return begun && carryOut(own, begun.id);
  };
  const counted = failingAt(-1);
  await erase(await someone("nobody-in-particular"), counted.bindings);
  const steps = counted.calls();
  expect(steps).toBeGreaterThan(15);
  // Each third of them, since each takes another person.
  for (let step = 0; step < steps; step += 3) {
    const wish = await someone(`step-${step}`);
    await expect(erase(wish, failingAt(step).bindings)).rejects.toThrow("It is down.");
    expect((await erase(wish, bindings))?.doneAtMs).toBeGreaterThan(0);
  }
  await deliver();
  expect(await found(traces)).toEqual([]);
});

it("a person is erased with all of their browsers and identities, wherever something of them is", async () => {
  const [phone, laptop, other] = [new Device(), new Device(), new Device()];
  for (const device of [phone, laptop, other]) await device.ask("/");
  await phone.adds("red-lipstick");
  await phone.logsIn(...anna);
  await laptop.logsIn(anna[1]!);
  await laptop.adds("blue-brush");
  await other.logsIn({ type: "customer", value: "4712" });
  await other.adds("green-comb");
  // The index knows, what it is told next is still in the queue, and some of it waits to be told.
  await deliver();
  nowMs += 3_600_000;
  await laptop.sends("purchase", { transaction_id: "t-1", value: 12 });
  await phone.sends("page_view", {});
  const nodes = await Promise.all(anna.map((identity) => nodeOf(env, site.id, identity)));
  const visitors = [(await phone.carries()).visitor, (await laptop.carries()).visitor];
  const profile = (await laptop.carries()).profile;
  expect([profile, (await phone.carries()).profile]).toEqual([ownProfile(nodes[0]!), profile]);
  const traces = [...visitors, ...nodes.map(ownProfile), "a…a@example.com", "red-lipstick", "blue-brush"];
  expect(await found(traces)).toEqual(traces);
  const inIndex = () => env.DB.prepare("SELECT id FROM profiles").all<{ id: string }>();
  expect((await inIndex()).results.map(({ id }) => id)).toContain(profile);
  const copy = await new Response(await copyOf(env, site.id, visitors[1]!)).json<{
    identities: { node: string; hint: string }[];
    links: unknown[];
  }>();
  expect(copy.identities.map(({ node }) => node).sort()).toEqual(
    [...nodes, ...visitors.map((visitor) => `visitor:${visitor}`)].sort(),
  );
  expect(copy.links).toHaveLength(3);

  expect(JSON.stringify(queued)).toContain(profile);
  const begun = await beginErasure(bindings, { site: site.id, profile: visitors[1]!, by: "care", nowMs });
  const done = await carryOut(bindings, begun!.id);
  await untilTold();
  await deliver();
  expect(await found(traces)).toEqual([]);
  expect(done).toMatchObject({ erased: { profiles: 4, identities: 2, visitors: 2 }, requestedBy: "care" });
  expect(await found(["green-comb"])).toEqual(["green-comb"]);
  expect(await other.hasBag()).toBe(true);

  // Their browsers still carry who they were, and a page still says who is logged in.
  await phone.logsIn(...anna);
  await laptop.adds("too-late");
  await deliver();
  expect(await found([...traces, "too-late"])).toEqual([]);
  expect(visitors).not.toContain((await phone.carries()).visitor);
  expect([await phone.hasBag(), await laptop.hasBag()]).toEqual([false, false]);

  // Who comes back is a new customer under the same number.
  await phone.adds("new-mirror");
  await phone.logsIn(...anna);
  await laptop.logsIn(anna[0]!);
  expect((await phone.carries()).profile).toBe(profile);
  expect([await phone.hasBag(), await laptop.hasBag()]).toEqual([true, true]);
  expect(await found(["new-mirror", ...visitors, "red-lipstick"])).toEqual(["new-mirror"]);
});

it("a visitor is erased of whom the index is yet to be told, or was told by an alarm", async () => {
  const [unheard, heard] = [new Device(), new Device()];
  await heard.ask("/");
  await heard.adds("black-comb");
  await untilTold();
  await deliver();
  await unheard.ask("/");
  await unheard.adds("white-comb");
  const visitors = [(await heard.carries()).visitor, (await unheard.carries()).visitor];
  const { results } = await env.DB.prepare("SELECT id FROM profiles").all<{ id: string }>();
  const indexed = results.map(({ id }) => id);
  expect(visitors.map((visitor) => indexed.includes(visitor))).toEqual([true, false]);
  for (const profile of visitors) {
    const begun = await beginErasure(bindings, { site: site.id, profile, by: "care", nowMs });
    await carryOut(bindings, begun!.id);
  }
  await untilTold();
  await deliver();
  expect(await found([...visitors, "black-comb", "white-comb"])).toEqual([]);
});

it("a browser that says no takes back what it brought, though it does not know yet whose it has become", async () => {
  const device = new Device();
  await device.ask("/");
  await device.adds("purple-nail-file");
  const before = device.cookies.get("__Host-ew")!;
  await device.logsIn({ type: "email", value: "clara@example.com" });
  await device.adds("orange-nail-file");
  const { profile } = await device.carries();
  expect(await new Response(await copyOf(env, site.id, profile)).text()).toContain("purple-nail-file");
  // The answers were lost on their way.
  device.cookies.set("__Host-ew", before);
  await device.post("/_ew/c", { state: "denied" });
  expect(await copyOf(env, site.id, profile)).toBeUndefined();
});

it("a browser that says no leaves what is on its way to the person", async () => {
  const device = new Device();
  await device.ask("/");
  await device.adds("yellow-sponge");
  await device.logsIn({ type: "email", value: "dora@example.com" });
  const { profile: to } = await device.carries();
  const from = ownProfile(await nodeOf(env, site.id, { type: "phone", value: "+4512345678" }));
  const event = { id: "called-the-shop", name: "call", timeMs: nowMs, params: { about: "white-towel" } };
  const source = `phone:${from}`;
  const traits = [{ name: "about", value: "white-towel", timeMs: nowMs, event: event.id }];
  const called = { profile: from, source, carried: null, events: [event], traits };
  await recordAtProfile(env, arrivalWith(nowMs, called));
  const move = {
    from,
    to,
    sources: [{ node: source, sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER }],
    slices: {},
  };
  await runInDurableObject(identitiesOf(env.IDENTITIES, site.id), (_object, { storage }) => {
    storage.sql.exec(
      "INSERT INTO moves (giver, receiver, move) VALUES (?, ?, ?)",
      from,
      to,
      JSON.stringify(move),
    );
  });
  await device.post("/_ew/c", { state: "denied" });
  await runInDurableObject(identitiesOf(env.IDENTITIES, site.id), (object) => object.alarm());
  const copy = await new Response(await copyOf(env, site.id, to)).text();
  expect([copy.includes("white-towel"), copy.includes("yellow-sponge")]).toEqual([true, false]);
});

it("whoever shares a browser with somebody who is being erased stays who they are", async () => {
  const device = new Device();
  await device.ask("/");
  await device.logsIn({ type: "customer", value: "5001" });
  nowMs += 60_000;
  const lateMs = nowMs;
  nowMs += 60_000;
  await device.logsIn({ type: "customer", value: "5002" });
  const { visitor, profile } = await device.carries();
  const erased = ownProfile(await nodeOf(env, site.id, { type: "customer", value: "5001" }));
  expect(profile).not.toBe(erased);
  await profileOf(env.PROFILES, site.id, erased).forget(site.id, erased);
  const event = { id: crypto.randomUUID(), name: "view_item", timeMs: lateMs, params: {} };
  expect((await device.post("/_ew/e", { sentAtMs: nowMs, events: [event] })).status).toBe(202);
  expect(await device.carries()).toMatchObject({ visitor, profile });
});

it("a browser that says no is forgotten as soon as whoever did not answer does", async () => {
  const device = new Device();
  await device.ask("/");
  await device.logsIn({ type: "email", value: "elsa@example.com" });
  await device.adds("grey-razor");
  const { visitor, profile } = await device.carries();
  const cookies = [...device.cookies];
  for (const failing of [0, 1, 2]) {
    const broken = new Browser("shop.example", {}, failingAt(failing).bindings);
    for (const [name, value] of cookies) broken.cookies.set(name, value);
    queued.length = 0;
    expect((await broken.post("/_ew/c", { state: "denied" })).status).toBe(202);
    expect(queued).toEqual([{ type: "withdrawn", site: site.id, visitor, profile }]);
  }
  await deliver();
  expect(await copyOf(env, site.id, profile)).toBeUndefined();
  const { links } = await whoIs(env, site.id, profile);
  expect(links).toEqual([]);
});
