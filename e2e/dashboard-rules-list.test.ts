import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as v from "valibot";
import { demoConfiguration } from "../demo/scenarios/odile-and-marsh.ts";
import { Rule } from "../model/rule.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { signedInPage } from "./testing/signed-in-page.ts";

const many = Array.from({ length: 90 }, (_, index) =>
  v.parse(Rule, {
    id: `filler-${index}`,
    name: `Filler ${index}`,
    on: index % 2 === 0,
    pages: [`/filler/${index}`],
    condition: {},
    priority: 9,
    variants: [{ id: "a", changes: [{ type: "setText", selector: "h1", text: `Words ${index}` }] }],
  }),
);

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  const configuration = { ...demoConfiguration, rules: [...demoConfiguration.rules, ...many] };
  [edge, browser] = await Promise.all([startDemo({ configuration }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

const order = async () =>
  ((await edge.api("GET", "/rules?site=shop")) as { rules: { rule: { id: string } }[] }).rules.map(
    ({ rule }) => rule.id,
  );
const campaign = ["welcome-from-ads", "lipstick-hero", "welcome-back", "short-hero-on-phones"];
const shown = async (page: Page, count: number) =>
  (await page.getByRole("list", { name: "Rules" }).getByRole("heading").allInnerTexts()).slice(0, count);

it("a rule is moved by buttons, a step at a time or to the end, within its lane", async () => {
  const page = await signedInPage(browser, edge);
  await page.getByRole("button", { name: "More: Welcome back" }).click();
  const menu = page.getByRole("dialog", { name: "Welcome back" });
  await menu.getByRole("button", { name: "Move up" }).click();
  await page
    .getByText("Welcome back is number 3 now. Shoppers see the new order once you publish.")
    .waitFor();
  await menu.getByRole("button", { name: "Move to the top of its lane" }).click();
  await page.getByText("Welcome back is number 2 now.").waitFor();
  expect(await shown(page, 3)).toEqual(["Nearly free delivery", "Welcome back", "Welcome offer"]);
  expect((await order()).slice(0, 3)).toEqual(["nearly-free-delivery", "welcome-back", "welcome-from-ads"]);
  await menu.getByRole("button", { name: "Move down" }).press("Enter");
  await menu.getByRole("button", { name: "Move down" }).press("Enter");
  await page.getByText("Welcome back is number 4 now.").waitFor();
  await expect.poll(async () => (await order()).slice(1, 5)).toEqual(campaign);
  await page.keyboard.press("Escape");
  expect(await menu.count()).toBe(0);
});

it("a rule is dragged before another one", async () => {
  const page = await signedInPage(browser, edge);
  await page.getByRole("button", { name: "More: Welcome back" }).waitFor();
  await page.getByPlaceholder("Search").waitFor();
  // High enough that nothing has to be scrolled while it is dragged.
  await page.setViewportSize({ width: 1280, height: 1600 });
  const row = (name: string) =>
    page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
  await row("Welcome back")
    .locator(".rule-rank")
    .dragTo(row("Welcome offer"), { targetPosition: { x: 200, y: 4 } });
  await page.getByText("Welcome back is number 2 now.").waitFor();
  expect((await order()).slice(1, 3)).toEqual(["welcome-back", "welcome-from-ads"]);
});

it("rules are found by any words of theirs, and the keyboard gets there by a slash", async () => {
  const page = await signedInPage(browser, edge);
  const field = page.getByRole("searchbox", { name: "Search rules" });
  await field.waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("words 77");
  await page.getByText("One of 97 rules").waitFor();
  expect(await shown(page, 5)).toEqual(["Filler 77"]);
  await field.fill("new visitors medium");
  await expect.poll(() => shown(page, 5)).toEqual(["Welcome offer"]);
  await field.fill("nothing like that");
  await page.getByText("None of 97 rules").waitFor();
  await field.press("Escape");
  await expect.poll(async () => (await shown(page, 100)).length).toBeGreaterThan(20);
});

it("as many rows are drawn as are looked at, and the rest where the list is scrolled", async () => {
  const page = await signedInPage(browser, edge);
  await page.getByRole("searchbox", { name: "Search rules" }).waitFor();
  const rows = page.getByRole("list", { name: "Rules" }).getByRole("listitem");
  expect(await rows.count()).toBeLessThan(97);
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 20_000);
      return rows.count();
    })
    .toBe(97);
});

