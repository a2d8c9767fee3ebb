import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser } from "../e2e/testing/browser.ts";
import { builtScripts } from "./testing/built-scripts.ts";
import { type Arrival, jsonLd, openShop, page, type Shop, until } from "./testing/shop.ts";

const parts = ["trigger.js", "vitals.js"];
const scripts: Record<string, string> = {};
let browser: Browser;
let shop: Shop;
let context: BrowserContext;
let tab: Page;
let complaints: string[];

beforeAll(async () => {
  Object.assign(scripts, await builtScripts(["s.js", "c.js"]));
  // Each says that it was loaded, and how often.
  for (const part of parts) scripts[part] = `(window.parts ??= []).push("${part}")`;
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  shop = await openShop(scripts);
  shop.parts = "";
  context = await browser.newContext();
  await context.addInitScript(() => {
    addEventListener("unhandledrejection", ({ reason }) => {
      setTimeout(() => {
        throw reason;
      });
    });
  });
  tab = await newTab();
});
afterEach(async () => {
  await context.close();
  await shop.stop();
  expect(shop.malformed).toEqual([]);
  expect(complaints).toEqual([]);
});

async function newTab(): Promise<Page> {
  const opened = await context.newPage();
  complaints = [];
  opened.on("pageerror", (error) => complaints.push(String(error)));
  return opened;
}

const open = (path = "/", to = tab) => to.goto(shop.origin + path);
const serve = (body: string, head = "", path = "/") => shop.pages.set(path, page("Shop", body, head));
const track = (name: string, to = tab) => to.evaluate(`edgewise.track("${name}")`);
const events = () => [...new Map(shop.accepted().map((event) => [event.id, event])).values()];
const named = (name: string) => events().filter((event) => event.name === name);
const viewed = () => named("page_view").map(({ params }) => params["page_path"]);
const eventsAddress = "**/_shop/e";

describe("nothing is waited for without an end", () => {
  // All of these take as long as a page waits for its turn.
  const patience = { timeout: 60_000 };
  const soonAfterTurn = 14_000;
  const arrive = async (name: string) => {
    for (let waitedMs = 0; named(name).length === 0 && waitedMs < soonAfterTurn; waitedMs += 50)
      await sleep(50);
    expect(named(name)).toHaveLength(1);
  };

  test(
    "where one tab's request is never answered, another's events come all the same",
    patience,
    async () => {
      await tab.route(eventsAddress, () => {});
      const other = await newTab();
      await open();
      await sleep(500);
      await open("/other", other);
      await track("from_the_other", other);
      await arrive("from_the_other");
      expect(viewed()).toEqual(["/other"]);
    },
  );

  test("where a request is never answered, what happens later comes all the same", patience, async () => {
    let asked = 0;
    await tab.route(eventsAddress, (route) => (asked++ > 0 ? route.continue() : undefined));
    await open();
    await until(() => asked === 1);
    await track("later");
    await arrive("later");
  });

  test("a request that is never answered is given up, and what it held comes", patience, async () => {
    let isDeaf = true;
    const asked: number[] = [];
    shop.answer = ({ atMs }) => {
      asked.push(atMs);
      return isDeaf ? new Promise(() => {}) : { status: 202 };
    };
    await open();
    await until(() => asked.length === 1);
    isDeaf = false;
    // Nothing else happens on the page.
    for (let waitedMs = 0; asked.length === 1 && waitedMs < 40_000; waitedMs += 50) await sleep(50);
    expect((asked[1] ?? 0) - asked[0]!).toBeGreaterThanOrEqual(19_000);
    await until(() => viewed().length === 1);
    expect(viewed()).toEqual(["/"]);
  });

  test("where IndexedDB never answers, a page's events come though nobody leaves it", patience, async () => {
    await tab.addInitScript(`IDBFactory.prototype.open = () => ({})`);
    await open();
    await arrive("page_view");
  });

  test("where a tab that has its turn is frozen, another's events come", patience, async () => {
    await open();
    await until(() => named("page_view").length === 1);
    await tab.evaluate(`void navigator.locks.request("edgewise", () => new Promise(() => {}))`);
    const other = await newTab();
    await open("/other", other);
    await track("from_the_other", other);
    await arrive("from_the_other");
  });
});

