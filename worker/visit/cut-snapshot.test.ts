import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";

const site = siteWith();
/** More than a cookie has room for. */
const cart = Array.from({ length: 20 }, (_, index) => ({
  item_id: `product-${index}`.padEnd(60, "x"),
  item_category: `category-${index}`.padEnd(60, "x"),
  price: 1,
}));

beforeAll(async () => {
  await prepareDatabase(site);
  const condition = {
    cartProducts: { $all: cart.map((item) => item.item_id) },
    cartCategories: { $all: cart.map((item) => item.item_category) },
  };
  await goLive(site, configurationWith({ rules: [ruleWith({ condition })] }), Date.now());
});

it("what does not fit into the cookie is known on the next page all the same", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => {
    // While the shop works on its page, KV answers.
    await new Promise((resolve) => setTimeout(resolve, 100));
    return new Response("<h1>Shop</h1>", { headers: { "content-type": "text/html" } });
  });
  const browser = new Browser("shop.example");
  expect((await browser.ask("/")).text).toContain("<h1>Shop</h1>");
  const nowMs = Date.now();
  const events = cart.map((item, index) => ({
    id: `event-${String(index).padStart(4, "0")}`,
    name: "add_to_cart",
    timeMs: nowMs - 1000 + index,
    params: { currency: "EUR", value: 1, items: [item] },
  }));
  expect((await browser.post("/_ew/e", { sentAtMs: nowMs, events })).status).toBe(202);
  expect(browser.cookies.get("__Host-ew")!.length).toBeLessThan(3500);
  expect((await browser.ask("/")).text).toContain("<h1>Hello</h1>");
  expect((await browser.ask("/")).text).toContain("<h1>Hello</h1>");
  // The cookie says itself that there is more: others need not look for the sake of it.
  expect((await env.DB.prepare("SELECT * FROM news").all()).results).toEqual([]);
});
