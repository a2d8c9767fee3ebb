import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConsentState } from "../../model/consent/consent-state.ts";
import { ImportPlan } from "../../model/import-plan.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { SignedInUser } from "../../model/user.ts";
import { takeRecords } from "../jobs/take-records.ts";
import { recordAtProfile } from "../profile/send-to-profile.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys, toBase64Url } from "../recognise/seal.ts";
import { beginImport, savePart } from "../store/imports.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { everythingStored } from "../testing/everything-stored.ts";
import { insertingOffer } from "../testing/inserting-offer.ts";
import { configurationWith, inviteUser, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";
import { api } from "../testing/held-api.ts";
import { couponWith } from "../../model/testing/coupon.ts";

const host = "shop.example";
let nowMs = Date.parse("2026-11-27T17:30:00Z");
const users: Partial<Record<SignedInUser["role"], string>> = {};

beforeAll(async () => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  const { rules, offers, coupons, placements } = insertingOffer();
  const viewed = { $did: { event: "view_item", count: { $gte: 1 } } };
  const personal = ruleWith({ id: "personal", pages: ["/personal"], condition: viewed });
  const site = siteWith({ hosts: [host], consentNotice: "2026-11" });
  await prepareDatabase(site);
  const gift = couponWith({ id: "gift", name: "Gift", code: "GIFT" });
  const configuration = configurationWith({
    rules: [...rules, personal],
    offers,
    coupons: [...coupons, gift],
    placements,
  });
  await goLive(site, configuration, nowMs);
  for (const role of ["owner", "care", "marketer", "viewer"] as const) {
    const token = await inviteUser(role, nowMs + 60_000);
    const { headers } = await call("POST", "/session", role, { token });
    users[role] = headers.get("set-cookie")!.split(";")[0]!;
  }
});

let letPageGo: () => void;
beforeEach(() => {
  nowMs += 3_600_000;
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
  const waiting = new Promise<void>((resolve) => (letPageGo = resolve));
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    if (new Request(input, init).url.endsWith("?slow")) await waiting;
    return new Response("<html><head></head><h1>Shop</h1></html>", {
      headers: { "content-type": "text/html" },
    });
  });
});

/** What goes to the queue. */
const queued: unknown[] = [];
const bindings = {
  ...env,
  RECORDS: { send: async (message: unknown) => void queued.push(message) },
} as unknown as Env;

