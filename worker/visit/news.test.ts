import {
  createExecutionContext,
  runDurableObjectAlarm,
  runInDurableObject,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { nothingRemembered } from "../../model/rule-memory.ts";
import { newSession, newSnapshot, type Snapshot } from "../../model/snapshot.ts";
import { api } from "../testing/held-api.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { faulty } from "../testing/faulty.ts";
import { profileOf } from "../profile/profile-of.ts";
import { readSnapshot, snapshotCookie } from "../recognise/cookie.ts";
import { readKeys, toBase64Url } from "../recognise/seal.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { writeRoutes } from "../store/routing.ts";
import { writeSnapshot } from "../store/snapshots.ts";
import { publish } from "../store/versions.ts";
import { configurationWith, inviteUser, prepareDatabase, siteWith } from "../testing/shop.ts";
import { visit } from "./visit.ts";
import { couponWith } from "../../model/testing/coupon.ts";

const startMs = Date.parse("2026-11-27T17:30:00Z");
const site = siteWith();
let nowMs = startMs;
let owner = "";

beforeAll(async () => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  await prepareDatabase(site);
  await writeRoutes(env.BUNDLES, site, []);
  const coupons = ["gift", "thanks", "more"].map((id) =>
    couponWith({ id, name: id, code: id.toUpperCase() }),
  );
  const configuration = configurationWith({ coupons });
  await publish(env, { site, over: 0, configuration, note: "", by: "owner", nowMs });
  const work: Promise<unknown>[] = [];
  liveBundle(env, site.id, nowMs, (begun) => work.push(begun));
  await Promise.all(work);
  const signIn = await callApi("POST", "/session", { token: await inviteUser("owner", nowMs + 1000) });
  owner = signIn.headers.get("set-cookie")!.split(";")[0]!;
});

