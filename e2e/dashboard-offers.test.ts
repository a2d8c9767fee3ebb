import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { signedInPage } from "./testing/signed-in-page.ts";

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

/** The offers, as an owner who has just signed in sees them. */
async function openOffers(): Promise<Page> {
  const page = await signedInPage(browser, edge);
  await page.getByRole("link", { name: "Offers" }).click();
  await page.getByRole("heading", { name: "Offers", level: 1 }).waitFor();
  return page;
}

it("an offer is made with a coupon, is seen as it is typed, and is saved whole", async () => {
  const page = await openOffers();
  await page.getByRole("link", { name: "New offer" }).click();
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.getByText("An offer needs a headline.").waitFor();
  await page.getByText("A name is needed.").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("For lip lovers");
  await page.getByLabel("Layout").selectOption("Card: a small box");
  await page.getByLabel("Headline").fill("A lipstick of your own");
  await page.getByLabel("Coupon").selectOption("Welcome, 10 % off");
  await page.getByLabel("Cost").fill("2,50");
  const frame = page.frameLocator("iframe.preview-frame:not([inert])");
  await frame.getByText("A lipstick of your own").waitFor();
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.waitForURL("**/offers/for-lip-lovers");
  await page.getByText("No rule shows it yet.").waitFor();
  expect(await edge.api("GET", "/offers/for-lip-lovers?site=shop")).toMatchObject({
    draft: {
      live: null,
      document: { layout: "card", headline: "A lipstick of your own", coupon: "welcome10", cost: 250 },
    },
  });
  await page.getByRole("link", { name: "Offers" }).first().click();
  const row = page.getByRole("listitem").filter({ hasText: "For lip lovers" });
  expect((await row.innerText()).split("\n").filter(Boolean)).toEqual([
    "For lip lovers",
    "Draft",
    "A lipstick of your own",
    "Card",
    "With the coupon Welcome, 10 % off",
    "Costs €2.50",
  ]);
});

it("an offer is seen whole at any width, and says which rules show it", async () => {
  const page = await openOffers();
  await page.getByRole("link", { name: "Welcome offer" }).click();
  await page.getByText("One rule shows it:").waitFor();
  const frame = page.locator("iframe.preview-frame:not([inert])");
  const endOf = async (place: Locator) => {
    const box = await place.boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const room = async () => (await endOf(frame)) - (await endOf(frame.contentFrame().getByRole("main")));
    await expect.poll(room, { message: `at ${width} px`, timeout: 10_000 }).toBeGreaterThanOrEqual(0);
  }
  await page.getByRole("link", { name: "Welcome offer" }).click();
  await page.waitForURL("**/rules/welcome-from-ads");
});
