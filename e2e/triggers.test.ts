import type { Browser, Locator, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Rule } from "../model/rule.ts";
import { offerWith } from "../model/testing/offer.ts";
import type { Trigger } from "../model/trigger.ts";
import { apartHost, startApart } from "./testing/apart.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { layoutShift } from "./testing/layout-shift.ts";
import { type Origin, page as shopPage, startOrigin } from "./testing/origin.ts";

const html = `<!doctype html><html><head><meta charset="utf-8"><title>Shop</title></head><body><h1>Shop</h1>
  <p id="text">Lipsticks and more</p><a href="#reviews">To the reviews</a><svg width="1" height="2000"></svg><p id="reviews">Reviews</p></body></html>`;

/** By page: what its offer waits for, and how it looks. */
const waiting: Record<string, [Trigger, string]> = {
  "/leaving": [{ type: "exitIntent" }, "modal"],
  "/strict": [{ type: "dwell", seconds: 1 }, "card"],
  "/nonce": [{ type: "dwell", seconds: 1 }, "card"],
  "/later": [{ type: "dwell", seconds: 8 }, "bar"],
  "/seen": [{ type: "elementSeen", selector: "#reviews" }, "banner"],
  "/tested": [{ type: "exitIntent" }, "modal"],
};

let origin: Origin;
/** The same pages on a host that Edgewise does not stand before, with the snippet pasted into them. */
let apart: Origin;
let edge: Edge;
let browser: Browser;