beforeEach(() => {
  nowMs += 60_000;
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

async function callApi(method: string, path: string, body: unknown, bindings = env) {
  const request = new Request(`https://ew.shop.example/api/v1${path}`, {
    method,
    headers: { cookie: owner },
    body: JSON.stringify(body),
  });
  const response = await api.fetch(request, bindings, createExecutionContext());
  return { status: response.status, headers: response.headers, answer: await response.json<object>() };
}

/** A visitor of whom a profile knows, for they once sent an event. */
class Shopper {
  readonly id = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  carried: Snapshot = newSnapshot(this.id, startMs, newSession(startMs));

  get profile() {
    return profileOf(env.PROFILES, site.id, this.id);
  }

  async arrive(): Promise<this> {
    const event = { id: crypto.randomUUID(), name: "page_view", timeMs: nowMs, params: {} };
    const arrival = arrivalWith(nowMs, { carried: this.carried, events: [event] });
    this.carried = (await this.profile.record(arrival)).snapshot!;
    return this;
  }

  /** Asks for a page that the shop answers once KV has; `undefined` where the cookie is not set anew. */
  async ask(
    bundles: KVNamespace = env.BUNDLES,
    headers: Record<string, string> = {},
    DB: D1Database = env.DB,
  ): Promise<Snapshot | undefined> {
    const keys = await readKeys(env.COOKIE_KEYS);
    const cookie = (await snapshotCookie(this.carried, site.id, keys)).split(";")[0]!;
    const looked: Promise<unknown>[] = [];
    const watched = {
      get: (...[key, options]: [string, { type: "text" }]) => {
        const asked = bundles.get(key, options);
        if (key.startsWith("snapshot:")) looked.push(asked);
        return asked;
      },
    } as unknown as KVNamespace;
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => {
      // The cookie is opened meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 20));
      await Promise.race([Promise.allSettled(looked), new Promise((resolve) => setTimeout(resolve, 300))]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return new Response("<h1>Shop</h1>", { headers: { "content-type": "text/html" } });
    });
    const context = createExecutionContext();
    const request = new Request("https://shop.example/", { headers: { cookie, ...headers } });
    const response = await visit(request, { ...env, DB, BUNDLES: watched }, context);
    expect(await response.text()).toContain("<h1>Hello</h1>");
    await waitOnExecutionContext(context);
    this.looks = looked.length;
    const set = response.headers.get("set-cookie");
    const now = set === null ? undefined : await readSnapshot(set.split(";")[0]!, site.id, keys);
    this.carried = now ?? this.carried;
    return now;
  }
  looks = 0;
}

const give = (shopper: { id: string }, coupon: unknown, bindings?: typeof env) =>
  callApi("POST", `/profiles/${shopper.id}/coupons?site=lumen`, { coupon }, bindings);

describe("a coupon that somebody gives to a visitor", () => {
  it("is on the visitor's next page, without any event, and the cookie is set but once for it", async () => {
    const shopper = await new Shopper().arrive();
    expect(await shopper.ask()).toBeUndefined();
    const held = { id: "gift", code: "GIFT", state: "held", total: null, atMs: nowMs };
    expect(await give(shopper, "gift")).toMatchObject({ status: 200, answer: { coupon: held } });
    expect(await shopper.ask()).toMatchObject({ coupons: [held], version: 2 });
    expect(await shopper.ask()).toBeUndefined();
    expect((await shopper.arrive()).carried.coupons).toEqual([held]);
  });

  it("takes nothing away from what the visitor's pages did meanwhile", async () => {
    const shopper = await new Shopper().arrive();
    await give(shopper, "gift");
    const own = { id: "own", code: "OWN", state: "applied", total: "€4", atMs: nowMs } as const;
    const memory = { ...nothingRemembered, shownAtMs: { welcome: [nowMs] } };
    shopper.carried = { ...shopper.carried, coupons: [own], memory };
    const now = await shopper.ask();
    expect(now?.coupons.map(({ id }) => id).toSorted()).toEqual(["gift", "own"]);
    expect(now?.memory.shownAtMs).toEqual({ welcome: [nowMs] });
  });

  it("stays as it is when it is given again", async () => {
    const shopper = await new Shopper().arrive();
    await give(shopper, "gift");
    const applied = { id: "gift", code: "GIFT", state: "applied", total: "€4", atMs: nowMs + 1 } as const;
    shopper.carried = { ...shopper.carried, coupons: [applied] };
    await shopper.arrive();
    nowMs += 5000;
    expect((await give(shopper, "gift")).answer).toMatchObject({ coupon: { state: "applied" } });
  });

  it.each([
    ["to nobody who is known", "BBBBBBBBBBBBBBBBBBBBBB", "gift", 404, "not_found"],
    ["to what is no visitor", "nobody", "gift", 400, "invalid_request"],
    ["that is not published", undefined, "nothing", 404, "not_found"],
    ["without a name", undefined, 7, 400, "invalid_request"],
  ])("is refused %s", async (_what, id, coupon, status, code) => {
    const shopper = id === undefined ? await new Shopper().arrive() : { id };
    expect(await give(shopper, coupon)).toMatchObject({ status, answer: { error: { code } } });
  });

  it("is refused for now while profiles are down", async () => {
    const PROFILES = {
      idFromName: () => {
        throw new Error("down");
      },
    } as never;
    expect(await give(new Shopper(), "gift", { ...env, PROFILES })).toMatchObject({
      status: 503,
      answer: { error: { code: "temporarily_unavailable" } },
    });
  });
});

/** As another isolate does it, of which this one knows nothing: of every visitor, in whichever bucket they are. */
async function announceElsewhere(): Promise<void> {
  const all = JSON.stringify(Array.from({ length: 256 }, (_, bucket) => bucket));
  await env.DB.prepare(
    "INSERT OR REPLACE INTO news (site, bucket, until_ms) SELECT 'lumen', value, ? FROM json_each(?)",
  )
    .bind(nowMs + 60_000, all)
    .run();
}

describe("KV", () => {
  it("is asked where something is announced, but not about strangers or who is not to be remembered", async () => {
    const [stranger, known] = [new Shopper(), await new Shopper().arrive()];
    await known.ask();
    expect(known.looks).toBe(0);
    await announceElsewhere();
    nowMs += 3000;
    await known.ask();
    expect(known.looks).toBe(1);
    await known.ask(env.BUNDLES, { "sec-gpc": "1" });
    expect(known.looks).toBe(0);
    await stranger.ask();
    expect(stranger.looks).toBe(0);
  });

  it("has what was announced elsewhere on a page three seconds later, at the latest", async () => {
    const shopper = await new Shopper().arrive();
    await shopper.ask();
    const held = { id: "gift", code: "GIFT", state: "held", total: null, atMs: nowMs } as const;
    await writeSnapshot(env, site.id, { ...shopper.carried, version: 9, coupons: [held] });
    await announceElsewhere();
    nowMs += 2999;
    expect(await shopper.ask()).toBeUndefined();
    nowMs += 1;
    expect((await shopper.ask())?.coupons).toEqual([held]);
  });

  it("is asked until an event has told the visitor all that there is, and not after it", async () => {
    const shopper = await new Shopper().arrive();
    await give(shopper, "gift");
    nowMs += 61_000;
    for (let page = 0; page < 2; page += 1) {
      await shopper.ask();
      expect(shopper.looks).toBe(1);
    }
    await shopper.arrive();
    await shopper.ask();
    expect(shopper.looks).toBe(0);
    await give(shopper, "thanks");
    await shopper.ask();
    expect(shopper.looks).toBe(1);
  });

  it("is asked by every page while D1 does not say what is announced", async () => {
    const shopper = await new Shopper().arrive();
    await shopper.ask();
    expect(shopper.looks).toBe(0);
    await give(shopper, "gift");
    await shopper.arrive();
    nowMs += 6000;
    const later = await new Shopper().arrive();
    for (let page = 0; page < 2; page += 1) {
      await later.ask(env.BUNDLES, {}, faulty("down"));
      expect(later.looks).toBe(1);
    }
  });

  it("is announced once for many changes", async () => {
    const untilMs = () =>
      env.DB.prepare("SELECT MAX(until_ms) AS until FROM news WHERE site = 'lumen'").first<number>("until");
    const shopper = await new Shopper().arrive();
    await give(shopper, "gift");
    const first = await untilMs();
    expect(first).toBe(nowMs + 60_000);
    nowMs += 29_000;
    await give(shopper, "thanks");
    expect(await untilMs()).toBe(first);
    nowMs += 2000;
    await give(shopper, "more");
    expect(await untilMs()).toBe(nowMs + 60_000);
  });

  it("is written to, and announced, until D1 has heard it", async () => {
    const shopper = await new Shopper().arrive();
    await runInDurableObject(shopper.profile, (profile) => {
      const { env: own } = profile as unknown as { env: Env };
      vi.spyOn(own.DB, "batch").mockRejectedValueOnce(new Error("down"));
    });
    await give(shopper, "gift");
    expect(await shopper.ask()).toBeUndefined();
    nowMs += 2000;
    expect(await runDurableObjectAlarm(shopper.profile)).toBe(true);
    expect((await shopper.ask())?.coupons).toHaveLength(1);
  });

  it("takes one write a second of a profile, the newest one", async () => {
    const shopper = await new Shopper().arrive();
    await give(shopper, "gift");
    await give(shopper, "thanks");
    const name = `snapshot:lumen:${shopper.id}`;
    const first = await env.BUNDLES.get(name);
    expect(first).not.toBeNull();
    nowMs += 1000;
    expect(await runDurableObjectAlarm(shopper.profile)).toBe(true);
    const second = await env.BUNDLES.get(name);
    expect(second).not.toBe(first);
    nowMs += 1000;
    expect(await runDurableObjectAlarm(shopper.profile)).toBe(true);
    expect(await env.BUNDLES.get(name)).toBe(second);
    expect((await shopper.ask())?.coupons.map(({ id }) => id)).toEqual(["gift", "thanks"]);
  });

  it("gets what it did not take again, until it does", async () => {
    const shopper = await new Shopper().arrive();
    await runInDurableObject(shopper.profile, (profile) => {
      const { env: own } = profile as unknown as { env: Env };
      vi.spyOn(own.BUNDLES, "put").mockRejectedValueOnce(new Error("down")).mockRejectedValueOnce("down");
    });
    expect(await give(shopper, "gift")).toMatchObject({ status: 200 });
    for (const waitMs of [2000, 4000]) {
      expect(await shopper.ask()).toBeUndefined();
      nowMs += waitMs;
      expect(await runDurableObjectAlarm(shopper.profile)).toBe(true);
    }
    expect((await shopper.ask())?.coupons).toHaveLength(1);
  });

  it("that holds garbage, another visitor's or another site's snapshot is not believed", async () => {
    const [shopper, other] = [await new Shopper().arrive(), await new Shopper().arrive()];
    await give(other, "gift");
    const name = `snapshot:lumen:${shopper.id}`;
    const others = await env.BUNDLES.get(`snapshot:lumen:${other.id}`);
    await writeSnapshot(env, "elsewhere", { ...shopper.carried, version: 9 });
    const elsewhere = await env.BUNDLES.get(`snapshot:elsewhere:${shopper.id}`);
    for (const text of [others!, elsewhere!, "<html>", "k1.", "{}", "x".repeat(200_000)]) {
      await env.BUNDLES.put(name, text);
      expect(await shopper.ask()).toBeUndefined();
    }
  });

  it.each<[string, () => Promise<string | null>]>([
    ["is down", () => Promise.reject(new Error("down"))],
    ["does not answer", () => new Promise(() => undefined)],
  ])("keeps no page waiting while it %s, and is believed again afterwards", async (_what, get) => {
    const shopper = await new Shopper().arrive();
    await give(shopper, "gift");
    expect(await shopper.ask({ get } as unknown as KVNamespace)).toBeUndefined();
    expect((await shopper.ask())?.coupons).toHaveLength(1);
  });

  it("that answers after the page was sent has its word on the next one", async () => {
    const shopper = await new Shopper().arrive();
    await give(shopper, "gift");
    const slow = {
      get: async (key: string) => {
        await new Promise((resolve) => setTimeout(resolve, 700));
        return env.BUNDLES.get(key);
      },
    } as unknown as KVNamespace;
    expect(await shopper.ask(slow)).toBeUndefined();
    expect((await shopper.ask(slow))?.coupons).toHaveLength(1);
  });
});
