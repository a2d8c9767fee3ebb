import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { liveBundle } from "../store/live-bundle.ts";
import { writeRoutes } from "../store/routing.ts";
import { publish } from "../store/versions.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser } from "../testing/visiting.ts";
import { visit } from "./visit.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");
const host = "shop.example";
const moved = ruleWith({
  id: "moved",
  pages: ["/old"],
  changes: [{ type: "redirect", to: "/new?from=old#top" }],
});
const onlyOnce = ruleWith({
  id: "once",
  pages: ["/once"],
  caps: [{ times: 1, per: "ever" }],
  changes: [{ type: "redirect", to: "/new" }],
});
const tested = ruleWith({
  id: "tested",
  pages: ["/tested"],
  variants: [
    { id: "usual", changes: [] },
    { id: "other", changes: [{ type: "redirect", to: "/other" }] },
  ],
});
const third = ruleWith({
  id: "third",
  pages: ["/new"],
  condition: { pagesThisVisit: 2, previousPage: "/first" },
});

/** What the shop answers, and whether what was not read of it was given back. */
let answer: () => Response;
let asked: string[];
let recorded: unknown[];

beforeAll(async () => {
  const site = siteWith({ hosts: [host] });
  await prepareDatabase(site);
  await writeRoutes(env.BUNDLES, site, []);
  const configuration = configurationWith({ rules: [moved, onlyOnce, third, tested] });
  expect(await publish(env, { site, over: 0, configuration, note: "", by: "owner", nowMs })).toMatchObject({
    ok: true,
  });
  const work: Promise<unknown>[] = [];
  liveBundle(env, site.id, nowMs, (begun) => work.push(begun));
  await Promise.all(work);
});

beforeEach(() => {
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  asked = [];
  recorded = [];
  answer = () => new Response("<head></head><h1>Shop</h1>", { headers: { "content-type": "text/html" } });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (request) => {
    asked.push(new URL((request as Request).url).pathname);
    return answer();
  });
  vi.spyOn(env.RECORDS, "send").mockImplementation(async (message) => {
    recorded.push(message);
    return undefined as never;
  });
});

const isLed = async (browser: Browser, path: string, init?: RequestInit): Promise<boolean> =>
  (await browser.ask(path, init)).status === 302;

describe("a redirect", () => {
  it("keeps the visitor's parameters, is nobody else's, sets the cookie and is counted", async () => {
    const { status, headers, text, sets } = await new Browser(host).ask(
      "/old?utm_source=ad&from=x&q=a%20b+c",
    );
    expect([status, text]).toEqual([302, ""]);
    expect(headers.get("location")).toBe("/new?from=old&utm_source=ad&q=a%20b+c#top");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(sets).toEqual(["__Host-ew", "__Host-ew-led"]);
    expect(recorded).toMatchObject([{ pages: { moved: 1 } }]);
  });

  it.each<[string, () => Response]>([
    ["is down", () => new Response("down", { status: 503 })],
    ["does not know the page any more", () => new Response("gone", { status: 404 })],
    ["leads elsewhere", () => new Response(null, { status: 301, headers: { location: "/x" } })],
    [
      "does not answer",
      () => {
        throw new TypeError("unreachable");
      },
    ],
  ])("is made where the shop %s", async (_what, given) => {
    answer = given;
    expect(await isLed(new Browser(host), "/old")).toBe(true);
  });

  it("does not wait for the shop, and gives back what it sends", async () => {
    let cancelled = false;
    let letGo: (response: Response) => void = () => undefined;
    vi.spyOn(globalThis, "fetch").mockImplementation(() => new Promise((resolve) => (letGo = resolve)));
    const context = createExecutionContext();
    const response = await visit(new Request(`https://${host}/old`), env, context);
    expect(response.status).toBe(302);
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    letGo(new Response(body, { headers: { "content-type": "text/html" } }));
    await waitOnExecutionContext(context);
    expect(cancelled).toBe(true);
  });

  it.each<[string, RequestInit]>([
    ["sends a form", { method: "POST", body: "a=1" }],
    ["asks for the head alone", { method: "HEAD" }],
    ["fetches from a script", { headers: { "sec-fetch-dest": "empty" } }],
    ["asks for a part", { headers: { range: "bytes=0-9" } }],
  ])("is for pages alone: not for whoever %s", async (_what, init) => {
    expect(await isLed(new Browser(host), "/old", init)).toBe(false);
    expect([...new Set(asked)]).toEqual(["/old"]);
  });

  it("is seen with the page that it leads to, and its control with the page that they asked for", async () => {
    const watched = (text: string) => /data-changes='([^']*)'/.exec(text)?.[1];
    const seen = (variant: string) =>
      `[{"rule":"tested","variant":"${variant}","changes":[{"id":"watched","type":"classes","selector":"html","add":[],"remove":[]}]}]`;
    const found = new Set<boolean>();
    while (found.size < 2) {
      const browser = new Browser(host);
      const ahead = { headers: { "sec-purpose": "prefetch" } };
      const { status, text } = await browser.ask("/tested?q=1");
      found.add(status === 302);
      if (status === 200) {
        expect(watched(text)).toBe(seen("usual"));
        expect(watched((await browser.ask("/tested", ahead)).text)).toBeUndefined();
        continue;
      }
      // The shop's own server may lead on, and the page may be fetched ahead: the first page that is seen counts, and no other.
      expect(watched((await browser.ask("/elsewhere", ahead)).text)).toBeUndefined();
      expect(watched((await browser.ask("/other/?q=1")).text)).toBe(seen("other"));
      expect(watched((await browser.ask("/other/?q=1")).text)).toBeUndefined();
      await browser.ask("/tested");
      vi.spyOn(Date, "now").mockReturnValue(nowMs + 60_000);
      expect(watched((await browser.ask("/other")).text)).toBeUndefined();
      vi.spyOn(Date, "now").mockReturnValue(nowMs);
    }
  });

  it("counts for limits, unless the page was only fetched ahead", async () => {
    const browser = new Browser(host);
    const ahead = { headers: { "sec-purpose": "prefetch" } };
    expect(await isLed(browser, "/once", ahead)).toBe(true);
    expect(recorded).toEqual([]);
    expect(await isLed(browser, "/once")).toBe(true);
    expect(await isLed(browser, "/once")).toBe(false);
  });

  it("leaves the page that is not seen out of the visit", async () => {
    const browser = new Browser(host);
    await browser.ask("/first");
    expect(await isLed(browser, "/old")).toBe(true);
    expect((await browser.ask("/new")).text).toContain("Hello");
  });
});