describe("where the server is not what it should be", () => {
  test("a page in the place of an answer has taken nothing", async () => {
    await tab.route(eventsAddress, (route) =>
      route.fulfill({ contentType: "text/html", body: "<h1>Welcome to our Wi-Fi</h1>" }),
    );
    await open();
    await track("through_the_portal");
    await sleep(500);
    await tab.unroute(eventsAddress);
    await open("/next");
    await until(() => named("through_the_portal").length === 1 && named("page_view").length === 2);
    expect(viewed()).toEqual(["/", "/next"]);
  });

  test("an event beyond what outlives a page stops none of the others", async () => {
    await open();
    await until(() => named("page_view").length === 1);
    await tab.evaluate(`edgewise.track("huge", { list: Array(9000).fill("123456789") })`);
    await track("after_it");
    await until(() => named("after_it").length === 1 && named("huge").length === 1);
    expect(named("after_it")).toHaveLength(1);
    expect(named("huge")).toHaveLength(1);
  });

  test("an event that the server refuses as too large is given up, and what was done after it comes first", async () => {
    const isHuge = ({ batch }: Arrival) => batch.events.some(({ name }) => name === "huge");
    shop.answer = (arrival) => ({ status: isHuge(arrival) ? 413 : 202 });
    await open();
    await until(() => named("page_view").length === 1);
    await tab.evaluate(
      `edgewise.track("huge", { list: Array(9000).fill("123456789") }); edgewise.track("after_it")`,
    );
    await tab.goto("about:blank");
    await until(() => named("after_it").length === 1);
    await open("/next");
    await until(() => viewed().length === 2);
    await sleep(500);
    await track("last");
    await until(() => named("last").length === 1);
    // Once by the page that was left, perhaps, and once by the next.
    expect(shop.arrivals.filter(isHuge).length).toBeLessThanOrEqual(2);
    expect([named("after_it").length, named("huge").length]).toEqual([1, 0]);
  });

  test.each([
    ["for a month", String(30 * 86_400)],
    ["until a date", new Date(Date.now() + 86_400_000).toUTCString()],
    ["until some day", "soon"],
  ])("who is asked to wait %s does not ask again and again", async (_what, date) => {
    shop.answer = () => ({ status: 429, headers: { "retry-after": date } });
    await open();
    await until(() => shop.arrivals.length > 0);
    await sleep(1500);
    expect(shop.arrivals.length).toBeLessThan(4);
  });

  test("who is asked to wait until a time waits until then", async () => {
    shop.answer = () =>
      shop.arrivals.length < 2
        ? { status: 503, headers: { "retry-after": new Date(Date.now() + 4000).toUTCString() } }
        : { status: 202 };
    await open();
    await until(() => shop.arrivals.length === 1);
    // What is urgent waits, too.
    await tab.evaluate(`document.dispatchEvent(new Event("visibilitychange"))`);
    await until(() => shop.accepted().length > 0);
    // Such a date has whole seconds.
    expect(shop.arrivals[1]!.atMs - shop.arrivals[0]!.atMs).toBeGreaterThanOrEqual(2900);
    expect(viewed()).toEqual(["/"]);
  });

  test("events wait until there is a network, and come in one request then", async () => {
    await open();
    await until(() => named("page_view").length === 1);
    await context.setOffline(true);
    await track("underground");
    await sleep(300);
    await context.setOffline(false);
    await until(() => named("underground").length === 1);
    expect(shop.accepted().filter(({ name }) => name === "underground")).toHaveLength(1);
  });
});

