import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openBrowser, openWholeBrowser } from "../e2e/testing/browser.ts";
import { compileOffer } from "../model/offer/compile-offer.ts";
import { renderOffer } from "../model/offer/render-offer.ts";
import { offerWith } from "../model/testing/offer.ts";
import type { MissedOffer } from "../model/missed-moment.ts";
import type { Trigger } from "../model/trigger.ts";
import type { Edgewise } from "./api.ts";
import { builtScripts } from "./testing/built-scripts.ts";
import { builtParts, openPart, type PartPage, shopOrigin } from "./testing/part.ts";
import { openShop, page as shopPageOf, until } from "./testing/shop.ts";

let browser: Browser;
let script: string;
beforeAll(async () => {
  const [parts, opened] = await Promise.all([builtParts(), openBrowser()]);
  browser = opened;
  script = await parts("trigger.js");
});
afterAll(() => browser?.close());

const site = { name: "Shop", language: "en", currency: "EUR", timeZone: "UTC", accent: "#3b5bdb" };

function offerHtml(trigger: Trigger, layout = "bar", rule = "r"): string {
  const offer = compileOffer(offerWith({ layout, headline: `Offer of ${rule}` }), { site });
  return (
    renderOffer(offer, { facts: {} as never, languages: [], rule, trigger: { ...trigger, variant: "a" } }) ??
    ""
  );
}

const shopPage = `<h1>Shop</h1><p id="text">A text that is long enough to be copied.</p>
  <form><button type="button" id="more">+</button></form><input id="field">
  <div style="height:3000px"></div><p id="far">Far below</p><div style="height:1000px"></div>`;

/** The part is at work once it hears of pages that scripts make. */
const isAtWork = () => Object.hasOwn(history, "pushState");

async function waitingFor(trigger: Trigger, layout = "bar"): Promise<PartPage> {
  const part = await openPart(browser, script, {
    body: offerHtml(trigger, layout) + shopPage,
    isTimed: true,
  });
  await part.page.waitForFunction(isAtWork);
  return part;
}

const offerOn = ({ page }: PartPage) => page.locator(".ew-offer");
const triggered = [{ name: "ew_triggered", params: { rule: "r", variant: "a" } }];

async function expectWaiting(part: PartPage): Promise<void> {
  expect([await offerOn(part).isVisible(), await part.tracked()]).toEqual([false, []]);
}

async function expectShown(part: PartPage): Promise<void> {
  await part.page.clock.runFor(1000);
  await expect.poll(() => offerOn(part).isVisible()).toBe(true);
  expect([await part.tracked(), part.complaints]).toEqual([triggered, []]);
}

const second = 1000;

