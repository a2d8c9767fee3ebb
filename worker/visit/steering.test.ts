import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Steering } from "../../model/steering/steering.ts";
import { faulty } from "../testing/faulty.ts";
import { home, Shop, shopServer } from "../testing/shop-at-edge.ts";
import { prepareDatabase } from "../testing/shop.ts";

let nowMs = Date.parse("2026-11-27T17:30:00Z");

// What is wrong here on purpose is logged.
const logged = vi.spyOn(console, "error").mockReturnValue();

beforeAll(async () => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  await prepareDatabase();
});
beforeEach(() => {
  nowMs += 60_000;
  vi.spyOn(globalThis, "fetch").mockReset().mockImplementation(shopServer);
});

const stopped = (): Steering => ({
  sinceMs: nowMs,
  stopped: { why: "guardrail", goal: "orders", atMs: nowMs },
});

/** As the job does it. */
async function steer(shop: Shop, steering: object): Promise<void> {
  await env.DB.prepare("INSERT INTO rule_steering (site, rule, steering, at_ms) VALUES (?, 'welcome', ?, ?)")
    .bind(shop.site.id, JSON.stringify(steering), nowMs)
    .run();
}

async function greetingShop(): Promise<Shop> {
  const shop = await new Shop().open("Hello");
  await shop.ask("/");
  expect((await shop.ask("/")).text).toContain("<h1>Hello</h1>");
  return shop;
}

/** What the home page is 5 seconds later, while it is asked for all the time. */
async function fiveSecondsLater(shop: Shop, bindings: Partial<Env> = {}): Promise<string> {
  let page = "";
  for (let second = 1; second <= 5; second++) {
    nowMs += 1000;
    page = (await shop.ask("/", bindings)).text;
  }
  return page;
}

it("a rule that has stopped is on no page 5 seconds later, and back as soon once it goes on", async () => {
  const shop = await greetingShop();
  await steer(shop, stopped());
  expect(await fiveSecondsLater(shop)).toContain("<h1>Shop</h1>");
  await env.DB.prepare("DELETE FROM rule_steering").run();
  expect(await fiveSecondsLater(shop)).toContain("<h1>Hello</h1>");
});

it("a rule that has stopped is on no page of an isolate that has just begun, and stays off while D1 is down", async () => {
  const shop = await new Shop().open("Hello");
  await steer(shop, stopped());
  expect((await shop.ask("/")).text).not.toContain("Hello");
  expect(await fiveSecondsLater(shop)).toContain("<h1>Shop</h1>");
  expect(await fiveSecondsLater(shop, { DB: faulty("down") })).toContain("<h1>Shop</h1>");
});

it("steering that is malformed is logged, and no page is any worse for it", async () => {
  const shop = await greetingShop();
  await steer(shop, { stopped: "yes" });
  const page = await fiveSecondsLater(shop);
  expect(page).toContain("<h1>Hello</h1>");
  expect(page).not.toBe(home);
  expect(logged).toHaveBeenCalledWith(expect.objectContaining({ rule: "welcome" }));
});
