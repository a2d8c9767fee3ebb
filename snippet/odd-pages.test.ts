import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openBrowser } from "../e2e/testing/browser.ts";
import { builtScripts } from "./testing/built-scripts.ts";
import { openShop, type Shop, until } from "./testing/shop.ts";

let scripts: Record<string, string>;
let browser: Browser;
let shop: Shop;
let context: BrowserContext;
let tab: Page;
let complaints: string[];

beforeAll(async () => {
  scripts = await builtScripts(["s.js"]);
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  shop = await openShop(scripts);
  shop.parts = "";
  context = await browser.newContext();
  tab = await context.newPage();
  complaints = [];
  tab.on("pageerror", (error) => complaints.push(String(error)));
});
afterEach(async () => {
  await context.close();
  await shop.stop();
  expect([shop.malformed, complaints]).toEqual([[], []]);
});

const named = (name: string) => shop.accepted().filter((event) => event.name === name);
const viewed = () => named("page_view").map(({ params }) => params["page_path"]);

test("an XHTML page is heard like any other", async () => {
  const xhtml = `<?xml version="1.0" encoding="UTF-8"?>
    <html xmlns="http://www.w3.org/1999/xhtml"><head><title>Shop</title><script async="async" src="/_shop/s.js"></script>
    <script type="application/ld+json"><![CDATA[{"@type":"Product","name":"Rouge & Co","sku":"LIP-4"}]]></script></head>
    <body><form action="/cart/add" onsubmit="return false"><input name="quantity" value="2"/><button>Buy</button></form>
    <svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><a href="http://elsewhere.test/"><rect width="90" height="40"/></a></svg>
    <p data-ew-event="size_guide" data-ew-params='{"size":"M"}'>Size guide</p></body></html>`;
  await tab.route(`${shop.origin}/xhtml`, (route) =>
    route.fulfill({ contentType: "application/xhtml+xml", body: xhtml }),
  );
  await tab.goto(`${shop.origin}/xhtml`);
  await until(() => named("view_item").length === 1);
  await tab.click("button");
  await tab.click("p");
  await until(() => named("add_to_cart").length === 1 && named("size_guide").length === 1);
  expect(viewed()).toEqual(["/xhtml"]);
  expect([named("view_item"), named("add_to_cart"), named("size_guide")]).toMatchObject([
    [{ params: { items: [{ item_id: "LIP-4", item_name: "Rouge & Co" }] } }],
    [{ params: { items: [{ item_id: "LIP-4", quantity: 2 }] } }],
    [{ params: { size: "M" } }],
  ]);
});

test("pages in frames are heard by their own snippet, and frames without one are none of ours", async () => {
  shop.pages.set(
    "/",
    `<html><head></head><body><iframe src="/framed"></iframe><iframe srcdoc="&lt;script src='/_shop/s.js'>&lt;/script>"></iframe>
    <iframe sandbox="allow-scripts" src="/sandboxed"></iframe><iframe src="about:blank"></iframe></body></html>`,
  );
  shop.pages.set(
    "/framed",
    `<html><head></head><body><button data-ew-event="in_frame">x</button></body></html>`,
  );
  await tab.goto(shop.origin);
  await until(() => new Set(viewed()).size >= 2);
  await tab.frameLocator("[src='/framed']").locator("button").click();
  await until(() => named("in_frame").length === 1);
  expect(viewed()).toEqual(expect.arrayContaining(["/", "/framed"]));
  // One of them may send what another has under way: it is the same event then, by its id.
  expect(new Set(named("in_frame").map(({ id }) => id)).size).toBe(1);
});

test.each([
  ["back by an hour", -3_600_000],
  ["forward by an hour", 3_600_000],
])("a clock that jumps %s loses and doubles nothing, and is believed in nothing", async (_what, jumpMs) => {
  await tab.addInitScript(
    `const { now } = Date; let jumpMs = 0; Date.now = () => now() + jumpMs; jump = (ms) => { jumpMs += ms; }`,
  );
  await tab.goto(shop.origin);
  await until(() => viewed().length === 1);
  shop.answer = () => ({ status: 503 });
  await tab.evaluate(`edgewise.track("before")`);
  await until(() => shop.arrivals.length > 1);
  await tab.evaluate(`jump(${jumpMs}); edgewise.track("after")`);
  shop.answer = () => ({ status: 202 });
  await until(() => named("before").length > 0 && named("after").length > 0);
  expect([named("before").length, named("after").length]).toEqual([1, 1]);
  // What happened after the jump is told with the time that it happened at.
  const [after] = named("after");
  expect(Math.abs(Date.now() - after!.timeMs)).toBeLessThan(60_000);
});
