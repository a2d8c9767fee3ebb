import type { Browser, Page } from "playwright-core";
import { newVisitor, type Visitor } from "../testing/browser.ts";
import { campaignOf, type Code } from "./site.ts";

/** What a page of the shop says of money, and of what was done last. */
export interface Seen {
  /** Codes that the shop says take something off. */
  codes: string[];
  total: string;
  /** The shop's own sentence; empty for none. */
  said: string;
}

/** Somebody with a browser who buys in the shop. */
export class Buyer {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly #visitor: Visitor;
  readonly #shop: string;

  private constructor(visitor: Visitor, shop: string) {
    this.#visitor = visitor;
    this.page = visitor.page;
    this.complaints = visitor.complaints;
    this.#shop = shop;
  }

  static async arrive(browser: Browser, shop: string): Promise<Buyer> {
    return new Buyer(await newVisitor(browser), shop);
  }

  /** Comes by the link that this coupon is offered to. */
  async isOffered(code: Code): Promise<void> {
    await this.page.goto(`${this.#shop}/?utm_source=newsletter&utm_campaign=${campaignOf(code)}`);
    await this.page.getByText("10 % off for you").waitFor();
  }

  /** Puts a product into the bag, and sees the bag. */
  async puts(product: string): Promise<Seen> {
    await this.page.goto(`${this.#shop}/products/${product}`);
    await this.#press("Put into the bag", "/cart");
    return this.seen();
  }

  async opensBag(): Promise<Seen> {
    await this.page.goto(`${this.#shop}/cart`);
    return this.seen();
  }

  async types(code: string): Promise<Seen> {
    await this.page.getByLabel("Coupon code").fill(code);
    await this.#press("Apply", "/cart");
    return this.seen();
  }

  async goesToPayment(email: string): Promise<Seen> {
    await this.page.goto(`${this.#shop}/checkout`);
    const answers = { "E-mail": email, Name: "Ada Brown", Street: "High Street 1", City: "Berlin" };
    for (const [label, value] of Object.entries(answers)) await this.page.getByLabel(label).fill(value);
    await this.#press("Go on to payment", "/checkout/payment");
    return this.seen();
  }

  /** @param path where that leads. */
  async pays(path: "/orders/*" | "/checkout/payment"): Promise<Seen> {
    await this.#press("Pay", path);
    return this.seen();
  }

  async seen(): Promise<Seen> {
    const { page } = this;
    return {
      codes: await page.locator(".coupon.counts .coupon-code").allTextContents(),
      total: await page.locator(".total").innerText(),
      said: (await page.locator(".said").allTextContents()).join(" "),
    };
  }

  async leaves(): Promise<void> {
    await this.#visitor.context.close();
  }

  /** Presses a button, and waits for the page that it leads to, which may have the same address. */
  async #press(button: string, path: string): Promise<void> {
    const arrived = this.page.waitForEvent("framenavigated");
    await this.page.getByRole("button", { name: button }).click();
    await arrived;
    await this.page.waitForURL(this.#shop + path);
  }
}
