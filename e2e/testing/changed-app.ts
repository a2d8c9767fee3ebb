import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, expect } from "vitest";
import { shopHost } from "../../local/serve.ts";
import type { Change } from "../../model/change.ts";
import type { Configuration } from "../../model/configuration.ts";
import { Rule } from "../../model/rule.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { newVisitor, openBrowser, type Visitor } from "./browser.ts";
import { type Edge, startEdge } from "./edge.ts";
import { type Answer, type Origin, startOrigin } from "./origin.ts";

const changes: Change[] = [
  { type: "setText", selector: "h1", text: "Made for you" },
  { type: "replaceHtml", selector: ".lead", html: '<p class="instead">Instead</p>' },
  { type: "setAttribute", selector: "#buy", name: "title", value: "For you" },
  { type: "move", selector: "#second", to: "#first", position: "before" },
  { type: "move", selector: "#third", to: "#buy", position: "after" },
  { type: "setText", selector: "#stock", text: "Few are left" },
  { type: "setText", selector: "#note", text: "Sent today" },
  { type: "insertOffer", placement: "below-title", offer: "hello" },
];
const rule = (id: string, pages: string[]) =>
  v.parse(Rule, {
    id,
    name: id,
    on: true,
    // Several apps have such pages, each below a path of its own.
    pages: pages.flatMap((page) => [page, `/svelte${page}`]),
    condition: {},
    priority: 10,
    variants: [{ id: "a", changes }],
  });

/** Wherever the app puts its hands: in its own page, and where its server rendered it. */
const configuration: Partial<Configuration> = {
  rules: [rule("one", ["/app/one"]), rule("hydrated", ["/hydrated"]), rule("late", ["/late"])],
  offers: [offerWith({ id: "hello", headline: "Hello", dismissible: true })],
  placements: [{ id: "below-title", name: "Below", selector: "h1", position: "after" }],
};

/** A shop whose product page is an app's, and is changed; in one browser for all tests of a file. */
export class ChangedApp {
  #origin: Origin | undefined;
  #edge: Edge | undefined;
  #browser: Browser | undefined;

  /** @param answers the shop's, by path. */
  constructor(answers: () => Record<string, Answer> | Promise<Record<string, Answer>>) {
    beforeAll(async () => {
      this.#origin = await startOrigin({
        "/favicon.ico": (_request, response) => response.writeHead(204).end(),
        ...(await answers()),
      });
      [this.#edge, this.#browser] = await Promise.all([
        startEdge({ origin: this.#origin.url, configuration }),
        openBrowser(),
      ]);
    });
    afterAll(async () => {
      await this.#browser?.close();
      await this.#edge?.close();
      await this.#origin?.close();
    });
  }

  /** Somebody who has just come to one of its pages. */
  async shopperOn(path: string): Promise<Visitor> {
    if (this.#browser === undefined || this.#edge === undefined)
      throw new Error("Nothing has been started yet.");
    const visitor = await newVisitor(this.#browser);
    await visitor.page.goto(`http://${shopHost}:${this.#edge.port}${path}`, { waitUntil: "networkidle" });
    return visitor;
  }
}

/** An answer that is a script. */
export function scriptOf(source: string | Buffer): Answer {
  return (_request, response) => response.writeHead(200, { "content-type": "text/javascript" }).end(source);
}

/** The app takes elements away, puts them back, and writes into what a rule has changed. */
export async function useApp(page: Page): Promise<void> {
  const buy = page.locator("#buy");
  await page.locator("main > #third").waitFor();
  await buy.click();
  await expect.poll(() => buy.innerText()).toBe("Bought 1");
  await buy.click();
  await expect.poll(() => buy.innerText()).toBe("Bought 2");
  // It puts a neighbour before what has been moved away.
  await expect.poll(() => page.locator("#between").count()).toBe(1);
  for (let times = 1; times <= 6; times++) await page.evaluate("update()");
  await buy.click();
  await expect.poll(() => buy.innerText()).toBe("Bought 3");
}
