import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser } from "../e2e/testing/browser.ts";
import { builtScripts } from "./testing/built-scripts.ts";
import { jsonLd, openShop, page, type Shop, until } from "./testing/shop.ts";

let browser: Browser;
const scripts: Record<string, string> = {};
let shop: Shop;
let context: BrowserContext;
let tab: Page;
let complaints: string[];

beforeAll(async () => {
  Object.assign(scripts, await builtScripts(["s.js", "offer.js"]));
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  shop = await openShop(scripts);
  context = await browser.newContext();
  tab = await context.newPage();
  complaints = [];
  tab.on("pageerror", (error) => complaints.push(String(error)));
});
afterEach(async () => {
  await context.close();
  await shop.stop();
  expect(shop.malformed).toEqual([]);
  expect(complaints).toEqual([]);
});

const open = (path = "/") => tab.goto(shop.origin + path);
const events = () => [...new Map(shop.accepted().map((event) => [event.id, event])).values()];
const named = (name: string) => events().filter((event) => event.name === name);
const paramsOf = (name: string) => named(name).map(({ params }) => params);
const serve = (body: string, head = "") => shop.pages.set("/", page("Shop", body, head));

describe("what the page tells its tag manager", () => {
  const item = { item_id: "LIP-4", item_name: "Rouge", price: 19.9, quantity: 1 };
  const purchase = { transaction_id: "A-1", value: 19.9, currency: "EUR", items: [item] };

  test("counts, whether it was told before or after, as an object or by gtag", async () => {
    const head = `<script>
      dataLayer = [{ ecommerce: null }, { event: "view_item", ecommerce: { currency: "EUR", value: 19.9, items: [${JSON.stringify(item)}] } }, () => {}, 3, null];
      function gtag() { dataLayer.push(arguments) }
      gtag("js", new Date()); gtag("config", "G-X"); gtag("event", "purchase", ${JSON.stringify(purchase)});
    </script>`;
    serve("", head);
    await open();
    await until(() => named("purchase").length === 1);
    await tab.evaluate(`gtag("event", "begin_checkout", { value: 5, currency: "EUR" });
      dataLayer.push({ event: "add_to_cart", ecommerce: { items: [{ item_id: "X" }] } }, { event: "gtm.click", ecommerce: {} })`);
    await until(() => named("add_to_cart").length === 1);
    expect(paramsOf("view_item")).toEqual([
      { currency: "EUR", value: 19.9, items: [item], ew_from: "data_layer" },
    ]);
    expect(paramsOf("purchase")).toEqual([{ ...purchase, ew_from: "data_layer" }]);
    expect(paramsOf("begin_checkout")).toEqual([{ value: 5, currency: "EUR", ew_from: "data_layer" }]);
    expect(paramsOf("add_to_cart")).toEqual([{ items: [{ item_id: "X" }], ew_from: "data_layer" }]);
    expect(events()).toHaveLength(5);
  });

  test("is heard though the tag manager comes later, and still reaches it", async () => {
    serve(`<script defer src="/late.js"></script>`);
    await tab.route("**/late.js", (route) =>
      route.fulfill({
        contentType: "text/javascript",
        body: `dataLayer = []; const { push } = dataLayer; seen = [];
          dataLayer.push = function (...entries) { seen.push(...entries); return push.apply(this, entries) };
          onload = () => setTimeout(() => { length = dataLayer.push({ event: "add_to_cart", ecommerce: { items: [] } }) }, 300)`,
      }),
    );
    await open();
    await until(() => named("add_to_cart").length === 1);
    expect(named("add_to_cart")).toHaveLength(1);
    expect(await tab.evaluate("[seen.length, length, dataLayer.length]")).toEqual([1, 1, 1]);
  });

  test("is heard though the page has it only long after it was loaded, as soon as somebody scrolls", async () => {
    serve(`<svg width="1" height="3000"></svg>`);
    await open();
    await until(() => named("page_view").length === 1);
    await tab.evaluate(`dataLayer = [{ event: "purchase", ecommerce: ${JSON.stringify(purchase)} }]`);
    await tab.mouse.wheel(0, 400);
    await until(() => named("purchase").length === 1);
    await tab.evaluate(`void dataLayer.push({ event: "refund", ecommerce: { transaction_id: "A-1" } })`);
    await until(() => named("refund").length === 1);
    expect([paramsOf("purchase"), named("refund").length]).toEqual([
      [{ ...purchase, ew_from: "data_layer" }],
      1,
    ]);
  });

  test("is not counted again by what the page looks like", async () => {
    const product = jsonLd({ "@type": "Product", name: "Rouge", sku: "LIP-4", offers: { price: 19.9 } });
    const form = `<form action="/cart/add" onsubmit="dataLayer.push({ event: 'add_to_cart', ecommerce: { items: [] } }); return false"><button>Add</button></form>`;
    serve(
      form,
      `<script>dataLayer = [{ event: "view_item", ecommerce: { items: [{ item_id: "LIP-4" }] } }]</script>${product}`,
    );
    await open();
    await until(() => named("view_item").length === 1);
    for (const _ of [1, 2]) await tab.click("button");
    await until(() => named("add_to_cart").length === 2);
    await sleep(200);
    expect(named("view_item")).toHaveLength(1);
    expect(named("add_to_cart")).toHaveLength(2);
  });

  test("says by Consent Mode what a visitor agrees to, once", async () => {
    const answers: unknown[] = [];
    await tab.route("**/_shop/c", async (route) => {
      answers.push(route.request().postDataJSON());
      await route.fulfill({ status: 202, json: {} });
    });
    serve(
      "",
      `<script>dataLayer = []; function gtag() { dataLayer.push(arguments) }
      gtag("consent", "default", { ad_storage: "denied", analytics_storage: "denied" });
      gtag("consent", "update", { analytics_storage: "granted" })</script>`,
    );
    for (const _ of [1, 2]) {
      await open();
      await until(() => named("page_view").length === 2);
    }
    expect(answers).toEqual([{ state: { analytics_storage: "granted" }, visitor: "" }]);
    await tab.evaluate(`gtag("consent", "update", { analytics_storage: "denied" }); edgewise.track("never")`);
    await until(() => answers.length === 2);
    await sleep(300);
    expect(answers[1]).toEqual({ state: { analytics_storage: "denied" }, visitor: "" });
    expect(named("never")).toEqual([]);
    await tab.evaluate(
      `gtag("consent", "update", { ad_personalization: "granted" }); edgewise.track("again")`,
    );
    await until(() => named("again").length === 1 && answers.length === 3);
    expect(answers[2]).toMatchObject({
      state: { analytics_storage: "denied", ad_personalization: "granted" },
    });
  });
});

