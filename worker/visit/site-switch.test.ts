import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { switchSite } from "../store/site-switch.ts";
import { faulty } from "../testing/faulty.ts";
import { cart, home, Shop, shopServer, viewed } from "../testing/shop-at-edge.ts";
import { prepareDatabase } from "../testing/shop.ts";

let nowMs = Date.parse("2026-11-27T17:30:00Z");

beforeAll(async () => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
});
beforeEach(() => {
  nowMs += 60_000;
  vi.spyOn(globalThis, "fetch").mockReset().mockImplementation(shopServer);
});

async function turn(shop: Shop, on: boolean): Promise<void> {
  expect(
    await switchSite(env.DB, shop.site.id, { on, atMs: nowMs, by: { id: "owner", name: "Owner" } }),
  ).toBe(true);
}

/** A shop whose greeting this isolate knows. */
async function greetingShop(): Promise<Shop> {
  const shop = await new Shop().open("Hello");
  await shop.ask("/");
  expect((await shop.ask("/")).text).toContain("<h1>Hello</h1>");
  return shop;
}

/** What a shop's home page is at each second after something happened, while it is asked for all the time. */
async function everySecond(shop: Shop, bindings: Partial<Env> = {}): Promise<string[]> {
  const pages: string[] = [];
  for (let second = 1; second <= 5; second++) {
    nowMs += 1000;
    pages.push((await shop.ask("/", bindings)).text);
  }
  return pages;
}

describe("a site that is switched off", () => {
  it("is the shop's own within 5 seconds, byte for byte, and greets again as soon when it is switched on", async () => {
    const shop = await greetingShop();
    await turn(shop, false);
    expect((await everySecond(shop)).at(-1)).toBe(home);
    await turn(shop, true);
    expect((await everySecond(shop)).at(-1)).toContain("<h1>Hello</h1>");
  });

  it("sets no cookie, applies no coupon, and asks the shop for each page once", async () => {
    const shop = await greetingShop();
    const headers = { cookie: await shop.knownVisitor() };
    await turn(shop, false);
    await everySecond(shop);
    const asked = vi.mocked(fetch).mock.calls.length;
    for (const [path, own] of [
      ["/", home],
      ["/cart", cart],
    ] as const) {
      const answer = await shop.ask(path, {}, { headers });
      expect([answer.text, Object.fromEntries(answer.headers)]).toEqual([
        own,
        { "content-type": "text/html" },
      ]);
    }
    expect(vi.mocked(fetch).mock.calls.length - asked).toBe(2);
  });

  it("shows no page from memory, though the shop lets its pages be shared", async () => {
    const shop = await greetingShop();
    const shared = (text: string) =>
      vi.mocked(fetch).mockImplementation(async () => {
        const headers = { "content-type": "text/html", "cache-control": "public, max-age=600" };
        return new Response(text, { headers });
      });
    shared(home);
    expect((await shop.ask("/sale")).text).toContain("Shop");
    await turn(shop, false);
    shared("mended");
    expect((await shop.ask("/sale")).text).not.toBe("mended");
    await everySecond(shop);
    expect((await shop.ask("/sale")).text).toBe("mended");
  });

  it("is the shop's own in an isolate that has seen nothing yet", async () => {
    const shop = await new Shop().open("Hello");
    await turn(shop, false);
    expect((await shop.ask("/")).text).toBe(home);
    expect((await shop.ask("/")).text).toBe(home);
  });

  it.each([
    ["KV is down", { BUNDLES: faulty("down") }],
    ["KV does not answer", { BUNDLES: faulty("hangs") }],
  ])("is so though %s", async (_what, bindings) => {
    const shop = await greetingShop();
    await turn(shop, false);
    expect((await everySecond(shop, bindings)).at(-1)).toBe(home);
  });

  it("is so though what was published last cannot be read", async () => {
    const shop = await greetingShop();
    await env.DB.prepare("UPDATE sites SET live_version = 9, live_bundle = 'bundle:nowhere' WHERE id = ?")
      .bind(shop.site.id)
      .run();
    await turn(shop, false);
    expect((await everySecond(shop)).at(-1)).toBe(home);
  });

  it("stays so while D1 is down", async () => {
    const shop = await greetingShop();
    await turn(shop, false);
    await everySecond(shop);
    expect(new Set(await everySecond(shop, { DB: faulty("down") }))).toEqual(new Set([home]));
  });

  it("takes events of pages that were open before, so that none is lost", async () => {
    const shop = await greetingShop();
    await turn(shop, false);
    await everySecond(shop);
    const { status, text } = await shop.ask("/_ew/e", {}, viewed(await shop.knownVisitor(), "event-0001"));
    expect([status, JSON.parse(text)]).toMatchObject([202, { accepted: 1 }]);
  });
});

describe("what is published", () => {
  it("reaches an isolate that is asked all the time within 5 seconds, though D1 is slower than the pages", async () => {
    const shop = await greetingShop();
    const DB = {
      prepare: (sql: string) => ({
        bind: (...values: unknown[]) => ({
          first: async (column?: string) => {
            await new Promise((resolve) => setTimeout(resolve, 400));
            const asked = env.DB.prepare(sql).bind(...values);
            return column === undefined ? asked.first() : asked.first(column);
          },
        }),
      }),
    } as unknown as D1Database;
    await shop.publish("Welcome");
    const pages = await everySecond(shop, { DB });
    expect(pages[0]).toContain("<h1>Hello</h1>");
    expect(pages.at(-1)).toContain("<h1>Welcome</h1>");
  });
});
