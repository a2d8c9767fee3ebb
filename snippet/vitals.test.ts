import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../e2e/testing/browser.ts";
import { builtScripts } from "./testing/built-scripts.ts";
import { builtParts, openPart } from "./testing/part.ts";
import { openShop, page as shopPage, until } from "./testing/shop.ts";

let browser: Browser;
let script: string;
beforeAll(async () => {
  const [parts, opened] = await Promise.all([builtParts(), openBrowser()]);
  browser = opened;
  script = await parts("vitals.js");
});
afterAll(() => browser?.close());

it("says once how the page felt, when it is left for the first time", async () => {
  const part = await openPart(browser, script, {
    body: `<h1>Shop</h1><button>Slow</button><script>
      document.querySelector("button").addEventListener("click", () => {
        const end = performance.now() + 120;
        while (performance.now() < end);
      });
      // The page moves, without anybody having asked for it.
      setTimeout(() => document.body.insertAdjacentHTML("afterbegin", "<div style='height:300px'></div>"), 700);
    </script>`,
  });
  await part.page.waitForTimeout(1000);
  await part.page.locator("button").click();
  await part.page.waitForTimeout(1000);
  expect(await part.tracked()).toEqual([]);
  await part.show(false);
  const told = await part.tracked();
  expect(told.map(({ name }) => name)).toEqual(["web_vitals"]);
  const params = told[0]?.params as Record<string, number>;
  expect(Object.keys(params).toSorted()).toEqual(["cls", "fcp", "inp", "lcp", "navigation_type", "ttfb"]);
  expect(params["inp"]).toBeGreaterThanOrEqual(120);
  expect(params["cls"]).toBeGreaterThan(0);
  expect(Number.isInteger(params["lcp"])).toBe(true);
  await part.show(true);
  await part.show(false);
  expect([(await part.tracked()).length, part.complaints]).toEqual([1, []]);
});

it("says so in time also where the shopper goes on, or closes the tab", async () => {
  const shop = await openShop(await builtScripts(["s.js", "vitals.js"]));
  shop.parts = "vitals";
  shop.pages.set("/", shopPage("Home", "<h1>Home</h1>"));
  const context = await browser.newContext();
  // What a page sent as it was left, the next one may send again: it is the same event.
  const once = () => new Map(shop.accepted().map((event) => [event.id, event])).values();
  const told = () =>
    [...once()].filter(({ name }) => name === "web_vitals").map(({ params }) => params["navigation_type"]);
  const tab = await context.newPage();
  await tab.goto(shop.origin + "/");
  await until(() => shop.accepted().length > 0);
  await tab.waitForTimeout(700);
  await tab.goto(shop.origin + "/next");
  await until(() => told().length > 0);
  await tab.waitForTimeout(700);
  await tab.close({ runBeforeUnload: true });
  await until(() => told().length > 1);
  expect(told()).toEqual(["navigate", "navigate"]);
  await context.close();
  await shop.stop();
});