describe("a page that scripts make anew", () => {
  test("is a page each, with the one before as its referrer, and no more than that", async () => {
    serve(
      `<script>go = (path, title) => { history.pushState({}, "", path); setTimeout(() => { document.title = title }, 50) }</script>`,
    );
    await open();
    await until(() => named("page_view").length === 1);
    await tab.evaluate(`go("/lips?q=red", "Lips")`);
    await until(() => named("page_view").length === 2);
    await tab.evaluate(`go("/lips?q=red#reviews", "Lips"); history.replaceState({}, "", location.href)`);
    await sleep(500);
    await tab.goBack();
    await tab.goBack();
    await until(() => named("page_view").length === 3);
    expect(paramsOf("page_view")).toMatchObject([
      { page_path: "/", page_title: "Shop", page_referrer: "" },
      { page_path: "/lips", page_title: "Lips", page_referrer: `${shop.origin}/` },
      { page_path: "/", page_referrer: `${shop.origin}/lips?q=red` },
    ]);
    expect(paramsOf("search")).toEqual([{ search_term: "red" }]);
  });

  test("does not lose the page that is left at once", async () => {
    await open();
    await until(() => named("page_view").length === 1);
    await tab.evaluate(`history.pushState({}, "", "/brief"); location.href = "/next"`);
    await until(() => named("page_view").length === 3);
    expect(paramsOf("page_view").map(({ page_path }) => page_path)).toEqual(["/", "/brief", "/next"]);
  });
});

