import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { newVisitor, openBrowser, type Visitor } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";

const fromAnAd = "/?utm_source=instagram&utm_medium=paid_social";
const forLips = "Still choosing your lipstick?";
const lipsticks = ["velvet-hour-lipstick", "signal-red-lipstick", "satin-letter-lipstick"];
const password = "three quiet words";

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

/** Somebody's device. */
class Device {
  readonly #visitor: Visitor;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  static async open(): Promise<Device> {
    return new Device(await newVisitor(browser));
  }

  get complaints(): string[] {
    return this.#visitor.complaints;
  }

  async goes(path: string): Promise<string> {
    const { page } = this.#visitor;
    await page.goto(`http://${shopHost}:${edge.port}${path}`);
    return page.content();
  }

  /** Waits until the snippet has sent what it has. */
  async looksAt(path: string): Promise<void> {
    const sent = this.#visitor.page.waitForResponse((response) => response.url().endsWith("/_ew/e"));
    await this.goes(path);
    await sent;
  }

  async fills(path: "/register" | "/sign-in", fields: Record<string, string>): Promise<void> {
    const { page } = this.#visitor;
    await this.goes(path);
    for (const [name, value] of Object.entries(fields)) await page.fill(`main [name="${name}"]`, value);
    const identified = page.waitForResponse(
      (response) =>
        response.url().endsWith("/_ew/e") && (response.request().postData() ?? "").includes("identify"),
    );
    await page.press(`main [name="password"]`, "Enter");
    expect(await (await identified).json()).toMatchObject({ rejected: [] });
  }

  async signsOut(): Promise<void> {
    const { page } = this.#visitor;
    await this.goes("/account");
    await Promise.all([page.waitForURL("**/"), page.click('form[action="/sign-out"] button')]);
  }

  async adds(slug: string): Promise<void> {
    const { page } = this.#visitor;
    await this.goes(`/products/${slug}`);
    await Promise.all([page.waitForURL("**/cart"), page.click('form[action="/cart/add"] [type="submit"]')]);
  }
}

describe("whoever signs in at the shop", () => {
  it("is the same person on another device: what they like and the coupon they hold are there", async () => {
    const account = { email: "mia@example.com", password };
    const phone = await Device.open();
    await phone.looksAt(fromAnAd);
    for (const slug of lipsticks) await phone.looksAt(`/products/${slug}`);
    await phone.fills("/register", { name: "Mia Example", ...account });

    const laptop = await Device.open();
    expect(await laptop.goes("/")).not.toContain(forLips);
    await laptop.fills("/sign-in", account);
    expect(await laptop.goes("/")).toContain(forLips);
    await laptop.adds("velvet-hour-lipstick");
    expect(await laptop.goes("/cart")).toMatch(/class="coupon-code">WELCOME10</);
    expect([...phone.complaints, ...laptop.complaints]).toEqual([]);
  });

  it("is not taken for the person who signed in there before", async () => {
    const tablet = await Device.open();
    await tablet.looksAt("/");
    for (const slug of lipsticks) await tablet.looksAt(`/products/${slug}`);
    await tablet.fills("/register", { name: "Father Example", email: "father@example.com", password });
    expect(await tablet.goes("/")).toContain(forLips);
    await tablet.signsOut();
    await tablet.fills("/register", { name: "Son Example", email: "son@example.com", password });
    expect(await tablet.goes("/")).not.toContain(forLips);
    await tablet.signsOut();
    await tablet.fills("/sign-in", { email: "father@example.com", password });
    expect(await tablet.goes("/")).toContain(forLips);
  });
});