async function call(
  method: string,
  path: string,
  role: SignedInUser["role"] = "care",
  body?: unknown,
  own: Env = bindings,
) {
  const request = new Request(`https://ew.shop.example/api/v1${path}`, {
    method,
    headers: { cookie: users[role] ?? "" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const context = createExecutionContext();
  const response = await api.fetch(request, own, context);
  const text = await response.text();
  await waitOnExecutionContext(context);
  // oxlint-disable-next-line typescript/no-explicit-any -- The shape is what these tests look at.
  const answer: any = JSON.parse(text);
  return { status: response.status, headers: response.headers, answer };
}

/** The queue's consumer takes what is waiting. */
async function deliver(): Promise<void> {
  const messages = queued
    .splice(0)
    .map((body, index) => ({ id: `m${index}`, timestamp: new Date(nowMs), attempts: 1, body }));
  await takeRecords(createMessageBatch("edgewise-records", messages), bindings, nowMs);
}

async function carriedBy(browser: Browser): Promise<Snapshot> {
  const cookie = `__Host-ew=${browser.cookies.get("__Host-ew")}`;
  const snapshot = await readSnapshot(cookie, "lumen", await readKeys(env.COOKIE_KEYS));
  if (snapshot === undefined) throw new Error("It carries nothing.");
  return snapshot;
}

const says = (browser: Browser, state: ConsentState) => browser.post("/_ew/c", { state });

let plans = 0;

/** Somebody with a name who looked at a product, holds a coupon, and to whom an agent gave another. */
async function someone(): Promise<{ browser: Browser; visitor: string; email: string }> {
  const browser = new Browser(host, {}, bindings);
  await browser.ask("/plain");
  await says(browser, { personalisation: true, measurement: true });
  await browser.did("view_item", nowMs);
  const carried = await carriedBy(browser);
  const event = {
    id: crypto.randomUUID(),
    name: "sign_up",
    timeMs: nowMs,
    params: { plan: `quarterly-${++plans}` },
  };
  const trait = { name: "name", value: "Mette Nørgaard", timeMs: nowMs, event: event.id };
  const { profile } = carried;
  const email = `email:${toBase64Url(crypto.getRandomValues(new Uint8Array(16)))}`;
  await recordAtProfile(
    env,
    arrivalWith(nowMs, {
      profile,
      source: email,
      carried: null,
      events: [event],
      traits: [trait],
      counters: null,
      wanted: null,
    }),
  );
  await call("POST", `/profiles/${carried.visitor}/coupons?site=lumen`, "owner", { coupon: "gift" });
  return { browser, visitor: carried.visitor, email };
}

const erase = (visitor: string, role: SignedInUser["role"] = "owner", own: Env = bindings) =>
  call("DELETE", `/profiles/${visitor}?site=lumen`, role, undefined, own);

/** Which of these are written down anywhere. */
async function found(traces: readonly string[]): Promise<string[]> {
  const all = await everythingStored([env.PROFILES]);
  return traces.filter((trace) => all.includes(trace));
}

describe("a copy of what is known of a person", () => {
  it("has everything that is kept of them", async () => {
    const { visitor, email } = await someone();
    const { status, headers, answer } = await call("GET", `/profiles/${visitor}/export?site=lumen`);
    expect(status).toBe(200);
    expect(headers.get("content-disposition")).toBe(`attachment; filename="lumen-${visitor}.json"`);
    const at = new Date(nowMs).toISOString();
    expect(answer).toMatchObject({ format: 1, site: "lumen", profile: visitor, at });
    expect(answer.known.events.map(({ name }: { name: string }) => name).sort()).toEqual([
      "sign_up",
      "view_item",
    ]);
    expect(answer.known.traits).toMatchObject([{ name: "name", value: "Mette Nørgaard", source: email }]);
    const [ofBrowser] = answer.known.sources;
    expect(ofBrowser).toMatchObject({
      source: `visitor:${visitor}`,
      firstSeenAtMs: nowMs,
      coupons: { gift: { code: "GIFT", state: "held", atMs: nowMs } },
      consents: [
        {
          purposes: ["personalisation", "measurement"],
          atMs: nowMs,
          by: "page",
          gpc: false,
          notice: "2026-11",
        },
      ],
    });
  });

  it("comes whole, however much it is", async () => {
    const { visitor } = await someone();
    const long = "ü".repeat(900);
    for (let batch = 0; batch < 4; batch++) {
      const events = Array.from({ length: 50 }, (_, index) => ({
        id: `${visitor.slice(0, 10)}-${batch}-${index}`,
        name: "search",
        timeMs: nowMs - index,
        params: { search_term: long },
      }));
      const source = `visitor:${visitor}`;
      await recordAtProfile(env, arrivalWith(nowMs, { profile: visitor, source, carried: null, events }));
    }
    const { answer } = await call("GET", `/profiles/${visitor}/export?site=lumen`);
    expect(answer.known.events).toHaveLength(202);
    expect(new Set(answer.known.events.map(({ id }: { id: string }) => id)).size).toBe(202);
  });
});

describe("what somebody says to the shop of their consent", () => {
  const chooses = (visitor: string, state: unknown, notice?: string) =>
    call("POST", `/profiles/${visitor}/consent?site=lumen`, "care", { state, notice });
  /** A page after one beside which there was time to look what the server knows. */
  const next = async (browser: Browser, path: string) => {
    await browser.ask("/plain");
    return (await browser.ask(path)).text;
  };

  it("holds from their next page on, and is written down with who took it down", async () => {
    const { browser, visitor } = await someone();
    expect(await next(browser, "/personal")).toContain("Hello");
    nowMs += 1000;
    const { status, answer } = await chooses(visitor, { measurement: true }, "phone-3");
    const consent = {
      purposes: ["measurement"],
      atMs: nowMs,
      by: "user:care",
      gpc: false,
      notice: "phone-3",
    };
    expect([status, answer]).toEqual([200, { consent }]);
    expect(await next(browser, "/personal")).not.toContain("Hello");
    expect(await browser.did("view_item", nowMs)).toBe(202);
    expect((await carriedBy(browser)).consent).toEqual(consent);
    const copy = await call("GET", `/profiles/${visitor}/export?site=lumen`);
    const choices = copy.answer.known.sources.flatMap(({ consents }: { consents: object[] }) => consents);
    expect(choices.filter(({ by }: { by: string }) => by === "user:care")).toEqual([consent]);
    expect(choices).toHaveLength(2);
    nowMs += 1000;
    await says(browser, { personalisation: true });
    expect(await next(browser, "/personal")).toContain("Hello");
  });

  it("ends that a browser remembers them, for good", async () => {
    const { browser, visitor } = await someone();
    // What else the profile has to say of them is said by then: KV takes one word a second.
    await vi.waitFor(async () => {
      nowMs += 2000;
      expect((await chooses(visitor, "denied")).status).toBe(200);
      expect(await next(browser, "/personal")).not.toContain("Hello");
    });
    expect([...browser.cookies.keys()]).toEqual(["__Host-ew-consent"]);
    expect((await browser.ask("/plain")).sets).toEqual([]);
    expect((await call("GET", `/profiles/${visitor}/export?site=lumen`)).status).toBe(404);
  });

  it("is taken of people who are known, in words that are", async () => {
    const { visitor } = await someone();
    expect((await chooses("N".repeat(22), "denied")).status).toBe(404);
    expect((await chooses(visitor, "maybe")).status).toBe(400);
    expect((await chooses(visitor, "denied", "n".repeat(41))).status).toBe(400);
  });
});

/** A file was imported with a row about somebody that was not taken. */
async function rejectedRow(source: string): Promise<void> {
  const id = crypto.randomUUID();
  const plan = v.parse(ImportPlan, { name: "Customers", format: "csv" });
  await beginImport(env.DB, "lumen", { id, plan, begunAtMs: nowMs, begunBy: "owner" });
  const counts = { rows: 1, accepted: 0, duplicates: 0, rejected: 1 };
  const rejections = [{ row: 1, code: "invalid_event", message: "No.", source }];
  await savePart(env.DB, "lumen", id, { part: 0, digest: "d", counts, rejections });
}

describe("an erasure", () => {
  it("leaves nothing that could be found, of what was stored, under way or on a page", async () => {
    const { browser, visitor, email } = await someone();
    const address = `${visitor}@example.com`;
    await rejectedRow(`Mette,${address},x`);
    const note = `Prefers lilies ${plans}`;
    expect((await call("POST", `/profiles/${visitor}/notes?site=lumen`, "care", { text: note })).status).toBe(
      200,
    );
    const { answer: copy } = await call("GET", `/profiles/${visitor}/export?site=lumen`);
    expect(JSON.stringify(copy)).toContain(note);
    const traces = [visitor, email, email.slice("email:".length), `quarterly-${plans}`, address, note];
    expect(await found(traces)).toEqual(traces);
    const inFlight = browser.ask("/?slow");
    const { status, answer } = await erase(visitor);
    expect(status).toBe(200);
    letPageGo();
    expect((await inFlight).text).toContain("Ten off");
    await deliver();
    expect(await found(traces)).toEqual([]);
    const receipt = await call("GET", `/erasures/${answer.erasure.id}?site=lumen`, "owner");
    expect(receipt).toMatchObject({ status: 200, answer });
    expect(answer.erasure).toMatchObject({
      site: "lumen",
      requestedAt: new Date(nowMs).toISOString(),
      requestedBy: "owner",
      doneAt: new Date(nowMs).toISOString(),
      erased: { profiles: 2, identities: 1, visitors: 1 },
    });
  });

  it("makes somebody new of the browser, who has done nothing", async () => {
    const { browser, visitor } = await someone();
    expect((await browser.ask("/personal")).text).toContain("Hello");
    await erase(visitor);
    expect(await browser.did("add_to_cart", nowMs)).toBe(202);
    const carried = await carriedBy(browser);
    expect(carried.visitor).not.toBe(visitor);
    expect(carried).toMatchObject({ version: 0, coupons: [], consent: null });
    expect((await browser.ask("/personal")).text).not.toContain("Hello");
    expect(await browser.did("view_item", nowMs)).toBe(202);
    expect((await browser.ask("/personal")).text).toContain("Hello");
    expect(await found([visitor])).toEqual([]);
  });

  it("goes on where it broke off, by the queue or when asked again, and gives one receipt", async () => {
    const { visitor } = await someone();
    let failures = 2;
    const failing = {
      ...bindings,
      BUNDLES: new Proxy(env.BUNDLES, {
        get: (kv, name: keyof KVNamespace) =>
          name === "delete" && failures-- > 0
            ? () => Promise.reject(new Error("KV is down."))
            : (kv[name] as (...all: unknown[]) => unknown).bind(kv),
      }),
    };
    const first = await erase(visitor, "owner", failing);
    expect(first).toMatchObject({ status: 202, answer: { erasure: { doneAt: null } } });
    const again = await erase(visitor, "owner", failing);
    expect(again).toMatchObject({ status: 202, answer: first.answer });
    await deliver();
    const { id } = first.answer.erasure;
    expect((await call("GET", `/erasures/${id}?site=lumen`, "owner")).answer.erasure.doneAt).not.toBeNull();
    expect(await erase(visitor)).toMatchObject({ status: 200, answer: { erasure: { id } } });
    expect(await found([visitor])).toEqual([]);
  });

  it("is for owners alone, a copy and consent for those who serve customers too, of people who are known", async () => {
    const { visitor } = await someone();
    for (const role of ["marketer", "care", "viewer"] as const)
      expect(await erase(visitor, role)).toMatchObject({
        status: 403,
        answer: { error: { code: "not_allowed" } },
      });
    for (const role of ["marketer", "viewer"] as const) {
      expect((await call("GET", `/profiles/${visitor}/export?site=lumen`, role)).status).toBe(403);
      expect((await call("POST", `/profiles/${visitor}/consent?site=lumen`, role, {})).status).toBe(403);
    }
    const nobody = "N".repeat(22);
    expect((await erase(nobody)).status).toBe(404);
    expect((await call("GET", `/profiles/${nobody}/export?site=lumen`)).status).toBe(404);
    expect((await erase("nobody")).status).toBe(400);
    expect((await call("GET", "/erasures/none?site=lumen", "owner")).status).toBe(404);
    expect((await erase(visitor, "owner")).status).toBe(200);
  });
});
