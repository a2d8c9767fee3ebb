import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Rule } from "../model/rule.ts";
import { offerWith } from "../model/testing/offer.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { layoutShift } from "./testing/layout-shift.ts";
import { type Origin, page as shopPage, startOrigin } from "./testing/origin.ts";

const html = (
  head = "",
) => `<!doctype html><html><head><meta charset="utf-8"><title>Shop</title>${head}</head>
  <body><h1>Shop</h1><p id="text">Lipsticks and more</p><a href="/other">Other</a>
  <form action="/cart/add" method="post"><input name="quantity" value="1"><button type="button">Choose</button></form>
  <svg width="1" height="2000"></svg><p id="end">The end</p></body></html>`;

/** What shops do that makes scripts fail which do not expect it; by the name of the page. */
const scripts: Record<string, string> = {
  "no-databases": `Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("", "SecurityError"); } });`,
  "no-storage": `for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, { get() { throw new DOMException("", "SecurityError"); } });`,
  "full-storage": `Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
    const { put } = IDBObjectStore.prototype;
    // As where there is no room: known only once it was tried.
    IDBObjectStore.prototype.put = function (...all) {
      const request = put.apply(this, all);
      this.transaction.abort();
      return request;
    };`,
  "no-beacons": `Navigator.prototype.sendBeacon = () => { throw Error("Blocked"); };`,
  polluted: `Array.prototype.toJSON = function () { return "[" + this.join() + "]"; };
    Object.prototype.extend = function () {}; Array.prototype.last = function () {};
    Array.from = () => []; String.prototype.toJSON = function () { return "text"; };`,
  // Browsers from before 2022 have none.
  "no-idle-time": `delete window.requestIdleCallback;`,
};

const strict = {
  "content-security-policy":
    "script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
};

let origin: Origin;
let edge: Edge;
let browser: Browser;

