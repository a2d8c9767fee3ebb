import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Offer } from "../model/offer.ts";
import { offerLayouts } from "../model/offer/offer-layouts.ts";
import { Rule } from "../model/rule.ts";
import { openBrowser } from "./testing/browser.ts";
import { layoutShift } from "./testing/layout-shift.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const long = "Your code is in the cart already, and it is good until Sunday for everything but gift cards. ";

const shop = (colours: string, head = "") =>
  `<!doctype html><html lang="en"><head><title>Shop</title><meta name="viewport" content="width=device-width">` +
  `<style>body{margin:0;font:16px/1.5 sans-serif;${colours}}</style>${head}</head><body><main><h1>Lipsticks</h1>` +
  `<p id="text">Free delivery from 35 euros.</p><div id="here"></div><form action="/sent" id="form"><label>Search <input name="q"></label></form>` +
  `<p><a id="behind" href="/behind">A link</a></p></main></body></html>`;
const light = "background:#fff;color:#222";
const dark = "background:#141414;color:#eee;color-scheme:dark";

let origin: Origin;
let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  const pages = offerLayouts.flatMap((layout) => [
    [`/${layout}`, page(shop(light))] as const,
    [`/${layout}-dark`, page(shop(dark))] as const,
  ]);
  origin = await startOrigin({
    ...Object.fromEntries(pages),
    "/modal-strict": page(shop(light), {
      "content-security-policy": "default-src 'none'; form-action 'none'",
    }),
    "/favicon.ico": page(""),
  });
  const offers = offerLayouts.map((layout) =>
    v.parse(Offer, {
      id: layout,
      name: layout,
      layout,
      headline: "Welcome: 10 % off your first order",
      // A word that is wider than a phone is broken.
      text: layout === "inline" ? "" : `${"Kosmetik".repeat(8)} ${long}`,
      button: { label: "See what is new", link: "/new" },
    }),
  );
  const rules = offerLayouts.map((layout) =>
    v.parse(Rule, {
      id: layout,
      name: layout,
      on: true,
      pages: [`/${layout}`, `/${layout}-dark`, `/${layout}-strict`],
      condition: {},
      priority: 1,
      variants: [
        {
          id: "a",
          changes: [{ type: "insertOffer", offer: layout, placement: layout === "inline" ? "text" : "here" }],
        },
      ],
    }),
  );
  const placements = [
    { id: "here", name: "Here", selector: "#here", position: "start" as const },
    { id: "text", name: "In the text", selector: "#text", position: "end" as const },
  ];
  [edge, browser] = await Promise.all([
    startEdge({
      origin: origin.url,
      site: { accent: "#ffd500" },
      configuration: { rules, offers, placements },
    }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

const address = (path: string) => `http://${shopHost}:${edge.port}${path}`;

async function opened(path: string, { width = 360, height = 640, scripts = true } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: scripts });
  const tab = await context.newPage();
  await tab.goto(address(path));
  return tab;
}

/** What axe finds against WCAG 2.2 AA, as `rule: element`. */
async function violations(tab: Page): Promise<string[]> {
  await tab.evaluate(axe);
  return tab.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await tool.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

describe.each(offerLayouts)("an offer that is laid out as %s", (layout) => {
  it.each([
    [360, ""],
    [768, "-dark"],
    [1440, ""],
  ])("fits a window of %d pixels, can be read by everybody, and moves nothing", async (width, shade) => {
    const tab = await opened(`/${layout}${shade}`, { width });
    // Colours are measured where they end, not on the way.
    await tab.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
    expect(await violations(tab)).toEqual([]);
    const { offer, inner } = await tab.evaluate(() => ({
      offer: document.querySelector(".ew-offer")?.getBoundingClientRect(),
      inner: { width: innerWidth, scroll: document.documentElement.scrollWidth },
    }));
    expect(inner.scroll).toBe(width);
    expect(offer?.left).toBeGreaterThanOrEqual(0);
    expect(offer?.right).toBeLessThanOrEqual(width);
    await tab.getByRole("button", { name: "Close" }).waitFor();
    expect(await layoutShift(tab)).toBe(0);
  });
});

describe("an offer in the shop's own text", () => {
  it("is a part of its line, and leaves the paragraph whole", async () => {
    const tab = await opened("/inline", { width: 1440 });
    const text = tab.locator("#text");
    expect(await text.innerText()).toMatch(
      /^Free delivery from 35 euros\. Welcome: 10 % off your first order See what is new/,
    );
    expect((await text.boundingBox())?.height).toBe(24);
    await tab.getByRole("button", { name: "Close" }).click();
    expect(await tab.locator(".ew-offer").count()).toBe(0);
  });
});

describe("an offer over the page", () => {
  it("closes without scripts, and the page goes on where it was", async () => {
    const tab = await opened("/modal", { scripts: false });
    const dialog = tab.getByRole("dialog", { name: "Welcome: 10 % off your first order" });
    expect(await dialog.isVisible()).toBe(true);
    await tab.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(tab.url()).toBe(address("/modal"));
  });

  it.each(["button", "Escape"])("tells Edgewise which rule's offer was closed, by the %s", async (way) => {
    const tab = await opened("/modal");
    // By then, the part that tells of it is there.
    await tab.waitForLoadState("networkidle");
    const told = tab.waitForRequest((request) => (request.postData() ?? "").includes("ew_dismissed"));
    if (way === "Escape") await tab.keyboard.press("Escape");
    else await tab.getByRole("button", { name: "Close" }).click();
    expect((await told).postData()).toContain(`{"rule":"modal"}`);
    expect(await tab.locator(".ew-offer").count()).toBe(0);
    await (await told).response();
    await tab.reload();
    expect(await tab.locator(".ew-offer").count()).toBe(0);
  });

  it("comes in the order of the page for the keyboard, and takes nothing away from it", async () => {
    const tab = await opened("/modal");
    const focused: string[] = [];
    for (let presses = 0; presses < 5; presses += 1) {
      await tab.keyboard.press("Tab");
      focused.push(
        await tab.evaluate(() => {
          const { activeElement: at } = document;
          return at?.ariaLabel ?? at?.getAttribute("name") ?? at?.textContent ?? "";
        }),
      );
    }
    expect(focused.slice(0, 4)).toEqual(["See what is new", "Close", "q", "A link"]);
  });

  it("is never larger than the window, where its own words scroll", async () => {
    const tab = await opened("/modal", { width: 360, height: 260 });
    const box = (await tab.locator(".ew-offer").boundingBox())!;
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThanOrEqual(260);
    const close = (await tab.getByRole("button", { name: "Close" }).boundingBox())!;
    expect(close.y).toBeGreaterThanOrEqual(box.y);
    expect(close.width).toBeGreaterThanOrEqual(24);
  });

  it("does not keep shoppers from the page where styles and scripts are forbidden", async () => {
    const tab = await opened("/modal-strict", { width: 1440 });
    await tab.getByRole("button", { name: "Close" }).waitFor();
    await tab.locator("#behind").click();
    await expect.poll(() => tab.url()).toBe(address("/behind"));
  });
});
