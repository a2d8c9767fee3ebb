import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page, Route } from "playwright-core";
import * as v from "valibot";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Rule } from "../model/rule.ts";
import { openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { keptEvents } from "./testing/kept-events.ts";
import { type Origin, page as pageOf, startOrigin } from "./testing/origin.ts";
import { OwnBrowser } from "./testing/own-browser.ts";
import { Shopper } from "./testing/shopper.ts";
import { until } from "./testing/until.ts";

/** So often the shopper does something in each test; the page says whether that is what was counted. */
const many = 24;

function saying(id: string, text: string, count: object) {
  const variants = [{ id: "a", changes: [{ type: "setText", selector: "h1", text }] }];
  const condition = { $did: { event: "tick", count } };
  return v.parse(Rule, { id, name: id, on: true, pages: ["/*"], condition, priority: 1, variants });
}

let origin: Origin;
let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  const page = pageOf(
    "<!doctype html><html><head><title>Shop</title></head><body><h1>Fewer</h1></body></html>",
  );
  origin = await startOrigin({ "/": page, "/other": page });
  edge = await startEdge({
    origin: origin.url,
    configuration: {
      rules: [saying("all", "All, once", { $eq: many }), saying("more", "More", { $gt: many })],
    },
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

let context: BrowserContext;
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

const address = (path = "/") => `http://${shopHost}:${edge.port}${path}`;

async function open(from: BrowserContext, path = "/"): Promise<Page> {
  const tab = await from.newPage();
  await tab.goto(address(path), { waitUntil: "networkidle" });
  return tab;
}

/** The shopper does it so many times, at once, in tabs that share a queue of 200. */
async function tick(tab: Page, times: number): Promise<void> {
  await tab.evaluate(`for (let n = 0; n < ${times}; n++) edgewise.track("tick", { n })`);
}

/** Of what was done and not yet taken. */
async function keptTicks(tab: Page): Promise<number> {
  return (await keptEvents(tab)).filter(({ name }) => name === "tick").length;
}

/** What the page says, once nothing waits to be sent any more. */
async function said(tab: Page): Promise<string> {
  await until(async () => (await keptTicks(tab)) === 0);
  await tab.goto(address("/other"), { waitUntil: "networkidle" });
  return tab.locator("h1").innerText();
}

/** The events arrive, and the browser never hears of it. */
async function takeWithoutReply(route: Route): Promise<void> {
  const request = route.request();
  const { cookie = "" } = await request.allHeaders();
  const body = request.postData() ?? "";
  const { status } = await new Shopper(edge.port).ask("/_ew/e", {
    method: "POST",
    headers: { cookie },
    body,
  });
  expect(status).toBe(202);
}

/** The same, and the connection breaks, so that the browser tries again. */
async function takeAndBreakOff(route: Route): Promise<void> {
  await takeWithoutReply(route);
  await route.abort();
}

describe("what a shopper does is counted once", () => {
  it("though it is sent again and again, since no reply has come", async () => {
    const tab = await open(context);
    let lost = 0;
    await context.route("**/_ew/e", (route) => (++lost <= 2 ? takeAndBreakOff(route) : route.continue()));
    await tick(tab, many);
    expect(await said(tab)).toBe("All, once");
    expect(lost).toBeGreaterThan(2);
  });

  it("though what was done first arrives last", async () => {
    const tab = await open(context);
    const held: Route[] = [];
    await context.route("**/_ew/e", (route) => (held.length < 3 ? void held.push(route) : route.continue()));
    for (let batch = 0; batch < 3; batch++) {
      await tick(tab, many / 3);
      // Nothing waits for the batch before where a page may be about to go.
      await tab.evaluate(`dispatchEvent(new Event("online"))`);
      await until(async () => held.length === batch + 1);
    }
    for (const route of held.toReversed()) {
      await takeAndBreakOff(route);
      await sleep(50);
    }
    expect(await said(tab)).toBe("All, once");
  });

  it("in two tabs that send what both of them have in their queue", async () => {
    const tabs = [await open(context), await open(context, "/other")] as const;
    await context.route("**/_ew/e", (route) => route.abort());
    await Promise.all(tabs.map((tab) => tick(tab, many / 3)));
    await until(async () => (await keptTicks(tabs[0])) === (many * 2) / 3);
    // Two more take over what is there, and do something themselves.
    const later = [await open(context), await open(context, "/other")] as const;
    await tick(later[0], many / 3);
    await until(async () => (await keptTicks(tabs[0])) === many);
    await context.unroute("**/_ew/e");
    await Promise.all([...tabs, ...later].map((tab) => tab.evaluate(`dispatchEvent(new Event("online"))`)));
    // Of replies that come together, the browser may keep the cookie of an earlier one; the next reply has all again.
    await expect.poll(() => said(tabs[0]), { timeout: 10_000, interval: 500 }).toBe("All, once");
  });

  it("though the page crashes while its queue is full", async () => {
    const tab = await open(context);
    let arrived = 0;
    await context.route("**/_ew/e", (route) => (++arrived === 1 ? takeWithoutReply(route) : route.abort()));
    await tick(tab, many);
    await until(async () => arrived > 0 && (await keptTicks(tab)) === many);
    const crashed = tab.waitForEvent("crash");
    void tab.goto("chrome://crash").catch(() => undefined);
    await crashed;
    await tab.close();
    await context.unroute("**/_ew/e");
    expect(await said(await open(context))).toBe("All, once");
  });
});

describe("a browser of their own", () => {
  let own: OwnBrowser;
  beforeEach(() => {
    own = new OwnBrowser();
  });
  afterEach(() => own.remove());

  it("forgets nothing when it is killed while its queue is full, and counts nothing twice", async () => {
    const first = await own.start();
    await open(first);
    await own.close(first);

    const second = await own.start();
    const tab = await open(second);
    let arrived = 0;
    // Of half of it the server knows, and the browser does not know that it does.
    await second.route("**/_ew/e", (route) => (++arrived === 1 ? takeWithoutReply(route) : route.abort()));
    await tick(tab, many / 2);
    await until(async () => arrived > 0);
    await tick(tab, many / 2);
    await until(async () => (await keptTicks(tab)) === many);
    await own.kill();

    const third = await own.start();
    expect(await said(await open(third))).toBe("All, once");
  });
});