describe("an offer that waits", () => {
  it("for time on the page is shown after it, and time in the background does not count", async () => {
    const part = await waitingFor({ type: "dwell", seconds: 30 });
    await part.page.clock.runFor(20 * second);
    await part.show(false);
    await part.page.clock.runFor(60 * second);
    await part.show(true);
    await part.page.clock.runFor(9 * second);
    await expectWaiting(part);
    await part.page.clock.runFor(1.5 * second);
    await expectShown(part);
    await part.page.clock.runFor(60 * second);
    expect(await part.tracked()).toEqual(triggered);
  });

  it("for the pointer to leave is shown when it does so at the top, and not at the side", async () => {
    const part = await waitingFor({ type: "exitIntent" });
    const leaveAt = (clientY: number) =>
      part.page.evaluate(
        (y) => document.documentElement.dispatchEvent(new MouseEvent("mouseleave", { clientY: y })),
        clientY,
      );
    await leaveAt(400);
    await expectWaiting(part);
    await leaveAt(-2);
    await expectShown(part);
  });

  it("for an element is shown once half of that is seen, though a script makes it later", async () => {
    const part = await waitingFor({ type: "elementSeen", selector: ".late" });
    await part.page.evaluate(() => {
      const late = document.createElement("p");
      late.className = "late";
      late.textContent = "Here";
      document.getElementById("far")?.after(late);
    });
    await part.page.clock.runFor(second);
    await expectWaiting(part);
    await part.page.evaluate(() => document.querySelector(".late")?.scrollIntoView());
    await expectShown(part);
  });

  it("for a depth is shown once so much of the page was scrolled", async () => {
    const part = await waitingFor({ type: "scroll", percent: 50 });
    const scrollDown = async (share: number) => {
      await part.page.evaluate(
        (s) => scrollTo(0, document.documentElement.scrollHeight * s - innerHeight),
        share,
      );
      await part.page.waitForTimeout(100);
      await part.page.clock.runFor(second);
    };
    await scrollDown(0.4);
    await expectWaiting(part);
    await scrollDown(0.55);
    await expectShown(part);
  });

  it("for a depth does not take for it what scrolls in a page that needs no scrolling", async () => {
    const part = await openPart(browser, script, {
      body: `${offerHtml({ type: "scroll", percent: 50 })}<h1>Shop</h1>
        <div id="row" style="overflow:auto;height:100px"><div style="width:5000px;height:900px"></div></div>`,
      isTimed: true,
    });
    await part.page.waitForFunction(isAtWork);
    await part.page.evaluate(() => document.getElementById("row")?.scrollTo(800, 700));
    await part.page.waitForTimeout(100);
    await part.page.clock.runFor(second);
    await expectWaiting(part);
  });

  it("for a depth is shown also where the page scrolls in something that is as high as the window", async () => {
    const part = await openPart(browser, script, {
      body: `<style>body{margin:0}</style>${offerHtml({ type: "scroll", percent: 50 })}
        <main style="overflow:auto;height:100vh"><div style="height:4000px">Shop</div></main>`,
      isTimed: true,
    });
    await part.page.waitForFunction(isAtWork);
    const scrollTo = async (top: number) => {
      await part.page.evaluate((px) => document.querySelector("main")?.scrollTo(0, px), top);
      await part.page.waitForTimeout(100);
      await part.page.clock.runFor(second);
    };
    await scrollTo(500);
    await expectWaiting(part);
    await scrollTo(1300);
    await expectShown(part);
  });

  it("for rest is shown when nothing was done for so long", async () => {
    const part = await waitingFor({ type: "idle", seconds: 20 });
    await part.page.clock.runFor(15 * second);
    await part.page.keyboard.press("a");
    await part.page.clock.runFor(15 * second);
    await expectWaiting(part);
    await part.page.clock.runFor(6 * second);
    await expectShown(part);
  });

  it("for anger is shown after quick clicks at one spot, but not after those in a form", async () => {
    const part = await waitingFor({ type: "rageClick" });
    for (let click = 0; click < 6; click++) await part.page.locator("#more").click();
    await part.page.locator("#text").click({ clickCount: 3 });
    await expectWaiting(part);
    for (let click = 0; click < 4; click++)
      await part.page.locator("h1").click({ position: { x: 10 + click, y: 10 } });
    await expectShown(part);
  });

  it("for a copied text is shown when some is copied, and not when nothing is", async () => {
    const part = await waitingFor({ type: "copy" });
    const copy = () => part.page.evaluate(() => document.dispatchEvent(new ClipboardEvent("copy")));
    await copy();
    await expectWaiting(part);
    await part.page.evaluate(() =>
      getSelection()?.selectAllChildren(document.getElementById("text") as HTMLElement),
    );
    await copy();
    await expectShown(part);
  });

  it("for the cart to rest counts from the last time that it was touched, over pages", async () => {
    const part = await waitingFor({ type: "cartIdle", minutes: 10 });
    const minute = 60 * second;
    await part.page.clock.runFor(8 * minute);
    await part.record("add_to_cart");
    await part.page.clock.runFor(8 * minute);
    await part.page.goto(`${shopOrigin}/next`);
    await part.page.waitForFunction(isAtWork);
    await part.page.clock.runFor(1.5 * minute);
    await expectWaiting(part);
    await part.page.clock.runFor(minute);
    await expectShown(part);
  });
});