it("a menu that is asked for before its code is there opens when it comes", async () => {
  const page = await signedInPage(browser, edge);
  const { promise: mayCome, resolve: letCome } = Promise.withResolvers<void>();
  await page.route(/rule-tools[^/]*\.js/, async (route) => {
    await mayCome;
    await route.continue();
  });
  await page.reload();
  await page.getByRole("button", { name: "More: Lipstick hero" }).click();
  letCome();
  await page.getByRole("button", { name: "Duplicate" }).waitFor();
  await page.context().close();
});

it("a copy is a draft that is off, in its own editor", async () => {
  const page = await signedInPage(browser, edge);
  await page.getByRole("button", { name: "More: Lipstick hero" }).click();
  await page.getByRole("button", { name: "Duplicate" }).click();
  await page.waitForURL("**/rules/lipstick-hero-copy");
  await page.getByRole("heading", { name: "Lipstick hero (copy)" }).waitFor();
  expect(await edge.api("GET", "/rules/lipstick-hero-copy?site=shop")).toMatchObject({
    draft: { live: null, document: { on: false, condition: { $inSegment: "lipstick-lookers" } } },
  });
});

it("whoever deletes a rule is told who will miss it, and can bring it back", async () => {
  const page = await signedInPage(browser, edge);
  await page.getByRole("button", { name: "More: Welcome offer" }).click();
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Welcome offer?" });
  await dialog
    .getByText(
      "Shoppers see it now, though it was on no page in the last 24 hours. It leaves the shop with the next publish.",
    )
    .waitFor();
  await dialog.getByRole("button", { name: "Delete rule" }).click();
  await page.getByText("Welcome offer is deleted.").waitFor();
  expect(await order()).not.toContain("welcome-from-ads");
  await page.getByRole("button", { name: "Bring it back" }).click();
  await page.getByRole("link", { name: "Welcome offer" }).waitFor();
  expect(await edge.api("GET", "/rules/welcome-from-ads?site=shop")).toMatchObject({
    draft: { document: { name: "Welcome offer", on: true } },
  });
});

it("everything is gone to by the keyboard, by a few letters of its name", async () => {
  const page = await signedInPage(browser, edge);
  const field = page.getByRole("combobox", { name: "A screen, a thing or a customer, by name" });
  const ask = async (text: string) => {
    await page.keyboard.press("Control+k");
    await field.waitFor();
    await page.keyboard.type(text);
  };
  const before = page.getByRole("button", { name: "More: Welcome back" });
  await before.focus();
  await ask("filler 77");
  await page.getByText("2 found.").waitFor();
  await page.keyboard.press("ArrowUp");
  expect(await page.getByRole("option", { selected: true }).innerText()).toContain("Edit on the page");
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });
  expect(await before.evaluate((element) => element === document.activeElement)).toBe(true);

  await ask("filler 77");
  await page.getByText("2 found.").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/rules/filler-77");
  await page.getByLabel("Rule name").fill(`Filler 77, of ${Date.now()}`);
  await ask("offers");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Leave without saving?" }).waitFor();
  await page.keyboard.press("Control+k");
  expect(await field.count()).toBe(0);
  await page.getByRole("button", { name: "Stay here" }).click();
  await page.keyboard.press("Control+s");
  const publishing = page.getByRole("region", { name: "Publishing" });
  await publishing.getByRole("button", { name: "Review and publish" }).waitFor();
  // Whoever types at once, before anything is painted, types into the field.
  const focused = await page.getByRole("button", { name: "Go to…" }).evaluate(async (button) => {
    (button as HTMLElement).click();
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", resolve);
      port1.start();
      port2.postMessage(null);
    });
    return document.activeElement?.getAttribute("role");
  });
  expect(focused).toBe("combobox");
  await page.keyboard.type("review");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Publish now" }).waitFor();
});
