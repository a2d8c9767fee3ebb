import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Rule } from "../model/rule.ts";
import { offerWith } from "../model/testing/offer.ts";
import { builtScripts } from "../snippet/testing/built-scripts.ts";
import { apartHost, startApart } from "./testing/apart.ts";
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
/** The same pages on a host that Edgewise does not stand before, with the snippet pasted into them. */
let apart: Origin;
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
  apart = await startApart(origin.url, () => edge, "apply platform vitals");
  const offer = [{ type: "insertOffer", placement: "top", offer: "stay" }];
  const rule = { on: true, pages: ["/*"], condition: {}, priority: 10 };
  const trigger = { type: "copy" };
  const changes = [{ type: "setText", selector: "#text", text: "Made for you" }];
  [edge, browser] = await Promise.all([
    startEdge({
      origin: origin.url,
      // With every part of the snippet that there is for a page.
      site: { platform: "shopify", vitals: true, snippetHosts: [apartHost] },
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
  await apart?.close();
  await origin?.close();
});

/**
 * Notes in `noted.wrong` what our scripts do on a page that is none of their business, by where the call came from: stand in
 * the way of events, ask for the layout while the page scrolls, keep an event before the browser is idle. In `noted.heard` stands
 * where they were seen at work, in `noted.longestMs` how long they held up the browser at one time.
 */
const watch = `window.noted = { wrong: [], heard: new Set(), longestMs: 0 };
  const { wrong, heard } = noted;
  const isOurs = () => /\\/_ew\\//.test(Error().stack);
  for (const name of ["preventDefault", "stopPropagation", "stopImmediatePropagation"]) {
    const original = Event.prototype[name];
    Event.prototype[name] = function () { if (isOurs()) wrong.push(name); return original.call(this); };
  }
  let doing;
  const during = (what, work) => (...all) => {
    doing = what;
    heard.add(what);
    try { return work(...all); } finally { doing = undefined; }
  };
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, work, options) {
    if (!isOurs()) return addEventListener.call(this, type, work, options);
    if (/^(touch|wheel|mousewheel|scroll)/.test(type) && !options?.passive) wrong.push(type);
    return addEventListener.call(this, type, type == "scroll" ? during(type, work) : work, options);
  };
  const { requestIdleCallback } = window;
  window.requestIdleCallback = (work, options) => requestIdleCallback(during("idle", work), options);
  const reads = [
    [window, ["scrollX", "scrollY", "pageYOffset", "innerHeight", "innerWidth", "getComputedStyle"]],
    [Document.prototype, ["elementFromPoint", "scrollingElement"]],
    [Element.prototype, ["clientHeight", "clientWidth", "scrollHeight", "scrollTop", "scrollWidth", "getBoundingClientRect",
      "getClientRects", "checkVisibility"]],
    [HTMLElement.prototype, ["offsetHeight", "offsetWidth", "offsetTop", "offsetParent", "innerText"]],
  ];
  for (const [object, names] of reads)
    for (const name of names) {
      const known = Object.getOwnPropertyDescriptor(object, name);
      const kind = known.get ? "get" : "value";
      const original = known[kind];
      Object.defineProperty(object, name, {
        ...known,
        [kind](...all) {
          if (doing) heard.add(name + " in " + doing);
          if (doing == "scroll") wrong.push(name);
          return original.apply(this, all);
        },
      });
    }
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...all) {
    if (doing != "idle" && isOurs()) wrong.push("open");
    heard.add("open in " + doing);
    return open.apply(this, all);
  };
  // https://developer.mozilla.org/docs/Web/API/PerformanceLongAnimationFrameTiming
  new PerformanceObserver((list) => {
    for (const { scripts } of list.getEntries())
      for (const { sourceURL, duration } of scripts)
        if (sourceURL.includes("/_ew/")) noted.longestMs = Math.max(noted.longestMs, duration);
  }).observe({ type: "long-animation-frame", buffered: true });`;

const ways = {
  inserted: () => `http://${shopHost}:${edge.port}`,
  pasted: () => apart.url,
};
type Way = keyof typeof ways;

/** A shopper on a page, and the events that the edge took of it, by name. */
async function shopperOn(path: string, way: Way = "inserted", before?: (page: Page) => Promise<unknown>) {
  const visitor = await newVisitor(browser);
  const taken = new Map<string, string>();
  visitor.page.on("response", (response) => {
    if (!/\/_ew\/e(\?|$)/.test(response.url()) || response.status() !== 202) return;
    const body = JSON.parse(response.request().postData() ?? "{}") as {
      events: { id: string; name: string }[];
    };
    for (const { id, name } of body.events) taken.set(id, name);
  });
  await before?.(visitor.page);
  await visitor.page.goto(ways[way]() + path);
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

/** How long the page of a shopper waits after each of five failures, in ms; here, no second lasts longer than 10 ms. */
async function waitsOfShopper(): Promise<number[]> {
  const { page, context } = await newVisitor(browser);
  await page.route("**/_ew/e", (route) => route.fulfill({ status: 503 }));
  await page.addInitScript(() => {
    const waits: number[] = [];
    const original = window.setTimeout.bind(window);
    Object.assign(window, {
      waits,
      setTimeout(work: () => void, ms: number) {
        // Only what is left to chance is no whole number.
        const isWait = ms % 1 > 0 && /_ew.s\.js/.test(String(Error().stack));
        if (isWait) waits.push(ms);
        return original(work, isWait ? ms / 100 : ms);
      },
    });
  });
  await page.goto(`http://${shopHost}:${edge.port}/plain`);
  await page.waitForFunction("waits.length >= 5");
  const waits = await page.evaluate<number[]>("waits.slice(0, 5)");
  await context.close();
  return waits;
}

describe("on the shop's page, the snippet with all of its parts", () => {
  it.for<Way>(["inserted", "pasted"])(
    "leaves nothing behind but window.edgewise, moves nothing, stands in nobody's way, and works when the browser is idle, %s",
    async (way) => {
      const globals = (page: Page) => page.evaluate(() => Object.getOwnPropertyNames(window));
      const { context, page: bare } = await newVisitor(browser);
      await bare.goto(origin.url + "/plain");
      const before = new Set(await globals(bare));
      await context.close();

      const shopper = await shopperOn("/plain", way, (page) => page.addInitScript({ content: watch }));
      const { page, names, complaints } = shopper;
      await page.waitForLoadState("networkidle");
      const longestMs = await page.evaluate<number>("noted.longestMs");
      await page.reload({ waitUntil: "networkidle" });
      // A task is long from 50 ms on; a machine that is busy with others makes any long, but not each time.
      expect(Math.min(longestMs, await page.evaluate<number>("noted.longestMs"))).toBeLessThan(50);
      await use(page);
      await expect.poll(names, patiently).toContain("ew_exposed");
      const after = (await globals(page)).filter((name) => !before.has(name));
      // The first is this test's.
      expect(after.filter((name) => name !== "noted")).toEqual(["edgewise"]);
      expect(await page.evaluate("noted.wrong")).toEqual([]);
      expect(await page.evaluate("[...noted.heard]")).toEqual(
        expect.arrayContaining(["scroll", "scrollHeight in idle", "open in idle"]),
      );
      expect(await layoutShift(page)).toBe(0);
      expect(complaints).toEqual([]);
      await shopper.context.close();
    },
  );

  it("makes no name on the page by any of its scripts, also where it stays a while before consent or covers a page", async () => {
    const files = ["s", "c", "cover", "keep", "offer", "debug", "edit", "trigger", "platform", "vitals"];
    const built = await builtScripts(files.map((file) => `${file}.js`));
    const made: Record<string, string[]> = {};
    for (const [file, content] of Object.entries(built)) {
      const { context, page } = await newVisitor(browser);
      await page.goto(origin.url + "/plain");
      made[file] = await page.evaluate((script) => {
        const before = new Set(Object.getOwnPropertyNames(window));
        const tag = document.createElement("script");
        tag.text = script;
        document.head.append(tag);
        return Object.getOwnPropertyNames(window).filter((name) => !before.has(name) && name !== "edgewise");
      }, content);
      await context.close();
    }
    expect(made).toEqual(Object.fromEntries(Object.keys(built).map((file) => [file, []])));
  });

  const odd = ["/strict", ...Object.keys(scripts).map((name) => `/${name}`)];
  // What is pasted comes from another host, and keeps who the visitor is by itself.
  const oddAndPasted = ["/no-storage", "/polluted"];
  it.for<[path: string, way: Way]>([
    ...odd.map((path): [string, Way] => [path, "inserted"]),
    ...oddAndPasted.map((path): [string, Way] => [path, "pasted"]),
  ])("works all the same, without a word of complaint, on %s, %s", async ([path, way]) => {
    const { page, names, complaints, context } = await shopperOn(path, way);
    await page.waitForLoadState("networkidle");
    await use(page);
    await page.evaluate("edgewise.track('own_event', { list: [1], text: 'x' })");
    await expect
      .poll(names, patiently)
      .toEqual(expect.arrayContaining(["ew_exposed", "ew_triggered", "own_event", "page_view"]));
    expect([count(names(), "page_view"), complaints]).toEqual([1, []]);
    await context.close();
  });

  it("waits longer each time the server cannot take what it says, and no two browsers for as long", async () => {
    const waits = await Promise.all([waitsOfShopper(), waitsOfShopper()]);
    for (const each of waits) {
      const growth = each.map((wait, index) => wait / (each[index - 1] ?? 600));
      expect(Math.min(...growth)).toBeGreaterThanOrEqual(1.5);
      expect(Math.max(...growth)).toBeLessThan(2.5);
    }
    expect(new Set(waits.flat()).size).toBe(10);
  });

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
    const { page, names, context } = await shopperOn("/plain", "inserted", (opened) =>
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