beforeAll(async () => {
  const policies: Record<string, string> = {
    "/strict": "script-src 'self'; style-src 'self'",
    "/nonce": "script-src 'self'; style-src 'nonce-c2VjcmV0'",
  };
  const pages = Object.keys(waiting).map((path) => {
    const policy = policies[path];
    const body =
      path === "/nonce" ? html.replace("<h1", '<style nonce="c2VjcmV0">h1 { margin: 0 }</style><h1') : html;
    return [path, shopPage(body, policy ? { "content-security-policy": policy } : {})] as const;
  });
  origin = await startOrigin({
    ...Object.fromEntries(pages),
    "/favicon.ico": (_request, response) => response.writeHead(204).end(),
  });
  apart = await startApart(origin.url, () => edge, "apply");
  const rules = Object.entries(waiting).map(([path, [trigger]]) => {
    const id = path.slice(1);
    const changes = [{ type: "insertOffer", placement: "top", offer: id }];
    return v.parse(Rule, {
      id,
      name: id,
      on: true,
      pages: [path],
      condition: {},
      priority: 10,
      trigger,
      caps: id === "seen" ? [{ times: 1, per: "session" }] : [],
      variants: [{ id: "a", changes }, ...(id === "tested" ? [{ id: "control", changes: [] }] : [])],
    });
  });
  const offers = Object.entries(waiting).map(([path, [, layout]]) =>
    offerWith({ id: path.slice(1), layout, headline: "Stay a little", dismissible: true }),
  );
  [edge, browser] = await Promise.all([
    startEdge({
      origin: origin.url,
      site: { snippetHosts: [apartHost] },
      configuration: {
        rules,
        offers,
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

const ways = {
  inserted: () => `http://${shopHost}:${edge.port}`,
  pasted: () => apart.url,
};
type Way = keyof typeof ways;

/** A shopper on a page, and what the page has said of its offer. */
async function shopperOn(path: string, way: Way = "inserted") {
  const visitor = await newVisitor(browser);
  const said: string[] = [];
  const variants: unknown[] = [];
  visitor.page.on("request", (request) => {
    if (!/\/_ew\/e(\?|$)/.test(request.url())) return;
    const { events } = JSON.parse(request.postData() ?? "{}") as {
      events: { name: string; params: { variant?: unknown } }[];
    };
    for (const { name, params } of events) {
      if (!name.startsWith("ew_")) continue;
      said.push(name);
      variants.push(params.variant);
    }
  });
  await visitor.page.goto(ways[way]() + path);
  await visitor.page.waitForLoadState("networkidle");
  return { ...visitor, said, variants };
}

const offerOn = (page: Page) => page.locator(".ew-offer");
const patiently = { timeout: 12_000, interval: 200 };

describe("an offer that waits on the shop's page", () => {
  it.for<Way>(["inserted", "pasted"])(
    "comes when the pointer leaves, is read out and counted as seen, and closes with the Escape key, which gives the focus back, where the snippet is %s",
    async (way) => {
      const { page, said, complaints, context } = await shopperOn("/leaving", way);
      const link = page.getByRole("link");
      const hasFocus = (of: Locator) => of.evaluate((element) => element === document.activeElement);
      await link.focus();
      await page.mouse.move(300, 300);
      await page.waitForTimeout(1500);
      expect([await offerOn(page).isVisible(), said]).toEqual([false, []]);
      await page.mouse.move(300, -5);
      await expect.poll(() => offerOn(page).isVisible(), patiently).toBe(true);
      expect(await hasFocus(page.getByRole("dialog", { name: "Stay a little" }))).toBe(true);
      await expect.poll(() => said, patiently).toEqual(["ew_triggered", "ew_exposed"]);
      await page.keyboard.press("Escape");
      await expect.poll(() => said, patiently).toEqual(["ew_triggered", "ew_exposed", "ew_dismissed"]);
      expect([await offerOn(page).count(), await hasFocus(link)]).toEqual([0, true]);
      await page.reload();
      expect([await offerOn(page).count(), complaints]).toEqual([0, []]);
      await context.close();
    },
  );

  it("is missed by its control at the moment that the others are shown it, which is told of them, too", async () => {
    const found = new Set<unknown>();
    while (found.size < 2) {
      const { page, said, variants, complaints, context } = await shopperOn("/tested");
      const isShown = (await offerOn(page).count()) > 0;
      expect(said).toEqual([]);
      await page.mouse.move(300, 300);
      await page.mouse.move(300, -5);
      await expect.poll(() => said, patiently).not.toEqual([]);
      expect([said[0], variants[0]]).toEqual(isShown ? ["ew_triggered", "a"] : ["ew_exposed", "control"]);
      expect([await offerOn(page).count(), complaints]).toEqual([isShown ? 1 : 0, []]);
      found.add(isShown);
      await context.close();
    }
  });

  it("is not taken for one that the shop's scripts have undone, however late it comes, and moves nothing", async () => {
    const { page, said, context } = await shopperOn("/later");
    await expect.poll(() => offerOn(page).isVisible(), patiently).toBe(true);
    await expect.poll(() => said, patiently).toEqual(["ew_triggered", "ew_exposed"]);
    expect(await layoutShift(page)).toBe(0);
    await context.close();
  });

  it("comes where it can be seen, wherever on the page it stands, and counts for its cap then", async () => {
    const { page, said, context } = await shopperOn("/seen");
    await page.reload();
    await page.waitForLoadState("networkidle");
    expect(await offerOn(page).count()).toBe(1);
    await page.locator("#reviews").scrollIntoViewIfNeeded();
    await expect.poll(() => said, patiently).toEqual(["ew_triggered", "ew_exposed"]);
    await page.reload();
    expect(await offerOn(page).count()).toBe(0);
    await context.close();
  });

  it.for<[path: string, way: Way]>([
    ["/strict", "inserted"],
    ["/strict", "pasted"],
    ["/nonce", "pasted"],
  ])("has its look on a page with a strict policy, %s where the snippet is %s", async ([path, way]) => {
    const { page, complaints, context } = await shopperOn(path, way);
    await expect.poll(() => offerOn(page).isVisible(), patiently).toBe(true);
    const position = await offerOn(page).evaluate((offer) => getComputedStyle(offer).position);
    expect([position, complaints]).toEqual(["fixed", []]);
    await context.close();
  });

  it("waits for nothing that is not there: the page without scripts is whole", async () => {
    const { context, page } = await newVisitor(browser, false);
    await page.goto(`http://${shopHost}:${edge.port}/seen`);
    expect([await offerOn(page).isVisible(), await page.locator("h1").textContent()]).toEqual([
      false,
      "Shop",
    ]);
    await context.close();
  });
});
