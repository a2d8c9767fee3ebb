import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Site } from "../../model/site.ts";
import { sealDebugToken } from "../recognise/debug-token.ts";
import { sealPreview } from "../recognise/preview.ts";
import { recognise } from "../recognise/recognise.ts";
import { readKeys } from "../recognise/seal.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";
import { reasonsFor } from "./reasons-for.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");
const dayMs = 24 * 60 * 60_000;
const host = "shop.example";
const debugTag = '<script src="/_ew/debug.js"></script>';

const rules = [
  ruleWith({
    id: "lips",
    pages: ["/eyes"],
    name: "For lips",
    condition: { path: "/lips", $or: [{ country: "DE" }, { visitor: "new" }] },
  }),
  ruleWith({ id: "all", pages: ["/eyes"], name: "For all", condition: {} }),
];

beforeAll(async () => {
  await prepareDatabase();
  await goLive(siteWith({ hosts: [host] }), configurationWith({ rules }), nowMs);
});

beforeEach(() => {
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  vi.spyOn(globalThis, "fetch").mockImplementation(
    async () =>
      new Response("<html><head></head><h1>Shop</h1></html>", {
        headers: { "content-type": "text/html", "cache-control": "public, max-age=60" },
      }),
  );
});

async function tokenFor(site = "lumen"): Promise<string> {
  return sealDebugToken(site, await readKeys(env.COOKIE_KEYS), nowMs);
}

async function debugging(): Promise<Browser> {
  const browser = new Browser(host);
  await browser.ask(`/?ew_debug=${await tokenFor()}`);
  return browser;
}

describe("an address with a token for debugging", () => {
  it("leads to the same address without it, and lasts until the browser is closed", async () => {
    const token = await tokenFor();
    const { status, headers } = await new Browser(host).ask(`/lips?a=1&ew_debug=${token}`);
    expect([status, headers.get("location")]).toEqual([302, `https://${host}/lips?a=1`]);
    expect(headers.getSetCookie()).toEqual([
      `__Host-ew-debug=${token}; Path=/; HttpOnly; Secure; SameSite=Lax`,
    ]);
  });

  it("may bring one for a preview, too", async () => {
    const preview = await sealPreview({ forced: {} }, "lumen", await readKeys(env.COOKIE_KEYS), nowMs);
    const { headers, sets } = await new Browser(host).ask(
      `/?ew_preview=${preview}&ew_debug=${await tokenFor()}`,
    );
    expect(headers.get("location")).toBe(`https://${host}/`);
    expect(sets).toEqual(["__Host-ew-preview", "__Host-ew-debug"]);
  });

  it.each<[string, () => Promise<string>]>([
    ["nobody sealed", async () => "k1.AAAA"],
    ["is another site's", () => tokenFor("other")],
    [
      "is a preview's",
      async () => sealPreview({ forced: {} }, "lumen", await readKeys(env.COOKIE_KEYS), nowMs),
    ],
  ])("that %s is only taken off", async (_what, token) => {
    const { status, sets } = await new Browser(host).ask(`/?ew_debug=${await token()}`);
    expect([status, sets]).toEqual([302, []]);
  });

  it("that is too old does nothing, whether it comes or was kept", async () => {
    const browser = await debugging();
    const token = await tokenFor();
    vi.spyOn(Date, "now").mockReturnValue(nowMs + dayMs);
    expect((await new Browser(host).ask(`/?ew_debug=${token}`)).sets).toEqual([]);
    expect((await browser.ask("/")).text).not.toContain("debug.js");
  });

  it("is left by its own word", async () => {
    const browser = await debugging();
    await browser.ask("/?ew_debug=off");
    expect((await browser.ask("/")).text).not.toContain("debug.js");
  });
});

describe("a page that is debugged", () => {
  it("loads what shows it before the snippet, is kept by nobody else, and is no other's", async () => {
    const browser = await debugging();
    const { text, headers } = await browser.ask("/");
    expect(text).toContain(`<head>${debugTag}<script async src="/_ew/s.js">`);
    expect(headers.get("cache-control")).toMatch(/^private\b/);
    const other = await new Browser(host).ask("/");
    expect(other.text).not.toContain("debug.js");
    expect((await browser.ask("/")).text).toContain("debug.js");
  });

  it("is a visit like any other: what is done there counts", async () => {
    const browser = await debugging();
    await browser.ask("/");
    expect(await browser.did("page_view", nowMs)).toBe(202);
  });

  it("says of each rule what became of it, clause by clause", async () => {
    const keys = await readKeys(env.COOKIE_KEYS);
    const url = new URL(`https://${host}/eyes`);
    const request = new Request(url);
    const deciding = await liveBundle(env, "lumen", nowMs, () => undefined).settle();
    const visitor = await recognise(request, "lumen", keys, nowMs);
    const visit = { request, url, env, keys, visitor, nowMs, later: () => undefined, isDebugged: true };
    expect(reasonsFor({ ...visit, deciding: deciding! })).toEqual([
      { rule: "all", name: "For all", outcome: "chosen", to: [], who: expect.any(String), clauses: [] },
      {
        rule: "lips",
        name: "For lips",
        outcome: "condition",
        to: [],
        who: expect.stringContaining("/lips"),
        clauses: [
          { path: "path", operator: "$eq", expected: "/lips", actual: "/eyes", holds: false },
          { path: "$or[0].country", operator: "$eq", expected: "DE", actual: null, holds: false },
          { path: "$or[1].visitor", operator: "$eq", expected: "new", actual: "new", holds: true },
        ],
      },
    ]);
  });
});

let sites = 0;
it.each<[string, Partial<Site>, string]>([
  ["no more than the snippet", {}, '<script async src="/_ew/s.js"></script>'],
  ["how pages behave", { vitals: true }, '<script async src="/_ew/s.js" data-load="vitals"></script>'],
  [
    "the shop's platform, too",
    { vitals: true, platform: "shopify" },
    '<script async src="/_ew/s.js" data-load="vitals platform"></script>',
  ],
  [
    "the platform once somebody agrees",
    { consent: "asked", platform: "woocommerce" },
    '<script async src="/_ew/c.js" data-load="platform"></script>',
  ],
])("a site's pages load %s", async (_what, settings, tag) => {
  const id = `parts-${sites++}`;
  await goLive(siteWith({ ...settings, id, hosts: [`${id}.example`] }), configurationWith({}), nowMs);
  expect((await new Browser(`${id}.example`).ask("/")).text).toContain(`<head>${tag}<`);
});
