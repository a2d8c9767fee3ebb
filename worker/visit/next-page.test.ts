import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { writeRoutes } from "../store/routing.ts";
import { publish } from "../store/versions.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { visit } from "./visit.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");
const host = "shop.example";

/** A rule for a page of its own: what has to be so for the page to greet. */
const greeted: Record<string, ConditionDocument> = {
  "/country": { country: "DE", city: "Munich" },
  "/hour": { weekday: "friday", hour: { $gte: 18 } },
  "/browser": { browser: "Instagram", os: "iOS", language: "de" },
  "/query": { "query.gift": "yes", path: "/query" },
  "/third": { pagesThisVisit: 3, previousPage: "/second" },
  "/cart": { cartValue: { $gte: 39.9 }, cartItems: 2, cartCategories: { $in: ["Lips"] } },
  "/orders": { orders: 1, lifetimeValue: { $gt: 50 }, daysSinceLastOrder: 0, cartItems: 0 },
  "/taste": { favouriteCategory: "Lips", "categoryAffinity.Lips": { $gt: 0.5 } },
  "/mail": { emailClicks: { $gte: 1 } },
};

beforeAll(async () => {
  const site = siteWith({ hosts: [host], timeZone: "Europe/Berlin" });
  await prepareDatabase(site);
  await writeRoutes(env.BUNDLES, site, []);
  const rules = Object.entries(greeted).map(([page, condition], index) =>
    ruleWith({ id: `rule-${index}`, pages: [page], condition }),
  );
  const by = { note: "", by: "owner", nowMs };
  const published = await publish(env, { site, over: 0, configuration: configurationWith({ rules }), ...by });
  expect(published).toEqual({ ok: true, version: 1 });
  // The first page in an isolate waits for the bundle, but not for ever; these tests do.
  const work: Promise<unknown>[] = [];
  liveBundle(env, site.id, nowMs, (begun) => work.push(begun));
  await Promise.all(work);
});

beforeEach(() => {
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  vi.spyOn(globalThis, "fetch").mockImplementation(
    async () => new Response("<h1>Shop</h1>", { headers: { "content-type": "text/html" } }),
  );
});

/** A browser as far as cookies go, without scripts. */
class Browser {
  #cookie = "";

  async ask(path: string, init: RequestInit = {}): Promise<{ text: string; setsCookie: boolean }> {
    const headers = new Headers(init.headers);
    if (this.#cookie !== "") headers.set("cookie", this.#cookie);
    const context = createExecutionContext();
    const request = new Request(`https://${host}${path}`, { ...init, headers });
    const response = await visit(request, env, context);
    const text = await response.text();
    await waitOnExecutionContext(context);
    const cookie = response.headers.get("set-cookie");
    if (cookie !== null) this.#cookie = cookie.split(";")[0]!;
    return { text, setsCookie: cookie !== null };
  }

  async isGreeted(path: string, init?: RequestInit): Promise<boolean> {
    return (await this.ask(path, init)).text.includes("Hello");
  }

  /** Sends events as the snippet does. */
  async did(...events: { name: string; params?: object }[]): Promise<void> {
    const named = events.map((event) => ({ id: crypto.randomUUID(), timeMs: nowMs, params: {}, ...event }));
    await this.ask("/_ew/e", { method: "POST", body: JSON.stringify({ sentAtMs: nowMs, events: named }) });
  }
}

const lipstick = { item_id: "lipstick", item_category: "Lips", price: 19.95, quantity: 2 };

describe("the very next page", () => {
  it("knows what the visitor put into the cart, and that it is empty after a purchase", async () => {
    const browser = new Browser();
    expect(await browser.isGreeted("/cart")).toBe(false);
    await browser.did({ name: "add_to_cart", params: { items: [lipstick] } });
    expect(await browser.isGreeted("/cart")).toBe(true);
    expect(await browser.isGreeted("/orders")).toBe(false);
    await browser.did({ name: "purchase", params: { transaction_id: "A-1", value: 51 } });
    expect(await browser.isGreeted("/cart")).toBe(false);
    expect(await browser.isGreeted("/orders")).toBe(true);
  });

  it("knows what the visitor likes, and which mails reach them", async () => {
    const browser = new Browser();
    await browser.ask("/");
    const eyes = { ...lipstick, item_category: "Eyes" };
    await browser.did({ name: "view_item", params: { items: [eyes] } });
    expect(await browser.isGreeted("/taste")).toBe(false);
    await browser.did({ name: "add_to_cart", params: { items: [lipstick] } }, { name: "email_click" });
    expect(await browser.isGreeted("/taste")).toBe(true);
    expect(await browser.isGreeted("/mail")).toBe(true);
    expect(await new Browser().isGreeted("/mail")).toBe(false);
  });

  it("knows the pages before it, without scripts", async () => {
    const browser = new Browser();
    await browser.ask("/first");
    await browser.ask("/second", { headers: { "sec-purpose": "prefetch" } });
    const { setsCookie } = await browser.ask("/second");
    expect(setsCookie).toBe(true);
    expect(await browser.isGreeted("/third")).toBe(true);
    expect(await browser.isGreeted("/third")).toBe(false);
    const other = new Browser();
    expect(await other.isGreeted("/third")).toBe(false);
  });
});

describe("the first page", () => {
  it.each<[string, string, RequestInit, RequestInit]>([
    [
      "where the visitor is",
      "/country",
      { cf: { country: "DE", city: "Munich" } },
      { cf: { country: "AT" } },
    ],
    [
      "what the visitor looks through",
      "/browser",
      {
        headers: {
          "user-agent":
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Instagram 389.0",
          "accept-language": "de-AT",
        },
      },
      { headers: { "accept-language": "de-AT" } },
    ],
  ])("knows %s", async (_what, path, so, otherwise) => {
    expect(await new Browser().isGreeted(path, so)).toBe(true);
    expect(await new Browser().isGreeted(path, otherwise)).toBe(false);
  });

  it("knows its own address", async () => {
    expect(await new Browser().isGreeted("/query?gift=yes")).toBe(true);
    expect(await new Browser().isGreeted("/query?gift=no")).toBe(false);
  });

  it("knows what the clock shows where the shop is", async () => {
    expect(await new Browser().isGreeted("/hour")).toBe(true);
    vi.spyOn(Date, "now").mockReturnValue(nowMs - 60 * 60_000);
    expect(await new Browser().isGreeted("/hour")).toBe(false);
  });
});