beforeAll(async () => {
  const pages = Object.entries(scripts).map(
    ([name, script]) => [`/${name}`, shopPage(html(`<script>${script}</script>`))] as const,
  );
  origin = await startOrigin({
    ...Object.fromEntries(pages),
    "/plain": shopPage(html()),
    "/other": shopPage(html()),
    "/strict": shopPage(html(), strict),
    // The second comes when the first is at work: of two that come together, either may be the first.
    "/twice": shopPage(
      html(`<script>addEventListener("load", () => {
        document.head.append(Object.assign(document.createElement("script"), { src: "/_ew/s.js" }));
      })</script>`),
    ),
    "/favicon.ico": (_request, response) => response.writeHead(204).end(),
    "/cart.js": (_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end('{"currency":"EUR","items":[]}'),
  });
  const offer = [{ type: "insertOffer", placement: "top", offer: "stay" }];
  const rule = { on: true, pages: ["/*"], condition: {}, priority: 10 };
  const trigger = { type: "copy" };
  const changes = [{ type: "setText", selector: "#text", text: "Made for you" }];
  [edge, browser] = await Promise.all([
    startEdge({
      origin: origin.url,
      // With every part of the snippet that there is for a page.
      site: { platform: "shopify", vitals: true },
      configuration: {
        rules: [
          v.parse(Rule, {
            ...rule,
            id: "waiting",
            name: "Waiting",
            trigger,
            variants: [{ id: "a", changes: offer }],
          }),
          v.parse(Rule, { ...rule, id: "words", name: "Words", variants: [{ id: "a", changes }] }),
        ],
        offers: [offerWith({ id: "stay", headline: "Stay", dismissible: true })],
        placements: [{ id: "top", name: "Top", selector: "body", position: "start" }],
      },
    }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

/** Notes what our scripts do on a page that is none of their business: by where the call came from. */
const watch = `window.noted = [];
  const isOurs = () => /\\/_ew\\//.test(Error().stack);
  for (const name of ["preventDefault", "stopPropagation", "stopImmediatePropagation"]) {
    const original = Event.prototype[name];
    Event.prototype[name] = function () { if (isOurs()) noted.push(name); return original.call(this); };
  }
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, work, options) {
    if (isOurs() && /^(touch|wheel|mousewheel|scroll)/.test(type) && !options?.passive) noted.push(type);
    return addEventListener.call(this, type, work, options);
  };`;

/** A shopper on a page, and the events that the edge took of it, by name. */
async function shopperOn(path: string, before?: (page: Page) => Promise<unknown>) {
  const visitor = await newVisitor(browser);
  const taken = new Map<string, string>();
  visitor.page.on("response", (response) => {
    if (!response.url().endsWith("/_ew/e") || response.status() !== 202) return;
    const body = JSON.parse(response.request().postData() ?? "{}") as {
      events: { id: string; name: string }[];
    };
    for (const { id, name } of body.events) taken.set(id, name);
  });
  await before?.(visitor.page);
  await visitor.page.goto(`http://${shopHost}:${edge.port}${path}`);
  return { ...visitor, names: () => [...taken.values()].toSorted() };
}

const count = (names: string[], wanted: string) => names.filter((name) => name === wanted).length;
const patiently = { timeout: 12_000, interval: 200 };

/** What a shopper does on a page: each of it something that scripts like to meddle with. */
async function use(page: Page): Promise<void> {
  await page.locator("form button").click();
  await page.mouse.wheel(0, 800);
  await page.locator("form input").fill("2");
  // Until the part that waits for it has loaded.
  const copy = () =>
    page.evaluate(() => {
      getSelection()?.selectAllChildren(document.getElementById("text") as HTMLElement);
      document.dispatchEvent(new ClipboardEvent("copy"));
      return document.querySelector<HTMLElement>(".ew-offer")?.hidden;
    });
  await expect.poll(copy, patiently).toBe(false);
  await page.locator(".ew-offer").waitFor();
}

describe("on the shop's page, the snippet with all of its parts", () => {
  it("leaves nothing behind but window.edgewise, moves nothing, and stands in nobody's way", async () => {
    const globals = (page: Page) => page.evaluate(() => Object.getOwnPropertyNames(window));
    const { context, page: bare } = await newVisitor(browser);
    await bare.goto(origin.url + "/plain");
    const before = new Set(await globals(bare));
    await context.close();

    const shopper = await shopperOn("/plain", (page) => page.addInitScript({ content: watch }));
    const { page, names, complaints } = shopper;
    await page.waitForLoadState("networkidle");
    await use(page);
    await expect.poll(names, patiently).toContain("ew_exposed");
    const after = (await globals(page)).filter((name) => !before.has(name));
    // The first two are this test's.
    expect(after.filter((name) => !["noted", "isOurs"].includes(name))).toEqual(["edgewise"]);
    expect(await page.evaluate("noted")).toEqual([]);
    expect(await layoutShift(page)).toBe(0);
    expect(complaints).toEqual([]);
    await shopper.context.close();
  });

  it.each(["/strict", ...Object.keys(scripts).map((name) => `/${name}`)])(
    "works all the same, without a word of complaint, on %s",
    async (path) => {
      const { page, names, complaints, context } = await shopperOn(path);
      await page.waitForLoadState("networkidle");
      await use(page);
      await page.evaluate("edgewise.track('own_event', { list: [1], text: 'x' })");
      await expect
        .poll(names, patiently)
        .toEqual(expect.arrayContaining(["ew_exposed", "ew_triggered", "own_event", "page_view"]));
      expect([count(names(), "page_view"), complaints]).toEqual([1, []]);
      await context.close();
    },
  );

  it("counts once where two copies of it are on the page", async () => {
    const { page, names, complaints, context } = await shopperOn("/twice");
    await page.waitForLoadState("networkidle");
    await use(page);
    await expect.poll(names, patiently).toContain("ew_triggered");
    await page.waitForTimeout(1000);
    expect([count(names(), "page_view"), count(names(), "ew_triggered"), complaints]).toEqual([1, 1, []]);
    await context.close();
  });

  it("says nothing of a page that is only prerendered, until it is shown", async () => {
    const { page, names, context } = await shopperOn("/plain", (opened) =>
      opened.addInitScript(() => {
        Object.defineProperty(document, "prerendering", { get: () => !("isActivated" in window) });
      }),
    );
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(1000);
    expect(names()).toEqual([]);
    await page.evaluate(() => {
      Object.assign(window, { isActivated: true });
      document.dispatchEvent(new Event("prerenderingchange", { bubbles: true }));
    });
    await expect.poll(names, patiently).toContain("page_view");
    await context.close();
  });
});
