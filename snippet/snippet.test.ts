import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from "vitest";
import { keptEvents } from "../e2e/testing/kept-events.ts";
import { builtScripts } from "./testing/built-scripts.ts";
import { openBrowser, openWholeBrowser } from "../e2e/testing/browser.ts";
import { compileOffer } from "../model/offer/compile-offer.ts";
import { renderOffer } from "../model/offer/render-offer.ts";
import { offerWith } from "../model/testing/offer.ts";
import { jsonLd, openShop, page, until } from "./testing/shop.ts";
import type { Shop } from "./testing/shop.ts";

// Back-offs and the machine take their time.
vi.setConfig({ testTimeout: 30_000 });

const lipstick = {
  "@context": "https://schema.org",
  "@type": "Product",
  name: "Lipstick Nº 4",
  sku: "LIP-4",
  brand: { "@type": "Brand", name: "Rouge & Co" },
  category: "Make-up > Lips",
  offers: { "@type": "Offer", price: "19.90", priceCurrency: "EUR" },
};
const lipstickItem = {
  item_id: "LIP-4",
  item_name: "Lipstick Nº 4",
  item_brand: "Rouge & Co",
  item_category: "Make-up",
  item_category2: "Lips",
  price: 19.9,
};
const addForm = `<form action="/cart/add" method="post">
  <input type="hidden" name="action" value="x">
  <select name="quantity"><option>1<option selected>3</select><button>Add</button></form>`;

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
  shop.pages.set("/lipstick", page("Lipstick", addForm, jsonLd(lipstick)));
  context = await browser.newContext();
  tab = await context.newPage();
  complaints = [];
  tab.on("pageerror", (error) => complaints.push(String(error)));
  tab.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  await shop.stop();
  if (shop.malformed.length > 0) throw new Error(`Not a batch: ${shop.malformed.join("\n")}`);
});

const open = (path: string) => tab.goto(shop.origin + path);
const acceptedIds = () => new Set(shop.accepted().map(({ id }) => id));
/** By id, since a page also sends what an earlier one has sent without seeing the reply. */
const accepted = () => [...new Map(shop.accepted().map((event) => [event.id, event])).values()];
const names = () => accepted().map(({ name }) => name);
/** Arrived at all, whatever it was answered. */
const arrived = (name: string) =>
  shop.arrivals.flatMap(({ batch }) => batch.events).filter((event) => event.name === name);
const track = (name: string, params: object = {}) =>
  tab.evaluate(`edgewise.track(${JSON.stringify(name)}, ${JSON.stringify(params)})`);

