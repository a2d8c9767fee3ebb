import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { builtScripts } from "../snippet/testing/built-scripts.ts";
import { openShop, type Shop } from "../snippet/testing/shop.ts";
import { openWholeBrowser } from "./testing/browser.ts";
import { until } from "./testing/until.ts";

let scripts: Record<string, string>;
let browser: Browser;
let shop: Shop;
let context: BrowserContext;

beforeAll(async () => {
  scripts = await builtScripts(["s.js", "vitals.js"]);
  browser = await openWholeBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  shop = await openShop(scripts);
  shop.parts = "vitals";
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await shop.stop();
});

const named = (name: string) => shop.accepted().filter((event) => event.name === name);
const track = (tab: Page, name: string) => tab.evaluate(`edgewise.track("${name}")`);

/** A page whose scripts know whether it came back from the cache. */
async function open(path: string): Promise<Page> {
  const tab = await context.newPage();
  await tab.addInitScript(() =>
    addEventListener("pageshow", ({ persisted }) => Object.assign(window, { persisted })),
  );
  await tab.goto(shop.origin + path);
  return tab;
}

/** Takes the turn to send, as another tab does. It is given back by calling `window.giveBack`. */
async function takeTurn(tab: Page): Promise<void> {
  await tab.evaluate(
    () =>
      new Promise<void>((taken) => {
        void navigator.locks.request("edgewise", () => {
          taken();
          return new Promise<void>((giveBack) => void Object.assign(window, { giveBack }));
        });
      }),
  );
}

/** @returns whether the browser had kept the page as it was. */
async function goBack(tab: Page): Promise<unknown> {
  await tab.goBack({ waitUntil: "commit" });
  await tab.waitForFunction("window.persisted !== undefined");
  return tab.evaluate("persisted");
}

describe("a page is kept in the back/forward cache, and sends when it is back", () => {
  it("where it tells how it felt as it is left, and the next page has something to send", async () => {
    const tab = await open("/kept");
    await until(async () => named("page_view").length === 1);
    await tab.goto(`${shop.origin}/away`);
    await until(async () => named("page_view").length === 2);
    expect(await goBack(tab)).toBe(true);
    await track(tab, "afterwards");
    await until(async () => named("web_vitals").length > 0 && named("afterwards").length > 0);
    expect([named("web_vitals").length > 0, named("afterwards").length]).toEqual([true, 1]);
  });

  it("where a request of it is never answered; other pages have their turn meanwhile", async () => {
    let isDeaf = true;
    shop.answer = () => (isDeaf ? new Promise(() => {}) : { status: 202 });
    const tab = await open("/kept");
    await until(async () => shop.arrivals.length === 1);
    isDeaf = false;
    await tab.goto(`${shop.origin}/away`);
    const leftAtMs = Date.now();
    await until(async () => named("page_view").length === 2);
    // Not only once it has lost its patience.
    expect(Date.now() - leftAtMs).toBeLessThan(5000);
    expect(await goBack(tab)).toBe(true);
    await track(tab, "afterwards");
    await until(async () => named("afterwards").length > 0);
    expect(named("afterwards")).toHaveLength(1);
  });

  it("where it waits for its turn as it is left, and has it while it rests", async () => {
    const [tab, other] = [await open("/kept"), await open("/other")];
    await until(async () => named("page_view").length === 2);
    await takeTurn(other);
    await track(tab, "waiting");
    await tab.goto(`${shop.origin}/away`);
    await other.evaluate("giveBack()");
    await track(other, "of_the_other");
    await until(async () => named("of_the_other").length === 1 && named("waiting").length > 0);
    expect([named("of_the_other").length, named("waiting").length > 0]).toEqual([1, true]);
    expect(await goBack(tab)).toBe(true);
    await track(tab, "afterwards");
    await until(async () => named("afterwards").length > 0);
    expect(named("afterwards")).toHaveLength(1);
  });
});
