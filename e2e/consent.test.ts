import type { Browser, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { keptEvents } from "./testing/kept-events.ts";

const usual = "Colour that keeps its word";
const forLips = "Still choosing your lipstick?";

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  edge = await startDemo({ site: { consent: "asked" } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

interface Looking {
  page: Page;
  /** Paths of what went to Edgewise itself. */
  sent: string[];
  complaints: string[];
  open: (path: string) => Promise<void>;
  /** Opens the shop's first page until it was told that a rule was seen there, which is a second later. */
  openAndSee: () => Promise<void>;
  /** Names of cookies of ours. */
  cookies: () => Promise<string[]>;
  databases: () => Promise<string[]>;
  sends: (path: string, work: () => Promise<unknown>) => Promise<void>;
  title: () => Promise<string>;
}

async function look(): Promise<Looking> {
  const { page, context, complaints } = await newVisitor(browser);
  const sent: string[] = [];
  const ours = (request: Request) => new URL(request.url()).pathname.startsWith("/_ew/");
  page.on("request", (request) => void (ours(request) && sent.push(new URL(request.url()).pathname)));
  const open = async (path: string) => {
    await page.goto(`http://${shopHost}:${edge.port}${path}`, { waitUntil: "networkidle" });
  };
  return {
    page,
    sent,
    complaints,
    open,
    // An answer that is still under way would bring their cookie back until the next page.
    openAndSee: async () => {
      const told = page.waitForResponse((response) => /ew_exposed/.test(response.request().postData() ?? ""));
      await open("/");
      await told;
    },
    cookies: async () =>
      (await context.cookies()).map(({ name }) => name).filter((name) => name.startsWith("__Host-ew")),
    databases: () => page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))"),
    sends: async (path, work) => {
      const answered = page.waitForResponse((response) => new URL(response.url()).pathname === path);
      await work();
      await answered;
    },
    title: () => page.locator(".hero-title").innerText(),
  };
}

describe("a shopper on a site that asks for consent", () => {
  it("leaves no trace before they agree", async () => {
    const { open, page, sent, cookies, databases, complaints } = await look();
    await open("/products/signal-red-lipstick");
    await page.evaluate('edgewise.track("quiz_done")');
    await open("/");
    expect(new Set(sent)).toEqual(new Set(["/_ew/c.js"]));
    expect(await cookies()).toEqual([]);
    expect(await databases()).toEqual([]);
    expect(await page.evaluate("document.cookie.includes('ew')")).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("has a page of their own once they agreed, and is forgotten as soon as they do not any more", async () => {
    const { open, openAndSee, page, sent, sends, cookies, title } = await look();
    await open("/products/signal-red-lipstick");
    await sends("/_ew/e", () => page.evaluate('edgewise.consent("granted"); edgewise.track("quiz_done")'));
    expect(await cookies()).toEqual(["__Host-ew"]);
    for (const slug of ["signal-red-lipstick", "signal-red-lipstick"]) await open(`/products/${slug}`);
    await openAndSee();
    expect(await title()).toBe(forLips);
    await sends("/_ew/c", () => page.evaluate('edgewise.consent("denied")'));
    expect(await cookies()).toEqual(["__Host-ew-consent"]);
    const before = sent.length;
    await page.evaluate('edgewise.track("quiz_done")');
    await open("/");
    expect(await title()).toBe(usual);
    expect(sent.slice(before)).toEqual(["/_ew/c.js"]);
    expect(await keptEvents(page)).toEqual([]);
    await page.context().close();
  });

  it("may agree to some purposes alone, and changes their mind", async () => {
    const { open, openAndSee, page, sends, cookies, title, complaints } = await look();
    await open("/products/signal-red-lipstick");
    await sends("/_ew/e", () => page.evaluate("edgewise.consent({ measurement: true })"));
    expect(await cookies()).toEqual(["__Host-ew"]);
    for (const slug of ["signal-red-lipstick", "signal-red-lipstick"]) await open(`/products/${slug}`);
    await open("/");
    expect(await title()).toBe(usual);
    await sends("/_ew/c", () => page.evaluate("edgewise.consent({ personalisation: true })"));
    await openAndSee();
    expect(await title()).toBe(forLips);
    await sends("/_ew/c", () => page.evaluate("edgewise.consent({ marketing: true })"));
    expect(await cookies()).toEqual(["__Host-ew-consent"]);
    await open("/");
    expect(await title()).toBe(usual);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("may say it before any script has loaded", async () => {
    const { page, open, cookies, sent } = await look();
    await page.addInitScript(() => {
      const calls: unknown[][] = [];
      const call =
        (method: string) =>
        (...parameters: unknown[]) =>
          void calls.push([method, ...parameters]);
      const stub = { q: calls, track: call("track"), consent: call("consent") };
      Object.assign(globalThis, { edgewise: stub });
      stub.track("too_early");
      stub.consent("granted");
    });
    await open("/");
    expect(await cookies()).toEqual(["__Host-ew"]);
    expect(sent.slice(0, 3)).toEqual(["/_ew/c.js", "/_ew/c", "/_ew/s.js"]);
    await page.context().close();
  });
});