describe("what is recorded", () => {
  test("page_view and view_item of a product page, in one request", async () => {
    const startedAtMs = Date.now();
    await context.addCookies([{ name: "seen", value: "1", url: shop.origin }]);
    await open("/lipstick?utm_source=letter#top");
    await until(() => shop.accepted().length >= 2);

    expect(shop.arrivals).toHaveLength(1);
    const [{ batch, contentType, cookie }] = shop.arrivals as [(typeof shop.arrivals)[0]];
    expect(contentType).toBe("text/plain;charset=UTF-8");
    expect(cookie).toBe("seen=1");
    expect(batch.events).toEqual([
      {
        id: expect.stringMatching(/^[\d-]{8,64}$/),
        name: "page_view",
        timeMs: expect.any(Number),
        params: {
          page_location: `${shop.origin}/lipstick?utm_source=letter#top`,
          page_path: "/lipstick",
          page_title: "Lipstick",
          page_referrer: "",
        },
      },
      {
        id: expect.stringMatching(/^[\d-]{8,64}$/),
        name: "view_item",
        timeMs: expect.any(Number),
        params: { ew_from: "json_ld", currency: "EUR", value: 19.9, items: [lipstickItem] },
      },
    ]);
    expect(batch.events[0]!.id).not.toBe(batch.events[1]!.id);
    for (const { timeMs } of batch.events) expect(timeMs).toBeGreaterThan(startedAtMs - 1000);
    expect(complaints).toEqual([]);
    expect(await tab.evaluate("Object.keys(window).filter((name) => /edgewise|keyval/.test(name))")).toEqual([
      "edgewise",
    ]);
  });

  test("it is sent once the page is parsed, though its deferred scripts and pictures are not there", async () => {
    const never = `<script defer src="/slow.js"></script>`;
    await tab.route("**/slow.js", () => {});
    shop.pages.set("/slow", page("Slow", "", never + jsonLd(lipstick)));
    await tab.goto(shop.origin + "/slow", { waitUntil: "commit" });
    await until(() => names().length >= 2);
    expect(names()).toEqual(["page_view", "view_item"]);
  });

  test("the referrer of the second page is the first", async () => {
    shop.pages.set("/", page("Home", `<a href="/lipstick">Lipstick</a>`));
    await open("/");
    await until(() => names().length === 1);
    await tab.click("a");
    await until(() => names().length >= 3);
    expect(names()).toEqual(["page_view", "page_view", "view_item"]);
    expect(accepted()[1]!.params["page_referrer"]).toBe(`${shop.origin}/`);
  });

  test("add_to_cart, though the form leaves the page at once", async () => {
    await open("/lipstick");
    await until(() => names().length === 2);
    await Promise.all([tab.waitForURL("**/cart/add"), tab.click("button")]);
    await until(() => names().includes("add_to_cart"));
    expect(shop.accepted().find(({ name }) => name === "add_to_cart")!.params).toEqual({
      ew_from: "form",
      currency: "EUR",
      value: 59.7,
      items: [{ ...lipstickItem, quantity: 3 }],
    });
    expect(new Set(arrived("add_to_cart").map(({ id }) => id)).size).toBe(1);
    expect(complaints).toEqual([]);
  });

  test("add_to_cart of a form that the shop sends by script and stops from going further", async () => {
    const stop = `<script>document.addEventListener("submit", (e) => { e.preventDefault(); e.stopImmediatePropagation() }, true)</script>`;
    shop.pages.set(
      "/lipstick",
      page("Lipstick", addForm, jsonLd(lipstick)).replace("</form>", `</form>${stop}`),
    );
    await open("/lipstick");
    await until(() => names().length === 2);
    await tab.click("button");
    await until(() => names().includes("add_to_cart"));
    expect(names()).toEqual(["page_view", "view_item", "add_to_cart"]);
    expect(tab.url()).toBe(`${shop.origin}/lipstick`);
  });

  test("in a list, add_to_cart names the product of the form, and there is no view_item", async () => {
    const gloss = { ...lipstick, name: "Gloss", sku: "GLO-1", category: undefined, offers: { price: 5 } };
    const form = `<form action="/shop/?add-to-cart=7"><input name="sku" value="GLO-1"><button>Add</button></form>`;
    shop.pages.set("/list", page("Everything", form, jsonLd(lipstick) + jsonLd(gloss)));
    await open("/list");
    await until(() => names().length === 1);
    await tab.click("button");
    await until(() => names().includes("add_to_cart"));
    expect(names()).not.toContain("view_item");
    expect(shop.accepted().find(({ name }) => name === "add_to_cart")!.params).toEqual({
      ew_from: "form",
      value: 5,
      items: [{ item_id: "GLO-1", item_name: "Gloss", item_brand: "Rouge & Co", price: 5, quantity: 1 }],
    });
  });

  test("of a form that does something else, which one it is, and nothing that was written into it", async () => {
    const form = `<form id="finder" name="find" action="/search"><input name="q" value="red"><button>Go</button></form>`;
    shop.pages.set("/search", page("Search", form));
    await open("/search");
    await until(() => names().length === 1);
    await tab.click("button");
    await until(() => names().length === 4);
    await sleep(200);
    expect(names()).toEqual(["page_view", "form_submit", "page_view", "search"]);
    const submit = arrived("form_submit")[0]!;
    expect(submit.params).toEqual({ form_id: "finder", form_name: "find", form_destination: "/search" });
    expect(arrived("search")[0]!.params).toEqual({ search_term: "red" });
  });

  test("a page that comes back from the back/forward cache is viewed again", async () => {
    const whole = await openWholeBrowser();
    onTestFinished(() => whole.close());
    tab = await whole.newPage();
    await open("/lipstick");
    await until(() => names().length === 2);
    await tab.evaluate("window.kept = true");
    // Chromium keeps no page that still waits for a reply.
    await sleep(500);
    await open("/other");
    await until(() => names().length === 3);
    await tab.goBack({ waitUntil: "commit" });
    const viewed = () => names().filter((name) => name !== "user_engagement");
    await until(() => viewed().length >= 5);
    expect(await tab.evaluate("window.kept")).toBe(true);
    expect(viewed()).toEqual(["page_view", "view_item", "page_view", "page_view", "view_item"]);
  });

  test("nothing while a page is prerendered, everything once it is shown", async () => {
    await tab.addInitScript(
      `Object.defineProperty(document, "prerendering", { value: true, configurable: true })`,
    );
    await open("/lipstick");
    await track("early");
    await sleep(300);
    expect(shop.arrivals).toEqual([]);
    await tab.evaluate(
      `delete document.prerendering; document.dispatchEvent(new Event("prerenderingchange"))`,
    );
    await until(() => names().length >= 3);
    expect(names().sort()).toEqual(["early", "page_view", "view_item"]);
  });
});