describe("where the browser refuses", () => {
  test.each([
    ["local storage, by not having any", `Object.defineProperty(window, "localStorage", { value: null })`],
    [
      "locks",
      `LockManager.prototype.request = () => Promise.reject(new DOMException("no", "SecurityError"))`,
    ],
    [
      "what is newer than 2021",
      `for (const name of ["requestIdleCallback", "CompressionStream", "fetchLater", "scheduler"]) delete window[name];
       delete Navigator.prototype.locks; delete IDBTransaction.prototype.commit;`,
    ],
  ])("%s, all is sent as usual", async (_what, damage) => {
    await tab.addInitScript(damage);
    await open();
    await track("usual");
    await until(() => events().length === 2);
    await open("/next");
    await until(() => named("page_view").length === 2);
    // Without locks two pages may send one event; the edge knows it by its id.
    const recorded = shop.accepted().filter(({ name }) => name !== "user_engagement");
    expect(new Set(recorded.map(({ id }) => id)).size).toBe(3);
  });
});

test.each(["s.js", "c.js"])("a page whose base is another host sends nothing there, by %s", async (file) => {
  const elsewhere: string[] = [];
  await tab.route("http://elsewhere.test/**", (route) => {
    elsewhere.push(route.request().url());
    return route.abort();
  });
  await tab.route("**/_shop/c", (route) => route.fulfill({ status: 202, json: {} }));
  const head = `<head><script async src="/_shop/${file}" data-load="trigger"></script><base href="http://elsewhere.test/shop/">`;
  shop.pages.set("/", page("Shop", "").replace("<head>", head));
  await open();
  await tab.waitForFunction("window.edgewise?.load !== undefined");
  await tab.evaluate(`edgewise.consent("granted")`);
  await until(() => viewed().length === 1);
  await tab.waitForFunction("window.parts?.length > 0");
  expect([viewed(), elsewhere]).toEqual([["/"], []]);
});

test("of two sites on one host, none sends the other's events", async () => {
  const bodies: string[] = [];
  await tab.route("**/_shop/e?site=*", (route) => {
    bodies.push(`${new URL(route.request().url()).search} ${route.request().postData() ?? ""}`);
    return route.fulfill({ status: route.request().url().endsWith("=one") ? 503 : 202, json: {} });
  });
  const tag = (site: string) =>
    `<html><head><script async src="/_shop/s.js?site=${site}"></script></head></html>`;
  for (const site of ["one", "two"]) shop.pages.set(`/${site}`, tag(site).replace("<head>", "<HEAD>"));
  await open("/one");
  await track("of_one");
  await until(() => bodies.some((body) => body.includes("of_one")));
  await open("/two");
  await until(() => bodies.some((body) => body.startsWith("?site=two")));
  await sleep(300);
  for (const body of bodies) if (body.startsWith("?site=two")) expect(body).not.toContain("of_one");
});

describe("an address that is merely replaced", () => {
  test("is of the same page, also once that is left", async () => {
    const ld = jsonLd({ "@type": "Product", name: "Rouge", sku: "LIP-4" });
    serve(`<a href="#reviews">Reviews</a><a id=next href="/next">Next</a>`, ld);
    await open();
    await until(() => named("view_item").length === 1);
    await tab.evaluate(`for (let n = 0; n < 50; n++) history.replaceState({}, "", "/?variant=" + n)`);
    await tab.click("text=Reviews");
    await sleep(500);
    await tab.click("#next");
    await until(() => viewed().length === 2);
    await sleep(200);
    expect(viewed()).toEqual(["/", "/next"]);
    expect(named("view_item")).toHaveLength(1);
  });

  test("does not hide the page that comes after it", async () => {
    await open();
    await until(() => viewed().length === 1);
    await tab.evaluate(`history.replaceState({}, "", "/?scroll=1"); history.pushState({}, "", "/two")`);
    await until(() => viewed().length === 2);
    await tab.evaluate(`history.replaceState({}, "", "/three")`);
    await sleep(500);
    await tab.goBack();
    await until(() => viewed().length === 3);
    expect(viewed()).toEqual(["/", "/two", "/"]);
  });
});

