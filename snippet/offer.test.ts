import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openBrowser, openWholeBrowser } from "../e2e/testing/browser.ts";
import { compileOffer } from "../model/offer/compile-offer.ts";
import { renderOffer } from "../model/offer/render-offer.ts";
import { offerWith } from "../model/testing/offer.ts";
import { builtScripts } from "./testing/built-scripts.ts";
import { openShop, page, type Shop, until } from "./testing/shop.ts";

let browser: Browser;
let scripts: Record<string, string>;
let shop: Shop;
let context: BrowserContext;
let tab: Page;
beforeAll(async () => {
  [scripts, browser] = await Promise.all([builtScripts(["s.js", "offer.js"]), openBrowser()]);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  shop = await openShop(scripts);
  context = await browser.newContext();
  tab = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await shop.stop();
});

const site = { name: "Lumen", language: "en", currency: "EUR", timeZone: "UTC", accent: "#123456" };
const offer = (rule: string, layout: string) =>
  renderOffer(compileOffer(offerWith({ layout, button: { label: "Go", link: "/next" } }), { site }), {
    facts: {} as never,
    languages: [],
    rule,
  }) ?? "";
const closed = () =>
  shop
    .accepted()
    .filter(({ name }) => name === "ew_dismissed")
    .map(({ params }) => params["rule"]);
const offers = () => tab.locator(".ew-offer").count();
const open = (path: string) => tab.goto(shop.origin + path);
/** The part of the snippet that hears of closing is at work. */
const isHeard = () => tab.waitForFunction("edgewise.showDismissals");

describe("an offer", () => {
  it("that is in a dialog of the shop's own is not closed by closing that", async () => {
    const dialog = `<dialog id="cart"><p>Cart</p>${offer("welcome", "card")}</dialog>`;
    shop.pages.set("/", page("Home", dialog));
    await open("/");
    await isHeard();
    await tab.evaluate("cart.showModal()");
    await tab.keyboard.press("Escape");
    await tab.evaluate("edgewise.track('afterwards')");
    await until(() => shop.accepted().some(({ name }) => name === "afterwards"));
    expect([await tab.evaluate("cart.open"), await offers(), closed()]).toEqual([false, 1, []]);
  });

  it("that was closed while nobody listened yet is told of as closed", async () => {
    shop.pages.set("/", page("Home", offer("welcome", "modal")));
    let goOn = () => {};
    await tab.route("**/offer.js", (route) => void (goOn = () => void route.continue()));
    await open("/");
    await tab.keyboard.press("Escape");
    expect(await tab.locator(".ew-offer").isVisible()).toBe(false);
    goOn();
    await until(() => closed().length > 0);
    expect([await offers(), closed()]).toEqual([0, ["welcome"]]);
  });

  it("as a modal closes with the Escape key also where browsers do not know how", async () => {
    const html = offer("welcome", "modal").replace(/ closedby="\w+"/, "");
    shop.pages.set("/", page("Home", html));
    await tab.addInitScript("delete HTMLDialogElement.prototype.closedBy");
    await open("/");
    await isHeard();
    await tab.keyboard.press("Escape");
    await until(() => closed().length > 0);
    expect([await offers(), closed()]).toEqual([0, ["welcome"]]);
  });

  it.each([
    ["by the mouse", () => tab.locator(".ew-close").click()],
    [
      "by the keyboard",
      async () => {
        await tab.locator(".ew-close").focus();
        await tab.keyboard.press("Enter");
      },
    ],
    [
      "by the Escape key",
      async () => {
        await tab.locator(".ew-close").focus();
        await tab.keyboard.press("Escape");
      },
    ],
  ])("gives the focus back to where it was, closed %s", async (_how, close) => {
    shop.pages.set(
      "/",
      page("Home", `${offer("welcome", "modal")}<p style="height:600px"></p><input id=field>`),
    );
    await open("/");
    await isHeard();
    await tab.locator("#field").focus();
    await close();
    await until(() => closed().length > 0);
    expect([await offers(), await tab.evaluate("document.activeElement.id")]).toEqual([0, "field"]);
  });

  it("stays closed on a page that comes back from the back/forward cache", async () => {
    const whole = await openWholeBrowser();
    onTestFinished(() => whole.close());
    tab = await whole.newPage();
    const html = offer("welcome", "bar") + offer("other", "bar");
    shop.pages.set("/", page("Home", html));
    shop.pages.set("/next", page("Next", html));
    // Chromium does not keep a page that has just said how long it was looked at.
    await tab.addInitScript("document.hasFocus = () => false");
    await open("/");
    await isHeard();
    await tab.evaluate("window.kept = true");
    await until(() => shop.accepted().length > 0);
    // Chromium keeps no page that still waits for a reply.
    await sleep(500);
    await open("/next");
    await tab.locator("[data-ew-dismiss=welcome]").click();
    await until(() => closed().length > 0);
    await sleep(500);
    await tab.goBack({ waitUntil: "commit" });
    await expect.poll(() => tab.evaluate("window.kept")).toBe(true);
    await expect.poll(offers).toBe(1);
    expect(closed()).toEqual(["welcome"]);
  });
});