describe("an offer that can be closed", () => {
  const offer = (rule: string) =>
    renderOffer(
      compileOffer(offerWith({ text: "For you", button: { label: "Go", link: "/next" } }), {
        site: { name: "Lumen", language: "en", currency: "EUR", timeZone: "UTC", accent: "#123456" },
      }),
      { facts: { behaviour: { nowMs: 0, sessionStartedAtMs: 0, timesMs: {} } }, languages: [], rule },
    ) ?? "";
  // As a shop's own stylesheet may say it.
  const style = "<style>button { display: block }</style>";
  const close = () => tab.locator("[data-ew-dismiss=welcome]");

  test("shows its button only now that somebody listens, and nothing moves", async () => {
    shop.pages.set("/", page("Home", `${offer("welcome")}${offer("bar")}<p id=after>After</p>`, style));
    let startSnippet: () => void = () => {};
    await tab.route("**/s.js", (route) => void (startSnippet = () => void route.continue()));
    await tab.goto(shop.origin + "/", { waitUntil: "domcontentloaded" });
    const places = () =>
      tab.evaluate(
        "JSON.stringify([...document.querySelectorAll('aside, .ew-words, #after')].map((element) => element.getBoundingClientRect()))",
      );
    const before = await places();
    expect(await close().isVisible()).toBe(false);
    startSnippet();
    await close().waitFor({ state: "visible" });
    const [box, around] = [
      (await close().boundingBox())!,
      (await tab.locator(".ew-offer").first().boundingBox())!,
    ];
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
    expect(box.x + box.width).toBeLessThanOrEqual(around.x + around.width);
    expect(await places()).toBe(before);
    const words = (await tab.locator(".ew-words").first().boundingBox())!;
    expect(words.x + words.width).toBeLessThanOrEqual(box.x);
  });

  test("is gone after a click, which is told with its rule; other offers stay", async () => {
    shop.pages.set("/", page("Home", `${offer("welcome")}${offer("bar")}`, style));
    await open("/");
    await close().click();
    expect(await tab.locator(".ew-offer").count()).toBe(1);
    await until(() => names().includes("ew_dismissed"));
    expect(names().sort()).toEqual(["ew_dismissed", "page_view"]);
    expect(arrived("ew_dismissed")[0]!.params).toEqual({ rule: "welcome" });
    expect(complaints).toEqual([]);
  });

  test("is closed by keyboard alone, and a click beside the button closes nothing", async () => {
    shop.pages.set("/", page("Home", `${offer("welcome")}<a href=#x>After</a>`, style));
    await open("/");
    await close().waitFor({ state: "visible" });
    await tab.click(".ew-text");
    await tab.locator(".ew-button").focus();
    await tab.keyboard.press("Tab");
    expect(await tab.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("Close");
    await tab.keyboard.press("Enter");
    expect(await tab.locator(".ew-offer").count()).toBe(0);
    await tab.keyboard.press("Tab");
    // The place in the page is kept: the next stop is what follows.
    expect(await tab.evaluate("document.activeElement.textContent")).toBe("After");
    await until(() => names().includes("ew_dismissed"));
    expect(arrived("ew_dismissed")).toHaveLength(1);
  });

  test("stays where it stands on a page whose policy forbids styles, and can be closed there", async () => {
    const policy = `<meta http-equiv="content-security-policy" content="style-src 'none'">`;
    shop.pages.set("/", page("Home", offer("welcome"), policy));
    await open("/");
    await close().click();
    await until(() => names().includes("ew_dismissed"));
    expect(await tab.locator(".ew-offer").count()).toBe(0);
  });
});

describe("window.edgewise", () => {
  test("calls made before the script has loaded are made up for", async () => {
    const stub = `<script>window.edgewise = window.edgewise || { q: [], track() { this.q.push(["track", ...arguments]) } };
      kept = window.edgewise; edgewise.track("quiz_done", { score: 3 }); edgewise.track("not a name")</script>`;
    // The stub stands before the snippet's tag, so that it always runs first.
    shop.pages.set("/", page("Home", "").replace("<html>", `<html>${stub}`));
    await open("/");
    await until(() => names().length >= 2);
    await tab.evaluate(`kept.track("later")`);
    await until(() => names().length >= 3);
    expect(names().sort()).toEqual(["later", "page_view", "quiz_done"]);
    expect(arrived("quiz_done")[0]!.params).toEqual({ score: 3 });
  });

  test("values that the server would refuse do not cost the others", async () => {
    await open("/");
    const params = `{ text: "x".repeat(3000), fn() {}, nested: { a: 1 }, nan: NaN, yes: true, no: undefined,
      items: [{ item_id: "a", items: [], deep: {} }, null, 3] }`;
    await tab.evaluate(
      `edgewise.track("odd", ${params}); edgewise.track("odd", null); edgewise.track("odd", { never: 1n });
        edgewise.track(); edgewise.track({})`,
    );
    await tab.evaluate(`edgewise.track("odd", { items: "none" }); edgewise.track("fine")`);
    await until(() => names().includes("fine"));
    expect(arrived("odd").map((event) => event.params)).toEqual([
      { text: "x".repeat(1000), nan: null, yes: true, items: [{ item_id: "a" }] },
      {},
      {},
    ]);
    expect(complaints).toEqual([]);
  });

  test("who the visitor is, is sent with the shop's proof of it", async () => {
    await open("/");
    const identities = [
      { type: "customer", value: "4711" },
      { type: "email", value: "a@example.com" },
    ];
    await tab.evaluate(
      `edgewise.identify(${JSON.stringify(identities)}, "v1.9.proof"); edgewise.track("fine")`,
    );
    await until(() => names().includes("fine"));
    expect(arrived("identify").map((event) => event.params)).toEqual([{ identities, proof: "v1.9.proof" }]);
    expect(complaints).toEqual([]);
  });

  test("a second copy on the page does nothing, nor does an element of that name disturb the first", async () => {
    const copy = `<div id="edgewise"></div><script async src="/_shop/s.js"></script><script src="/_shop/s.js?2"></script>`;
    shop.pages.set("/", page("Home", copy));
    await open("/");
    await track("once");
    await until(() => names().includes("once"));
    await sleep(200);
    expect(names().sort()).toEqual(["once", "page_view"]);
  });
});

describe("delivery", () => {
  test("what the server could not take (503) comes with the next page, with the same ids", async () => {
    shop.answer = () => ({ status: 503 });
    await open("/lipstick");
    await track("one");
    await until(() => arrived("one").length > 0);
    await tab.click("button");
    await tab.waitForURL("**/cart/add");
    await until(() => arrived("add_to_cart").length > 0);
    // Which is recorded only as the page goes.
    await until(() => arrived("user_engagement").length > 0);
    const ids = new Set(shop.arrivals.flatMap(({ batch }) => batch.events).map(({ id }) => id));
    shop.answer = () => ({ status: 202 });
    await open("/");
    await until(() => [...ids].every((id) => acceptedIds().has(id)));
    // Three pages, a product, a click and a form: no event has come under a second id.
    const recorded = () => names().filter((name) => name !== "user_engagement");
    await until(() => recorded().length >= 6);
    expect(recorded()).toHaveLength(6);
    expect([...ids].filter((id) => !acceptedIds().has(id))).toEqual([]);
  });

  test("what was recorded while connections were refused comes with the next page", async () => {
    await open("/lipstick");
    await until(() => names().length === 2);
    await shop.stop();
    for (let count = 0; count < 60; count++) await track("offline", { count });
    await sleep(300);
    await shop.start();
    await open("/");
    const seen = () => accepted().filter(({ name }) => name !== "user_engagement").length;
    await until(() => seen() >= 63);
    const counts = new Set(
      shop
        .accepted()
        .filter(({ name }) => name === "offline")
        .map(({ params }) => params["count"]),
    );
    expect(counts.size).toBe(60);
    expect(seen()).toBe(63);
    for (const { batch } of shop.arrivals) expect(JSON.stringify(batch).length).toBeLessThan(11_000);
  });

  test("what was delivered is not sent again by the next page", async () => {
    await open("/lipstick");
    await until(() => names().length === 2);
    await sleep(300);
    await open("/");
    await until(() => names().length >= 3);
    await sleep(300);
    expect(shop.accepted().map(({ name }) => name)).toEqual(["page_view", "view_item", "page_view"]);
  });

  test.each([400, 401, 403, 410, 413, 422])("a final refusal (%i) is not retried", async (status) => {
    shop.answer = () => ({ status });
    await open("/");
    await until(() => shop.arrivals.length === 1);
    await sleep(300);
    shop.answer = () => ({ status: 202 });
    await open("/next");
    await until(() => names().includes("page_view"));
    await sleep(200);
    // On a busy machine somebody may have looked at the first page for long enough to be told of.
    const views = shop.accepted().filter(({ name }) => name === "page_view");
    expect(views.map(({ params }) => params["page_path"])).toEqual(["/next"]);
  });

  test("a failure is retried on the same page, later each time", async () => {
    shop.answer = () => ({ status: shop.arrivals.length < 3 ? 500 : 202 });
    await open("/");
    await until(() => names().length === 1);
    const [first, second, third] = shop.arrivals.map(({ atMs }) => atMs) as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(490);
    expect(third - second).toBeGreaterThanOrEqual(990);
    expect(shop.arrivals).toHaveLength(3);
  });

  test("Retry-After is honoured, whatever happens meanwhile", async () => {
    shop.answer = () =>
      shop.arrivals.length < 2 ? { status: 429, headers: { "retry-after": "3" } } : { status: 202 };
    await open("/");
    await until(() => shop.arrivals.length === 1);
    await track("meanwhile");
    await tab.evaluate(`dispatchEvent(new Event("online"))`);
    await until(() => names().length >= 2);
    expect(shop.arrivals[1]!.atMs - shop.arrivals[0]!.atMs).toBeGreaterThanOrEqual(2950);
    expect(names()).toEqual(["page_view", "meanwhile"]);
  });

  test("being online again does not wait for the back-off", async () => {
    await open("/");
    await until(() => names().length === 1);
    await context.setOffline(true);
    await track("underground");
    await sleep(5000);
    await context.setOffline(false);
    const onlineAtMs = Date.now();
    await until(() => names().includes("underground"));
    expect(shop.arrivals.at(-1)!.atMs - onlineAtMs).toBeLessThan(400);
  });

  test("large events go in small requests, and a very large one alone", async () => {
    await open("/");
    const text = "é".repeat(900);
    await tab.evaluate(`for (let n = 0; n < 100; n++) edgewise.track("large", { n, a: "${text}", b: "${text}" });
      edgewise.track("huge", { items: Array(20).fill({ a: "${text}" }) })`);
    await until(() => names().length >= 102);
    expect(new Set(arrived("large").map(({ params }) => params["n"])).size).toBe(100);
    expect(arrived("huge").length).toBeGreaterThan(0);
    const shared = shop.arrivals.filter(({ batch }) => batch.events.length > 1);
    for (const { batch } of shared) expect(JSON.stringify(batch).length).toBeLessThan(11_000);
  });

  test("no more than 200 events are kept", async () => {
    shop.answer = () => ({ status: 503, headers: { "retry-after": "60" } });
    await open("/");
    await until(() => shop.arrivals.length === 1);
    await tab.evaluate(`for (let n = 0; n < 300; n++) edgewise.track("many", { n })`);
    await expect
      .poll(async () => (await keptEvents(tab, "/_shop/e")).map(({ params }) => params?.["n"]))
      .toContain(299);
    shop.answer = () => ({ status: 202 });
    await open("/next");
    await until(() => names().length >= 200);
    await sleep(300);
    const kept = shop
      .accepted()
      .filter(({ name }) => name === "many")
      .map(({ params }) => Number(params["n"]));
    expect(new Set(kept).size).toBeGreaterThanOrEqual(199);
    expect(Math.min(...kept)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...kept)).toBe(299);
  });
});