describe("an offer whose moment has come", () => {
  it.each(["bar", "banner", "card", "modal"])("as a %s moves nothing of the page", async (layout) => {
    const part = await waitingFor({ type: "dwell", seconds: 2 }, layout);
    const top = () => part.page.locator("h1").evaluate((heading) => heading.getBoundingClientRect().top);
    const before = await top();
    await part.page.clock.runFor(2 * second);
    await expectShown(part);
    expect(await top()).toBe(before);
    const inWindow = await offerOn(part).evaluate((offer) => {
      const { top: from, bottom } = offer.getBoundingClientRect();
      return from >= 0 && bottom <= innerHeight;
    });
    expect(inWindow).toBe(true);
  });

  it("as a modal takes no focus from whoever writes, and is closed by the Escape key", async () => {
    const part = await waitingFor({ type: "dwell", seconds: 2 }, "modal");
    await part.page.locator("#field").focus();
    await part.page.clock.runFor(2 * second);
    await expectShown(part);
    expect(await part.page.evaluate(() => document.activeElement?.id)).toBe("field");
    await part.page.keyboard.press("Escape");
    expect(await offerOn(part).isVisible()).toBe(false);
  });

  it.each(["h1", "#more"])(
    "as a modal is read out, without a button pressed, to who was on %s",
    async (where) => {
      const part = await waitingFor({ type: "dwell", seconds: 2 }, "modal");
      await part.page.locator(where).focus();
      await part.page.clock.runFor(2 * second);
      await expectShown(part);
      const dialog = part.page.getByRole("dialog", { name: "Offer of r", exact: true });
      const isFocused = () => dialog.evaluate((element) => element === document.activeElement);
      // The page behind it can be used, so it does not say that it cannot.
      expect([await isFocused(), await dialog.getAttribute("aria-modal")]).toEqual([true, null]);
      await part.page.keyboard.press("Enter");
      expect(await dialog.isVisible()).toBe(true);
      await part.page.keyboard.press("Tab");
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      await part.page.keyboard.press("Escape");
      expect(await dialog.isVisible()).toBe(false);
    },
  );

  it("waits as a modal until another one is closed", async () => {
    const part = await openPart(browser, script, {
      body:
        offerHtml({ type: "dwell", seconds: 2 }, "modal", "first") +
        offerHtml({ type: "dwell", seconds: 3 }, "modal", "second"),
      isTimed: true,
    });
    await part.page.waitForFunction(isAtWork);
    await part.page.clock.runFor(5 * second);
    const shown = () => part.page.locator(".ew-offer:visible .ew-headline").allTextContents();
    expect(await shown()).toEqual(["Offer of first"]);
    // As the snippet does with what is dismissed.
    await part.page.evaluate(() => document.querySelector("dialog[open]")?.remove());
    await part.page.waitForTimeout(50);
    await part.page.clock.runFor(second);
    expect(await shown()).toEqual(["Offer of second"]);
    expect((await part.tracked()).map(({ params }) => params["rule"])).toEqual(["first", "second"]);
  });

  it("is shown at once, and not told of again, where the page lost it and it was put back", async () => {
    const part = await waitingFor({ type: "dwell", seconds: 2 });
    await part.page.clock.runFor(2 * second);
    await expectShown(part);
    await part.page.evaluate(
      (html) => {
        document.querySelector(".ew-offer")?.remove();
        document.body.insertAdjacentHTML("afterbegin", html);
      },
      offerHtml({ type: "dwell", seconds: 2 }),
    );
    await part.page.waitForTimeout(50);
    await expectShown(part);
  });

  it("is not told of, nor spent, where its place is not shown, and comes once it is", async () => {
    const trigger: Trigger = { type: "dwell", seconds: 2 };
    const part = await openPart(browser, script, {
      body: `<div id="menu" style="display:none">${offerHtml(trigger)}</div>${shopPage}`,
      isTimed: true,
    });
    await part.page.waitForFunction(isAtWork);
    await part.page.clock.runFor(5 * second);
    await expectWaiting(part);
    await part.page.evaluate(() => {
      document.getElementById("menu")?.removeAttribute("style");
      document.body.append("More");
    });
    await part.page.waitForTimeout(50);
    await expectShown(part);
  });

  it("adds nothing to what the snippet tells it, however many pages a script makes", async () => {
    const part = await waitingFor({ type: "cartIdle", minutes: 10 });
    const heard = () => part.page.evaluate(() => (window as never)["said"]["handlers"]["length"] as number);
    const before = await heard();
    for (let next = 0; next < 5; next++) {
      await part.page.evaluate((number) => history.pushState(null, "", `/${number}`), next);
      await part.page.waitForTimeout(20);
      await part.page.clock.runFor(2 * second);
    }
    expect(await heard()).toBe(before);
  });

  it("waits anew on the next page that a script makes", async () => {
    const part = await waitingFor({ type: "dwell", seconds: 2 });
    await part.page.clock.runFor(2 * second);
    await expectShown(part);
    await part.page.evaluate(
      (html) => {
        history.pushState(null, "", "/next");
        document.querySelector(".ew-offer")?.remove();
        document.body.insertAdjacentHTML("afterbegin", html);
      },
      offerHtml({ type: "dwell", seconds: 5 }),
    );
    await part.page.clock.runFor(4 * second);
    expect(await offerOn(part).isVisible()).toBe(false);
    await part.page.clock.runFor(3 * second);
    expect([await offerOn(part).isVisible(), (await part.tracked()).length]).toEqual([true, 2]);
  });
});

