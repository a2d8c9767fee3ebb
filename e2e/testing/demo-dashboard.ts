import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { dashboardHost } from "../../local/serve.ts";
import { newSignInToken } from "../../local/sign-in.ts";
import { openBrowser } from "./browser.ts";
import { startDemo } from "./demo-shop.ts";
import type { Edge } from "./edge.ts";

/** The dashboard of the demo shop, in one browser for all tests of a file. */
export class DemoDashboard {
  #edge: Edge | undefined;
  #browser: Browser | undefined;

  constructor() {
    beforeAll(async () => {
      [this.#edge, this.#browser] = await Promise.all([startDemo(), openBrowser()]);
    });
    afterAll(async () => {
      await this.#browser?.close();
      await this.#edge?.close();
    });
  }

  /** There once the tests begin. */
  get edge(): Edge {
    if (this.#edge === undefined) throw new Error("Nothing has been started yet.");
    return this.#edge;
  }

  /** Its origin. */
  get home(): string {
    return `http://${dashboardHost}:${this.edge.port}`;
  }

  /** A page of a browser that nobody has used before, closed when the test is over. */
  async newPage(): Promise<Page> {
    if (this.#browser === undefined) throw new Error("Nothing has been started yet.");
    const context = await this.#browser.newContext();
    onTestFinished(() => context.close());
    return context.newPage();
  }

  /** Signs an owner in by a link, who is at home then. */
  async signIn(page: Page): Promise<void> {
    await page.goto(`${this.home}/sign-in?token=${await newSignInToken(this.edge.miniflare)}`);
    await page.waitForURL(`${this.home}/`);
  }

  /** A path of it, as an owner sees it who has just signed in: home, unless it is another one. */
  async open(path = "/"): Promise<Page> {
    const page = await this.newPage();
    await this.signIn(page);
    if (path !== "/") await page.goto(this.home + path);
    return page;
  }
}
