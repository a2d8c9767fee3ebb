import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { dashboardHost } from "../local/serve.ts";
import { newSignInToken } from "../local/sign-in.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";

let edge: Edge;
let browser: Browser;
let home = "";

beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
  home = `http://${dashboardHost}:${edge.port}`;
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

async function openHome(): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${home}/sign-in?token=${await newSignInToken(edge.miniflare)}`);
  return page;
}

const attention = (page: Page) => page.getByRole("region", { name: "What needs attention" });

it("is where one lands, and leads on to what a new shop still needs", async () => {
  const page = await openHome();
  await page.waitForURL(`${home}/`);
  await page.getByRole("heading", { level: 1, name: "Odile" }).waitFor();
  expect(await page.getByRole("link", { name: "Home", exact: true }).getAttribute("aria-current")).toBe(
    "page",
  );
  await attention(page).getByText("No browser has been heard from the shop yet.").waitFor();
  await attention(page).getByRole("link", { name: "Install and verify" }).click();
  await page.waitForURL(`${home}/install`);
  await page.getByRole("heading", { level: 1, name: "Install" }).waitFor();
});

it("shows who is in the shop, and goes on doing so while it is open", async () => {
  const page = await openHome();
  const live = page.getByRole("region", { name: "In the shop now" });
  await live.getByText(/visitors in the last 5 minutes/).waitFor();
  const shopper = new Shopper(edge.port);
  await shopper.ask("/");
  await shopper.ask("/category/lips");
  await live.getByText("1 visitor in the last 5 minutes").waitFor();
  await live.getByText("1 visitor and 2 pages in the last 30 minutes").waitFor();
});

it("names what somebody should look at, each with the way to mend it, and what changed since the last look", async () => {
  const page = await openHome();
  await page.getByRole("heading", { level: 1, name: "Odile" }).waitFor();
  type Answer = { draft: { document: { name: string }; revision: number } };
  const path = "/coupons/welcome10?site=shop";
  const { draft } = (await edge.api("GET", path)) as Answer;
  const document = {
    ...draft.document,
    schedule: { from: null, until: "2026-01-01T00:00", timeZone: null, weekly: [] },
  };
  await edge.api("PUT", path, { document }, { "if-match": `"${draft.revision}"` });
  await page.reload();
  await attention(page).getByText("1 change is not live.").waitFor();
  await attention(page).getByRole("link", { name: "To publishing" }).click();
  expect(await page.evaluate(() => globalThis.document.activeElement?.id)).toBe("publishing");
  await edge.api("POST", "/publish?site=shop", {});
  await edge.api("POST", "/sites/shop/switch", { on: false });
  await page.reload();
  await attention(page).getByText("Edgewise is switched off.").waitFor();
  await attention(page).getByText(`${draft.document.name} has ended, and is still published.`).waitFor();
  const since = page.getByRole("region", { name: "What happened last" });
  await since.getByText(/switched Edgewise off\./).waitFor();
  await since
    .getByText(/published version \d+\./)
    .first()
    .waitFor();
  await edge.api("POST", "/sites/shop/switch", { on: true });
  await attention(page).getByRole("link", { name: "Change its dates" }).click();
  await page.waitForURL(`${home}/coupons/welcome10`);
});

it("says what it cannot tell, and shows the rest", async () => {
  const page = await openHome();
  await page.getByRole("heading", { level: 1, name: "Odile" }).waitFor();
  await page.route("**/api/v1/reports/coupons*", (route) => route.abort());
  await page.reload();
  await attention(page).getByText("Cannot tell: how coupons are doing.").waitFor();
  await page.getByRole("region", { name: "In the shop now" }).waitFor();
});