describe("pages that are not kind to us", () => {
  test.each([
    ["open throws", `IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError") }`],
    ["is missing", `Object.defineProperty(window, "indexedDB", { value: undefined })`],
    [
      "refuses access",
      `Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("no") } })`,
    ],
    [
      "fails later",
      `const { open } = IDBFactory.prototype; IDBFactory.prototype.open = function () { return open.call(this, "x", 1.5 - 2) }`,
    ],
  ])("where IndexedDB %s, memory does", async (_, damage) => {
    await tab.addInitScript(damage);
    shop.answer = () => ({ status: shop.arrivals.length < 2 ? 503 : 202 });
    await open("/lipstick");
    await until(() => names().length >= 2);
    expect(names()).toEqual(["page_view", "view_item"]);
    expect(complaints.filter((text) => !text.includes("503"))).toEqual([]);
  });

  test("where IndexedDB never answers, what a page has recorded leaves with the shopper", async () => {
    await tab.addInitScript(`IDBFactory.prototype.open = () => ({})`);
    await open("/lipstick");
    await open("/other");
    await until(() => names().length >= 2);
    expect(names()).toEqual(["page_view", "view_item"]);
    expect(complaints).toEqual([]);
  });

  test("where fetch is broken on one page, the next one sends its events", async () => {
    shop.pages.set(
      "/broken",
      page("Broken", "", `<script>window.fetch = () => { throw new Error() }</script>`),
    );
    await open("/broken");
    await track("kept");
    await sleep(300);
    await open("/other");
    await until(() => names().includes("kept"));
    expect(shop.accepted().filter(({ name }) => name === "kept")).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test("where libraries have extended the built-in prototypes", async () => {
    await tab.addInitScript(`
      for (const type of [Array, Object, String, Function]) {
        type.prototype.toJSON = function () { return "polluted" };
        type.prototype.get = type.prototype.each = type.prototype.remove = function () { throw new Error("polluted") };
      }
      Object.prototype.q = 0; Object.prototype.track = 0; Array.prototype.first = Array.prototype.last = () => {};
    `);
    await open("/lipstick");
    await until(() => names().length >= 2);
    await tab.click("button");
    await until(() => names().includes("add_to_cart"));
    const events = shop.accepted();
    expect(events.find(({ name }) => name === "view_item")!.params).toEqual({
      ew_from: "json_ld",
      currency: "EUR",
      value: 19.9,
      items: [lipstickItem],
    });
    expect(events.find(({ name }) => name === "add_to_cart")!.params.items).toEqual([
      { ...lipstickItem, quantity: 3 },
    ]);
    expect(complaints).toEqual([]);
  });

  test("a page with broken JSON-LD is a page all the same", async () => {
    shop.pages.set(
      "/",
      page("Home", "", jsonLd("{ not: json,") + jsonLd("") + jsonLd("null") + jsonLd(lipstick)),
    );
    await open("/");
    await until(() => names().length >= 2);
    expect(names()).toEqual(["page_view", "view_item"]);
    expect(complaints).toEqual([]);
  });
});