describe("scripts of the page", () => {
  test("that fail as they hear of an event change nothing of what is recorded", async () => {
    serve(`<button onclick="edgewise.track('clicked')">x</button>`);
    await tab.addInitScript(`window.edgewise = { q: [] }; heard = [];
      edgewise.q.push(["on", "*", () => { throw Error("of the page") }], ["on", "*", (_, name) => heard.push(name)])`);
    await open();
    await until(() => viewed().length === 1);
    await tab.evaluate(
      `dispatchEvent(new Event("pageshow")); document.dispatchEvent(new Event("visibilitychange"))`,
    );
    await tab.click("button");
    await until(() => named("clicked").length === 1);
    expect(viewed()).toEqual(["/"]);
    expect(await tab.evaluate("heard")).toEqual(expect.arrayContaining(["page_view", "clicked"]));
  });

  test.each([
    ["a frozen data layer", `dataLayer = Object.freeze([{ event: "view_cart", ecommerce: {} }])`, 1],
    ["something else by its name", `dataLayer = { push() {} }`, 0],
    [
      "a data layer that nobody may read",
      `Object.defineProperty(window, "dataLayer", { get() { throw Error() } })`,
      0,
    ],
  ])("that have %s do not hide the page", async (_what, script, carts) => {
    serve("", `<script>${script}</script>`);
    // It comes when the page has long been there.
    await tab.route("**/s.js", async (route) => {
      await sleep(500);
      await route.continue();
    });
    await open();
    await until(() => viewed().length === 1);
    expect([viewed(), named("view_cart").length]).toEqual([["/"], carts]);
  });

  test("that make their data layer anew, with what it held, tell nothing twice", async () => {
    serve("", `<script>dataLayer = [{ event: "purchase", ecommerce: { transaction_id: "A-1" } }]</script>`);
    await open();
    await until(() => named("purchase").length === 1);
    await tab.evaluate(`dataLayer = dataLayer.filter(Boolean); dispatchEvent(new Event("pageshow"))`);
    await sleep(500);
    await tab.evaluate(`dataLayer.push({ event: "refund", ecommerce: { transaction_id: "A-1" } })`);
    await until(() => named("refund").length === 1);
    expect([named("purchase").length, named("refund").length]).toEqual([1, 1]);
  });

  test("that hang data on elements, as frameworks do, do not hide a form that was sent", async () => {
    serve(`<form id="card" name="contact" action="/send" onsubmit="return false"><input name="id"><input name="name"><button>x</button></form>
      <script>for (const element of document.forms[0].elements) element.__reactFiber$1 = { stateNode: element }</script>`);
    await open();
    await tab.click("button");
    await until(() => named("form_submit").length === 1);
    expect(named("form_submit")[0]?.params).toEqual({
      form_id: "card",
      form_name: "contact",
      form_destination: "/send",
    });
  });

  test("that write the page anew leave it at work", async () => {
    await open();
    await until(() => viewed().length === 1);
    await tab.evaluate(`document.open(); document.write("<h1>Anew</h1>"); document.close()`);
    await track("afterwards");
    await until(() => named("afterwards").length === 1);
    expect(named("afterwards")).toHaveLength(1);
  });

  test("are not held up by thousands of entries for a tag manager", async () => {
    serve("", `<script>dataLayer = []</script>`);
    await open();
    await until(() => viewed().length === 1);
    await tab.evaluate(`for (let n = 0; n < 5000; n++) dataLayer.push({ event: "gtm.timer", n, ecommerce: {} });
      dataLayer.push({ event: "add_to_cart", ecommerce: { items: [{ item_id: "X" }] } })`);
    await until(() => named("add_to_cart").length === 1);
    expect(events()).toHaveLength(2);
  });
});

