import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { layoutShift } from "./testing/layout-shift.ts";
import { freePort, type Program, startProgram } from "./testing/program.ts";
import { Shopper } from "./testing/shopper.ts";

const welcome = "Welcome: 10 % off your first order";
const campaign = "?utm_source=instagram&utm_medium=paid_social&utm_campaign=winter";

const lipsticks = ["velvet-hour-lipstick", "satin-letter-lipstick", "signal-red-lipstick"];

let state: string;
let program: Program;
let browser: Browser;
let shop: string;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), "edgewise-scene-"));
  const port = await freePort();
  shop = `http://shop.localhost:${port}`;
  program = startProgram("--port", String(port), "--state", state);
  [browser] = await Promise.all([openBrowser(), program.wrote("Edgewise is running.")]);
});
afterAll(async () => {
  await browser?.close();
  program?.interrupt();
  await program?.ended;
  rmSync(state, { recursive: true, force: true });
});

/** Looks at a product as a shopper does, and waits until the snippet has told of it. */
async function look(page: Page, slug: string): Promise<void> {
  const told = page.waitForResponse(
    (response) => response.status() === 202 && response.request().postData()?.includes("view_item") === true,
  );
  await page.goto(`${shop}/products/${slug}`);
  await told;
}

describe("a new visitor from an advertisement", () => {
  it("finds the welcome offer in the first HTML, the lipstick hero after three lipsticks, and the coupon in the cart", async () => {
    const { page, context, complaints } = await newVisitor(browser);
    const first = await page.goto(`${shop}/${campaign}`);
    expect(await first?.text()).toContain(welcome);
    expect(await page.getByText(welcome).isVisible()).toBe(true);
    expect(await page.locator(".hero-title").textContent()).toBe("Colour that keeps its word");

    for (const slug of lipsticks) await look(page, slug);
    const second = await page.goto(`${shop}/`);
    expect(await second?.text()).toContain("Still choosing your lipstick?");
    expect(await page.locator(".hero-title").textContent()).toBe("Still choosing your lipstick?");

    await page.goto(`${shop}/products/signal-red-lipstick`);
    await page.locator("form[action='/cart/add'] button[type=submit]").click();
    await page.waitForURL(`${shop}/cart`);
    expect(await page.locator(".coupon-code").textContent()).toBe("WELCOME10");
    const [subtotal, discount, shipping, total] = await Promise.all(
      [".cart-subtotal", ".cart-discount", ".cart-shipping", ".cart-total"].map((price) =>
        centsOf(page, price),
      ),
    );
    expect(discount).toBe(Math.round(subtotal! * 0.1));
    expect(total).toBe(subtotal! - discount! + shipping!);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("sees the same page without scripts", async () => {
    const { page, context } = await newVisitor(browser, false);
    await page.goto(`${shop}/${campaign}`);
    expect(await page.getByText(welcome).isVisible()).toBe(true);
    await page.goto(`${shop}/products/signal-red-lipstick`);
    await page.locator("form[action='/cart/add'] button[type=submit]").click();
    await page.waitForURL(`${shop}/cart`);
    expect(await page.locator(".coupon-code").textContent()).toBe("WELCOME10");
    await context.close();
  });

  it("sees nothing move: neither an offer nor another hero causes a layout shift", async () => {
    const { page, context } = await newVisitor(browser);
    await context.route((url) => url.pathname === "/", paintedWhole);
    await page.goto(`${shop}/${campaign}`, { waitUntil: "networkidle" });
    expect(await page.getByText(welcome).isVisible()).toBe(true);
    expect(await layoutShift(page)).toBe(0);
    for (const slug of lipsticks) await look(page, slug);
    await page.goto(`${shop}/`, { waitUntil: "networkidle" });
    expect(await page.locator(".hero-title").textContent()).toBe("Still choosing your lipstick?");
    expect(await layoutShift(page)).toBe(0);
    await context.close();
  });
});

/**
 * Lets the browser paint the page only when it has read all of it. On a busy machine it may pause in the middle, and
 * then the shop's own centred header moves as its other half arrives, with or without Edgewise.
 * Source: https://html.spec.whatwg.org/#link-type-expect
 */
async function paintedWhole(route: Route): Promise<void> {
  const url = new URL(route.request().url());
  const headers = { ...(await route.request().allHeaders()), host: url.host };
  // Outside the browser, nothing knows where *.localhost is.
  url.hostname = "127.0.0.1";
  const response = await route.fetch({ url: url.href, headers });
  const html = await response.text();
  const body = html.replace("<head>", '<head><link rel="expect" href="#its-end" blocking="render">');
  expect(body).not.toBe(html);
  await route.fulfill({ response, body });
}

describe("a marketer", () => {
  it("signs in by the printed link, switches the rule off, and the shop shows it within 5 seconds", async () => {
    const { page, context, complaints } = await newVisitor(browser);
    const link = /http:\S+\/sign-in\?token=[\w-]+/.exec(program.output())?.[0] ?? "";
    await page.goto(link);
    await page.getByRole("link", { name: "Rules", exact: true }).first().click();
    await page.getByRole("heading", { name: "Rules", exact: true }).waitFor();
    expect(page.url()).not.toContain("token");
    const row = page.getByRole("listitem").filter({ hasText: "Welcome offer" }).first();
    await row.getByText("Live", { exact: true }).waitFor();

    await row.getByRole("switch").click();
    const clickedAtMs = Date.now();
    await expect.poll(seenByANewVisitor, { timeout: 5000, interval: 200 }).not.toContain(welcome);
    expect(Date.now() - clickedAtMs).toBeLessThan(5000);
    expect(await row.getByText("Off", { exact: true }).isVisible()).toBe(true);

    await row.getByRole("switch").click();
    await expect.poll(seenByANewVisitor, { timeout: 5000, interval: 200 }).toContain(welcome);
    expect(complaints).toEqual([]);
    await context.storageState({ path: join(state, "marketer.json") });
    await context.close();
  });

  it("edits the offer's text, sees it before it is saved, publishes, and the shop shows it within 5 seconds", async () => {
    const context = await browser.newContext({ storageState: join(state, "marketer.json") });
    const page = await context.newPage();
    await page.goto(`${shop.replace("//", "//ew.")}/rules`);
    await page.getByRole("link", { name: "Welcome offer" }).click();
    await page.getByLabel("Headline").fill("Hello & <b>welcome</b>: 10 % off");
    const preview = page.frameLocator("iframe.preview-frame:not([inert])");
    await expect
      .poll(() => preview.locator(".ew-headline").textContent())
      .toBe("Hello & <b>welcome</b>: 10 % off");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("1 change not live").waitFor();
    expect(await seenByANewVisitor()).toContain(welcome);

    await page.getByRole("button", { name: "Review and publish" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Publish/ })
      .click();
    const edited = "Hello &amp; &lt;b&gt;welcome&lt;/b&gt;: 10 % off";
    await expect.poll(seenByANewVisitor, { timeout: 5000, interval: 200 }).toContain(edited);
    await page.getByText("Everything is live").waitFor();
    await context.close();
  });
});

async function seenByANewVisitor(): Promise<string> {
  return (await new Shopper(Number(new URL(shop).port)).ask(`/${campaign}`)).text;
}

/** A price on the page, in cents; "Free" is none. */
async function centsOf(page: Page, selector: string): Promise<number> {
  const text = (await page.locator(selector).textContent()) ?? "";
  return text === "Free" ? 0 : Math.round(Number(text.replace(/[^\d.]/g, "")) * 100);
}
