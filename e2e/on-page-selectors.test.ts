import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { dashboardHost } from "../local/serve.ts";
import { findRegions } from "../worker/rewrite/find-regions.ts";
import { openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page as answer, startOrigin } from "./testing/origin.ts";
import { signIn } from "./testing/signed-in-page.ts";

const require = createRequire(import.meta.url);
const templateOf = (name: string) =>
  readFileSync(require.resolve(`startbootstrap-shop-${name}/dist/index.html`), "utf8")
    // Nothing of other hosts answers here.
    .replaceAll(/<(script|link)\b[^>]*(src|href)="https?:[^>]*>(<\/script>)?/g, "");

/** As many pages are written: without the tags that browsers open and end by themselves. */
const withoutTags = (html: string) =>
  html.replaceAll(/<\/(li|p|td|tr|dd|dt|option|body|html|head)>|<(head|body|html)\b[^>]*>/g, "");

/** Each start tag gets a number by which it is known, which no selector is made of. */
function numbered(html: string): string {
  let number = 0;
  return html.replaceAll(/<([a-z]\w*)(?=[\s>])/g, (_tag, name) => `<${name} n="${(number += 1)}"`);
}

const table =
  "<!doctype html><title>Sizes</title><h1>Sizes</h1><table><tr><th>Size<th>Chest<tr><td>S<td>88<tr><td>M<td>96<tr><td>L<td>104</table>" +
  "<ul><li>Wash at 30 degrees<li>Do not bleach<li>Dry flat</ul><dl><dt>Made in<dd>Porto<dt>Of<dd>Linen</dl><p>One size up<p>fits best";

const pages: Readonly<Record<string, string>> = {
  "/home": numbered(templateOf("homepage")),
  "/item": numbered(templateOf("item")),
  "/home-short": numbered(withoutTags(templateOf("homepage"))),
  "/item-short": numbered(withoutTags(templateOf("item"))),
  "/sizes": numbered(table),
};

let origin: Origin;
let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  origin = await startOrigin(
    Object.fromEntries(Object.entries(pages).map(([path, html]) => [path, answer(html)])),
  );
  [edge, browser] = await Promise.all([
    startEdge({
      origin: origin.url,
      configuration: {
        rules: [
          {
            id: "any",
            name: "Any",
            on: true,
            pages: ["/*"],
            condition: {},
            priority: 1,
            variants: [{ id: "a", changes: [{ type: "addStyles", css: "i{}" }], weight: 1 }],
          } as never,
        ],
      },
    }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

async function openEditor(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const home = `http://${dashboardHost}:${edge.port}`;
  await signIn(page, edge);
  await page.getByRole("link", { name: "Any" }).waitFor();
  await page.goto(`${home}/rules/any/page`);
  return page;
}

async function openPage(page: Page, path: string): Promise<Frame> {
  await page.getByLabel("Page", { exact: true }).fill(path);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.locator(`.shop-frame iframe[title="The shop: ${path}"]`).waitFor();
  const frame = await (await page.locator(".shop-frame iframe").elementHandle())?.contentFrame();
  if (!frame) throw new Error("There is no frame.");
  await frame.waitForFunction((wanted) => location.pathname === wanted, path);
  await frame.locator("h1").first().waitFor();
  return frame;
}

/** The numbers of some elements that a pointer can reach, from all over the page. */
function reachable(shop: Frame, count: number): Promise<string[]> {
  return shop.evaluate((most) => {
    const all = [...document.body.querySelectorAll("[n]")].filter((element) => {
      element.scrollIntoView({ block: "center" });
      const { left, top, width, height } = element.getBoundingClientRect();
      return element === document.elementFromPoint(left + width / 2, top + height / 2);
    });
    const step = Math.max(1, all.length / most);
    const some = Array.from(
      { length: Math.min(most, all.length) },
      (_, index) => all[Math.floor(index * step)],
    );
    return some.flatMap((element) => element?.getAttribute("n") ?? []);
  }, count);
}

it("of 60 elements that are picked, each gets a selector that means it and nothing else at the edge", async () => {
  const page = await openEditor();
  const panel = page.getByRole("region", { name: "Picked" });
  const wrong: unknown[] = [];
  let picks = 0;
  for (const [path, html] of Object.entries(pages)) {
    const shop = await openPage(page, path);
    for (const number of await reachable(shop, 12)) {
      await shop.locator(`[n="${number}"]`).click();
      const selector = await panel.locator(".on-page-naming code").innerText();
      const found = findRegions(new TextEncoder().encode(html), "text/html", [selector]).regions.get(
        selector,
      );
      const meant = found?.map(({ tag }) => / n="(\d+)"/.exec(tag)?.[1]) ?? [];
      picks += 1;
      if (meant.join() !== number) wrong.push({ path, number, selector, meant });
      await shop.locator("body").press("Escape");
      await panel.getByText("Nothing is picked yet").waitFor();
    }
  }
  expect(wrong).toEqual([]);
  expect(picks).toBe(60);
});