describe("two tags on one page", () => {
  const tag = (file: string, load = "") =>
    `<script src="/_shop/${file}"${load === "" ? "" : ` data-load="${load}"`}></script>`;
  const loaded = () => tab.evaluate("window.parts?.toSorted() ?? []");

  test.each([
    ["the first names none", tag("s.js") + tag("s.js?2", "trigger vitals"), ["trigger.js", "vitals.js"]],
    ["the second names none", tag("s.js", "trigger") + tag("s.js?2"), ["trigger.js"]],
    ["both name one", tag("s.js", "trigger") + tag("s.js?2", "trigger vitals"), ["trigger.js", "vitals.js"]],
  ])("load the parts that either names, once, where %s", async (_what, tags, all) => {
    serve(tags);
    shop.pages.set("/", page("Shop", tags).replace("<head>", "<HEAD>"));
    await open();
    await until(() => viewed().length === 1);
    await sleep(300);
    expect(await loaded()).toEqual(all);
    expect(viewed()).toEqual(["/"]);
  });

  test.each([
    ["the one that waits for consent is the first", tag("c.js", "trigger") + tag("s.js", "vitals")],
    ["the one that waits for consent is the second", tag("s.js", "vitals") + tag("c.js", "trigger")],
  ])("record and answer once, where %s", async (_what, tags) => {
    const answers: unknown[] = [];
    await tab.route("**/_shop/c", (route) => {
      answers.push(route.request().postDataJSON());
      return route.fulfill({ status: 202, json: {} });
    });
    shop.pages.set("/", page("Shop", `${tags}<script>dataLayer = []</script>`).replace("<head>", "<HEAD>"));
    await open();
    await until(() => viewed().length === 1);
    await tab.evaluate(
      `dataLayer.push(["consent", "update", { analytics_storage: "granted" }]); edgewise.track("once")`,
    );
    await until(() => named("once").length === 1 && answers.length > 0);
    await sleep(300);
    expect([viewed(), named("once").length, answers.length]).toEqual([["/"], 1, 1]);
    expect(await loaded()).toEqual(["trigger.js", "vitals.js"]);
  });

  test("load them also where both wait for consent", async () => {
    await tab.route("**/_shop/c", (route) => route.fulfill({ status: 202, json: {} }));
    const tags = tag("c.js", "trigger") + tag("c.js?2", "vitals");
    shop.pages.set("/", page("Shop", tags).replace("<head>", "<HEAD>"));
    await open();
    await tab.evaluate(`edgewise.consent("granted")`);
    await until(() => viewed().length === 1);
    await sleep(300);
    expect(await loaded()).toEqual(["trigger.js", "vitals.js"]);
  });
});

describe("what a visitor agrees to", () => {
  test("is told again by the next page, where the server could not hear it", async () => {
    const answers: string[] = [];
    let status = 503;
    await tab.route("**/_shop/c", (route) => {
      answers.push((route.request().postDataJSON() as { state: string }).state);
      return route.fulfill({ status, json: {} });
    });
    serve("", `<script>window.edgewise = { q: [["consent", "granted"]] }</script>`);
    await open();
    await until(() => answers.length === 1);
    status = 202;
    for (const count of [2, 3]) {
      await open();
      await until(() => viewed().length === count);
    }
    expect(answers).toEqual(["granted", "granted"]);
  });

  test.each([503, 0])(
    "a no that met %i is told by the next page, which says nothing of it",
    async (failure) => {
      const answers: string[] = [];
      let status = failure;
      await tab.route("**/_shop/c", (route) => {
        answers.push((route.request().postDataJSON() as { state: string }).state);
        return status > 0 ? route.fulfill({ status, json: {} }) : route.abort();
      });
      await open();
      await until(() => viewed().length === 1);
      await tab.evaluate(`edgewise.consent("denied")`);
      await until(() => answers.length === 1);
      status = 202;
      await open("/next");
      await until(() => answers.length === 2);
      await track("unwanted");
      await sleep(300);
      expect(answers).toEqual(["denied", "denied"]);
      expect([viewed(), named("unwanted")]).toEqual([["/"], []]);
      // It has been heard: what somebody says elsewhere from now on counts.
      await open("/later");
      await until(() => viewed().length === 2);
      expect(answers).toHaveLength(2);
    },
  );

  test("is understood where libraries teach objects a form of their own", async () => {
    const answers: unknown[] = [];
    await tab.route("**/_shop/c", (route) => {
      answers.push(route.request().postDataJSON());
      return route.fulfill({ status: 202, json: {} });
    });
    await tab.addInitScript(`Object.prototype.toJSON = () => "polluted"`);
    await open();
    await tab.evaluate(`edgewise.consent({ ad_personalization: "granted" }); edgewise.track("allowed")`);
    await until(() => named("allowed").length === 1 && answers.length > 0);
    expect(named("allowed")).toHaveLength(1);
    expect(answers).toMatchObject([{ state: { ad_personalization: "granted" } }]);
  });
});
