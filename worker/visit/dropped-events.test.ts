import { createExecutionContext, createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { api } from "../testing/held-api.ts";
import { takeRecords } from "../jobs/take-records.ts";
import { configurationWith, inviteUser, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";

const dashboard = "https://ew.shop.example/api/v1";
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let owner = "";
beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  const rules = [ruleWith({ condition: { $did: { event: "view_item", count: { $gte: 9 } } } })];
  const site = siteWith({
    id: "dropping",
    hosts: ["dropping.example"],
    snippetHosts: ["www.dropping.example"],
  });
  await goLive(site, configurationWith({ rules }), Date.now());
  const token = await inviteUser("owner", Date.now() + 60_000);
  const request = new Request(`${dashboard}/session`, { method: "POST", body: JSON.stringify({ token }) });
  const response = await api.fetch(request, env, createExecutionContext());
  owner = response.headers.get("set-cookie")!.split(";")[0]!;
});
afterEach(() => vi.unstubAllGlobals());

/** What was sent to the queue. */
const sent: unknown[] = [];
const bindings: Env = {
  ...env,
  RECORDS: { send: async (message: unknown) => void sent.push(message) } as unknown as Env["RECORDS"],
};

/** Somebody whom the shop's first page has made a visitor. */
async function newVisitor(): Promise<Browser> {
  vi.stubGlobal(
    "fetch",
    async () => new Response("<h1>Shop</h1>", { headers: { "content-type": "text/html" } }),
  );
  const browser = new Browser("dropping.example", {}, bindings);
  await browser.ask("/");
  return browser;
}

let ids = 0;
function events(count: number, changes: object = {}) {
  const timeMs = Date.now();
  return Array.from({ length: count }, () => ({
    id: `dropped-${++ids}`,
    name: "tick",
    timeMs,
    params: {},
    ...changes,
  }));
}

async function send(browser: Browser, list: readonly object[], headers: Record<string, string> = {}) {
  const { status, text } = await browser.post("/_ew/e", { sentAtMs: Date.now(), events: list }, headers);
  return { status, answer: JSON.parse(text) as { accepted: number; rejected: { code: string }[] } };
}

/** What the owner is told, once all that was sent to the queue was delivered, twice. */
async function report(query = "") {
  const messages = sent.map((body, index) => ({ id: `m${index}`, timestamp: new Date(), attempts: 1, body }));
  for (let delivery = 0; delivery < 2; delivery++)
    await takeRecords(createMessageBatch("edgewise-records", messages), env, Date.now());
  const request = new Request(`${dashboard}/reports/intake?site=dropping${query}`, {
    headers: { cookie: owner },
  });
  const response = await api.fetch(request, env, createExecutionContext());
  return { status: response.status, answer: await response.json<{ since: string; dropped: unknown[] }>() };
}

it("what was dropped is counted by its reason, and what was taken or known already is not", async () => {
  const browser = await newVisitor();
  const good = events(3);
  const foreign = events(2, { params: { page_location: "https://free-traffic.example/" } });
  const own = ["https://dropping.example/a", "https://www.dropping.example/b", "/c"].flatMap(
    (page_location) => events(1, { params: { page_location } }),
  );
  const bad = [...events(1, { name: "not a name" }), ...events(1, { timeMs: Date.now() - 8 * dayMs })];
  const exposed = events(1, { name: "ew_exposed", params: { rule: "gone", variant: "a" } });
  const first = await send(browser, [...good, ...foreign, ...own, ...bad, ...exposed]);
  expect(first).toMatchObject({ status: 202, answer: { accepted: 6 } });
  expect(first.answer.rejected.map(({ code }) => code).toSorted()).toEqual([
    "invalid_event",
    "invalid_event",
    "spam",
    "spam",
    "too_old",
  ]);
  await send(browser, good);
  expect((await send(browser, events(1, { id: "?" }))).status).toBe(400);
  expect((await send(browser, events(4), { "user-agent": "Googlebot/2.1" })).status).toBe(401);
  expect((await send(new Browser("dropping.example", {}, bindings), events(5))).status).toBe(401);

  const { status, answer } = await report();
  expect(status).toBe(200);
  expect(answer.dropped).toEqual([
    { source: "page", reason: "no_visitor", events: 5 },
    { source: "page", reason: "crawler", events: 4 },
    { source: "page", reason: "invalid_event", events: 3 },
    { source: "page", reason: "spam", events: 2 },
    { source: "page", reason: "too_old", events: 1 },
  ]);
  expect(Date.now() - Date.parse(answer.since)).toBeGreaterThanOrEqual(7 * dayMs);
});

it("nobody does more than a thousand things in a minute", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Math.ceil(Date.now() / minuteMs) * minuteMs });
  const browser = await newVisitor();
  let accepted = 0;
  for (let batch = 0; batch < 20; batch++) accepted += (await send(browser, events(50))).answer.accepted;
  expect(accepted).toBe(1000);
  expect((await send(browser, events(50))).status).toBe(400);
  expect((await send(await newVisitor(), events(50))).answer.accepted).toBe(50);
  vi.setSystemTime(Date.now() + minuteMs);
  expect((await send(browser, events(50))).answer.accepted).toBe(50);
  vi.useRealTimers();
});

it("what is sent again and again takes nothing of what a visitor may do", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Math.ceil(Date.now() / minuteMs) * minuteMs });
  const browser = await newVisitor();
  const known = events(49);
  await send(browser, known);
  for (let batch = 0; batch < 25; batch++)
    expect((await send(browser, [...known, ...events(1)])).answer).toMatchObject({
      accepted: 1,
      rejected: [],
    });
  expect((await send(browser, events(50))).answer.accepted).toBe(50);
  vi.useRealTimers();
});

it("what could not be taken while a profile failed is taken once it answers, however often it was sent", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Math.ceil(Date.now() / minuteMs) * minuteMs });
  const browser = await newVisitor();
  const waiting = events(50);
  const PROFILES = { idFromName: () => "" } as unknown as Env["PROFILES"];
  const unlucky = new Browser("dropping.example", {}, { ...bindings, PROFILES });
  for (const [name, value] of browser.cookies) unlucky.cookies.set(name, value);
  for (let batch = 0; batch < 25; batch++) expect((await send(unlucky, waiting)).status).toBe(503);
  expect((await send(browser, waiting)).answer.accepted).toBe(50);
  vi.useRealTimers();
});

it.each(["0", "32", "1.5", "week", "-1"])("a report of %s days is refused", async (days) => {
  expect(await report(`&days=${days}`)).toMatchObject({
    status: 400,
    answer: { error: { code: "invalid_request" } },
  });
});
