import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dashboardHost, shopHost } from "../local/serve.ts";
import { newSignInToken } from "../local/sign-in.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

/** What axe finds against WCAG 2.2 AA, as `rule: element`. */
async function violations(page: Page): Promise<string[]> {
  // As a script of the page's own, it would be refused by the page's policy.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const found = await tool.run({ runOnly });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

describe("the dashboard", () => {
  it.each([
    ["wide and light", { width: 1280, height: 900 }, "light"],
    ["narrow and dark", { width: 360, height: 780 }, "dark"],
  ] as const)(
    "is accessible on every screen, %s, and nothing sticks out",
    async (_what, viewport, colorScheme) => {
      // Colours are measured where they end, not on the way.
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      const home = `http://${dashboardHost}:${edge.port}`;
      const check = async (screen: string) => {
        expect(await violations(page), screen).toEqual([]);
        const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        expect(sticksOut, `${screen} is wider than the window`).toBe(false);
      };
      await page.goto(`${home}/sign-in`);
      await page.getByRole("heading").first().waitFor();
      await check("sign-in");
      await page.goto(`${home}/sign-in?token=${await newSignInToken(edge.miniflare)}`);
      await page.getByRole("link", { name: "Welcome offer" }).waitFor();
      await check("rules");
      await page.goto(`${home}/rules/welcome-from-ads`);
      await page.getByLabel("Headline").fill(`A headline, ${colorScheme}`);
      await check("editor");
      await page.getByLabel("Add a language").selectOption(colorScheme === "light" ? "es" : "it");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByLabel("Headline").fill("{{ citty }}");
      await page.getByLabel("Value").fill("a lot");
      await page.getByRole("button", { name: "Save draft" }).click();
      await page.getByText("Did you mean {{ city }}?").first().waitFor();
      await check("editor with problems");
      await page.getByLabel("Headline").fill(`Another language, ${colorScheme}`);
      await page.getByLabel("Value").fill("12");
      await page.getByRole("button", { name: "Save draft" }).click();
      await page.getByRole("button", { name: "Review and publish" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Publish now" }).waitFor();
      await check("publish");
    },
  );
});

describe("the shop", () => {
  it("stays as accessible as it was with an offer on its page", async () => {
    const page = await browser.newPage();
    await page.goto(`http://${shopHost}:${edge.port}/?utm_source=instagram&utm_medium=paid_social`);
    expect(await page.locator(".ew-offer").count()).toBe(1);
    expect(await violations(page)).toEqual([]);
  });
});