describe("an offer that somebody is not shown, so that its effect can be measured", () => {
  const missed = (changes: Partial<MissedOffer> = {}): MissedOffer => ({
    rule: "r",
    variant: "held-out",
    trigger: { type: "dwell", seconds: 2 },
    place: "body",
    isDialog: false,
    ...changes,
  });
  const would = [{ name: "ew_exposed", params: { rule: "r", variant: "held-out" } }];
  async function missing(offers: MissedOffer[], body = shopPage): Promise<PartPage> {
    const head = `<script data-missed='${JSON.stringify(offers)}'></script>`;
    const part = await openPart(browser, script, { body, head, isTimed: true });
    await part.page.waitForFunction(isAtWork);
    return part;
  }

  it("is told of once, when its moment comes, and nothing is shown", async () => {
    const part = await missing([missed(), missed({ place: "h1" })]);
    const before = await part.page.content();
    await part.page.clock.runFor(second);
    expect(await part.tracked()).toEqual([]);
    await part.page.clock.runFor(10 * second);
    expect([await part.tracked(), await part.page.content(), part.complaints]).toEqual([would, before, []]);
  });

  it("is told of for nothing where its place is not shown, or cannot be found, until it is", async () => {
    const hidden = `<div id="menu" style="display:none"><p>Menu</p></div>${shopPage}`;
    const part = await missing([missed({ place: ":nothing(" }), missed({ place: "#menu" })], hidden);
    await part.page.clock.runFor(5 * second);
    expect(await part.tracked()).toEqual([]);
    await part.page.evaluate(() => {
      document.getElementById("menu")?.removeAttribute("style");
      document.body.append("More");
    });
    await part.page.waitForTimeout(50);
    await part.page.clock.runFor(second);
    expect([await part.tracked(), part.complaints]).toEqual([would, []]);
  });

  it("waits as a dialog until another one is closed, as those wait who are shown it", async () => {
    const other = offerHtml({ type: "dwell", seconds: 1 }, "modal", "other");
    const part = await missing([missed({ isDialog: true })], other + shopPage);
    await part.page.clock.runFor(5 * second);
    expect((await part.tracked()).map(({ name }) => name)).toEqual(["ew_triggered"]);
    await part.page.evaluate(() => document.querySelector("dialog[open]")?.remove());
    await part.page.waitForTimeout(50);
    await part.page.clock.runFor(second);
    expect((await part.tracked()).slice(1)).toEqual(would);
  });

  it("is of one page: on the next that a script makes others are missed, or none", async () => {
    const part = await missing([missed({ trigger: { type: "dwell", seconds: 5 } })]);
    await part.page.evaluate(() => history.pushState(null, "", "/next"));
    await part.page.clock.runFor(10 * second);
    expect(await part.tracked()).toEqual([]);
    await part.page.evaluate(
      (offers) => (window as unknown as { edgewise: Edgewise }).edgewise.miss?.(offers),
      [missed()],
    );
    await part.page.clock.runFor(3 * second);
    expect(await part.tracked()).toEqual(would);
  });
});

describe("a shopper without a pointer", () => {
  it("is about to leave when they come back from another tab, and not from another page of the shop's", async () => {
    const shop = await openShop(await builtScripts(["s.js", "trigger.js"]));
    shop.parts = "trigger";
    shop.pages.set("/", shopPageOf("Home", offerHtml({ type: "exitIntent" }) + "<h1>Home</h1>"));
    const whole = await openWholeBrowser();
    onTestFinished(() => whole.close());
    const context = await whole.newContext({ hasTouch: true, isMobile: true });
    const page = await context.newPage();
    // Chromium does not keep a page that has just said how long it was looked at.
    await page.addInitScript("document.hasFocus = () => false");
    await page.goto(shop.origin + "/");
    await page.waitForLoadState("networkidle");
    await page.evaluate("window.kept = true");
    await until(() => shop.accepted().length > 0);
    await page.waitForTimeout(500);
    await page.goto(shop.origin + "/next");
    await page.waitForTimeout(500);
    await page.goBack({ waitUntil: "commit" });
    await expect.poll(() => page.evaluate("window.kept")).toBe(true);
    await page.waitForTimeout(700);
    const offer = page.locator(".ew-offer");
    expect(await offer.isVisible()).toBe(false);
    await page.evaluate(() => {
      let state = "hidden";
      Object.defineProperty(document, "visibilityState", { get: () => state });
      const say = () => document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
      say();
      state = "visible";
      say();
    });
    await expect.poll(() => offer.isVisible()).toBe(true);
    await context.close();
    await shop.stop();
  });
});