describe("what a shopper gives a page", () => {
  test("is how long it was before their eyes and how far down they came, once it is left", async () => {
    serve(`<p style="height: 4000px">Long</p>`);
    await open();
    await until(() => named("page_view").length === 1);
    await sleep(1200);
    await tab.evaluate("scrollTo(0, 1600)");
    await sleep(300);
    await tab.evaluate("scrollTo(0, 0)");
    await sleep(300);
    await open("/next");
    await until(() => named("user_engagement").length === 1);
    const [{ engagement_time_msec, percent_scrolled }] = paramsOf("user_engagement") as [
      Record<string, number>,
    ];
    expect(engagement_time_msec).toBeGreaterThan(1500);
    expect(engagement_time_msec).toBeLessThan(10_000);
    const height = await tab.evaluate("innerHeight");
    expect(percent_scrolled).toBeCloseTo(((1600 + Number(height)) / 4032) * 100, -1);
  });

  test("is nothing while another window is in use", async () => {
    await tab.addInitScript(`document.hasFocus = () => false`);
    await open();
    await until(() => named("page_view").length === 1);
    await sleep(1200);
    await open("/next");
    await until(() => named("page_view").length === 2);
    expect(named("user_engagement")).toEqual([]);
  });
});

describe("a click", () => {
  test("is an event where the page says so, also on what is inside", async () => {
    serve(
      `<button data-ew-event="quiz_start" data-ew-params='{"quiz":"skin"}'><b>Start</b></button><i data-ew-event="plain">x</i>`,
    );
    await open();
    await tab.click("b");
    await tab.click("i");
    await until(() => events().length === 3);
    expect(paramsOf("quiz_start")).toEqual([{ quiz: "skin" }]);
    expect(paramsOf("plain")).toEqual([{}]);
  });

  test("on the way out says where to, without what the address knows of somebody", async () => {
    serve(
      `<a href="https://other.example:8443/there?mail=a@example.com#x"><b>Away</b></a> <a href="/inside" onclick="return false">In</a> <a id=mail href="mailto:a@example.com" onclick="return false">Mail</a>`,
    );
    await tab.route("https://other.example:8443/**", (route) => route.fulfill({ body: "there" }));
    await open();
    await tab.click("text=In");
    await tab.click("#mail");
    await tab.click("b");
    await tab.waitForURL("https://other.example:8443/**");
    await until(() => named("click").length === 1);
    expect(paramsOf("click")).toEqual([{ outbound: true, link_url: "https://other.example:8443/there" }]);
  });
});

describe("the page's own scripts", () => {
  test("hear of what is recorded", async () => {
    await open();
    await until(() => named("page_view").length === 1);
    await tab.evaluate(`heard = []; edgewise.on("one", (params, name) => heard.push([name, params])); edgewise.on("*", (_, name) => heard.push(name));
      edgewise.track("one", { a: 1 }); edgewise.track("two")`);
    expect(await tab.evaluate("heard")).toEqual([["one", { a: 1 }], "one", "two"]);
  });

  test("do not notice that a part cannot be had", async () => {
    shop.parts = "missing another";
    await tab.addInitScript(
      `rejections = []; addEventListener("unhandledrejection", ({ reason }) => rejections.push(String(reason)))`,
    );
    await open();
    await until(() => named("page_view").length === 1);
    expect(await tab.evaluate(`edgewise.decide(["hero"])`)).toBeUndefined();
    await sleep(200);
    expect(await tab.evaluate("rejections")).toEqual([]);
  });
});

describe("several tabs", () => {
  test("send each event once, though they share what is kept", async () => {
    await open();
    await until(() => named("page_view").length === 1);
    const others = await Promise.all(Array.from({ length: 3 }, () => context.newPage()));
    await Promise.all(others.map((other) => other.goto(shop.origin + "/")));
    await Promise.all(
      [tab, ...others].map((one, index) =>
        one.evaluate(`for (let n = 0; n < 10; n++) edgewise.track("tick", { tab: ${index}, n })`),
      ),
    );
    await until(() => named("tick").length === 40);
    await sleep(300);
    expect(shop.accepted().filter(({ name }) => name === "tick")).toHaveLength(40);
  });
});
