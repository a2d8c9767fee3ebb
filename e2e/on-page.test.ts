import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Rule } from "../model/rule.ts";
import { dashboardHost, shopHost } from "../local/serve.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";
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

const draftOf = async (rule: string) =>
  ((await edge.api("GET", `/rules/${rule}?site=shop`)) as { draft: { document: Rule } }).draft.document;

/** A rule, opened on the page by an owner who has just signed in. */
async function editOnPage(rule: string): Promise<{ page: Page; shop: Frame }> {
  const page = await signedInPage(browser, edge);
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.goto(`http://${dashboardHost}:${edge.port}/rules/${rule}/page`);
  return { page, shop: await shopIn(page) };
}

/** The frame, once its page can be picked from. */
async function shopIn(page: Page): Promise<Frame> {
  const handle = await page.locator(".shop-frame iframe").elementHandle();
  const frame = await handle?.contentFrame();
  if (!frame) throw new Error("There is no frame.");
  await frame.locator("h1").first().waitFor();
  return frame;
}

const picked = (page: Page) => page.getByRole("region", { name: "Picked" });

describe("editing on the page", () => {
  it("picks by a click, shows each change at once, takes it back, and saves it in the draft", async () => {
    const { page, shop } = await editOnPage("welcome-back");
    const before = await draftOf("welcome-back");
    await shop.locator(".hero-title").click();
    await picked(page).getByText("At the edge", { exact: true }).waitFor();
    await picked(page).getByText("1 element on this page").waitFor();
    await picked(page).getByLabel("Text").fill("Nice to see you again");
    await shop.getByText("Nice to see you again").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await shop.getByText("Nice to see you again").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Redo" }).click();
    await shop.getByText("Nice to see you again").waitFor();
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("Draft saved. Shoppers see it once you publish.").waitFor();
    const { variants } = await draftOf("welcome-back");
    expect(variants[0]?.changes).toEqual([
      ...(before.variants[0]?.changes ?? []),
      { type: "setText", selector: expect.any(String), text: "Nice to see you again" },
    ]);
    expect((await new Shopper(edge.port).ask("/")).text).not.toContain("Nice to see you again");
  });

  it("goes by keyboard: arrows walk, Enter picks, and what is around is picked by its name", async () => {
    const { page, shop } = await editOnPage("welcome-from-ads");
    await shop.locator(".hero-title").click();
    await picked(page).getByText("1 element on this page").waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    const line = picked(page).getByRole("navigation");
    await expect.poll(() => line.locator("[aria-current]").innerText()).not.toContain("hero-title");
    await line.getByRole("button", { name: "body" }).click();
    await expect.poll(() => line.locator("[aria-current]").innerText()).toContain("body");
    await page.locator(".shop-frame iframe").focus();
    await page.keyboard.press("Escape");
    await picked(page).getByText("Nothing is picked yet").waitFor();
  });

  it("puts an offer where it is wanted", async () => {
    const { page, shop } = await editOnPage("welcome-back");
    await shop.locator(".hero-title").click();
    await picked(page).getByText("Show an offer here").click();
    await picked(page).getByLabel("Offer", { exact: true }).selectOption({ index: 0 });
    await picked(page).getByRole("button", { name: "Show it here" }).click();
    await shop.locator(".hero-title + .ew-offer, .hero-title + * .ew-offer, .ew-offer").first().waitFor();
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("Draft saved. Shoppers see it once you publish.").waitFor();
    const change = (await draftOf("welcome-back")).variants[0]?.changes.at(-1);
    expect(change?.type).toBe("insertOffer");
    const placement = change?.type === "insertOffer" ? change.placement : "";
    expect(await edge.api("GET", `/placements/${placement}?site=shop`)).toMatchObject({
      draft: { document: { position: "after" } },
    });
  });

  it("says what scripts made, and leads to what the shop sent", async () => {
    const { page, shop } = await editOnPage("welcome-back");
    await shop.evaluate(() => {
      const made = Object.assign(document.createElement("p"), { id: "made", textContent: "By a script" });
      document.querySelector(".hero-title")?.after(made);
    });
    await shop.locator("#made").click();
    await picked(page).getByText("In the browser", { exact: true }).waitFor();
    await picked(page).getByRole("button", { name: "Pick what the shop sent" }).click();
    await picked(page).getByText("At the edge", { exact: true }).waitFor();
  });

  it("lets the shop work as ever, with its cookies, and can be picked from on the next page", async () => {
    const { page, shop } = await editOnPage("welcome-back");
    await page.getByText("Use the shop", { exact: true }).click();
    await shop.locator('a[href^="/category/"]').first().click();
    await shop.waitForURL("**/category/**");
    await page.getByText("The rule is not for this page", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Add this page to the rule" }).click();
    await page.getByText("Pick", { exact: true }).click();
    await shop.locator("h1").click();
    await picked(page).getByText("1 element on this page").waitFor();
    expect(new URL(shop.url()).host).toBe(`${shopHost}:${edge.port}`);
  });

  it("passes over whatever else the page says to it, and goes on", async () => {
    const { page, shop } = await editOnPage("welcome-back");
    await shop.evaluate(() => {
      const { port2 } = new MessageChannel();
      parent.postMessage(null, "*");
      parent.postMessage({ type: "ew-opened", page: "/", title: "No port" }, "*");
      parent.postMessage({ type: "ew-opened", page: "javascript:alert(1)", title: "" }, "*", [port2]);
    });
    await shop.locator(".hero-title").click();
    await picked(page).getByText("1 element on this page").waitFor();
  });

  it("leaves the other tabs of the same browser as they are", async () => {
    const { page } = await editOnPage("welcome-back");
    const tab = await page.context().newPage();
    await tab.goto(`http://${shopHost}:${edge.port}/`);
    expect(await tab.locator("[data-ew]").count()).toBe(0);
    expect(await tab.locator('script[src*="edit.js"]').count()).toBe(0);
  });

  it("shows three widths", async () => {
    const { page, shop } = await editOnPage("welcome-back");
    const seen: number[] = [];
    for (const name of ["Phone, 360", "Tablet, 768", "Desktop, 1440"]) {
      await page.getByText(name, { exact: true }).click();
      const width = Number(name.split(" ")[1]);
      await expect.poll(() => shop.evaluate("innerWidth")).toBe(width);
      seen.push(width);
    }
    expect(seen).toEqual([360, 768, 1440]);
  });
});

describe("a place for offers", () => {
  it("says how often the edge finds it on a page, shows it there, and is put at what is picked", async () => {
    const page = await signedInPage(browser, edge);
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.goto(`http://${dashboardHost}:${edge.port}/offers`);
    await page.getByRole("link", { name: "Places where offers go" }).click();
    await page.getByRole("link", { name: "Below the hero" }).click();
    await page.getByText("One element on this page is meant by it.").waitFor();
    const shop = await shopIn(page);
    await shop.getByText("Your offer goes here").waitFor();
    await page.getByRole("link", { name: "Welcome offer" }).waitFor();
    const selector = page.getByLabel("Element (CSS selector)");
    await selector.fill(".is-nowhere");
    await page.getByText("Nothing on this page is meant by it").waitFor();
    await shop.getByText("Your offer goes here").waitFor({ state: "detached" });
    await shop.locator(".hero-title").click();
    await page.getByRole("button", { name: "Put it at this element" }).click();
    await page.getByText("One element on this page is meant by it.").waitFor();
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("Draft saved. Shoppers see it once you publish.").waitFor();
    expect(await edge.api("GET", "/placements/below-hero?site=shop")).toMatchObject({
      draft: { document: { selector: await selector.inputValue() } },
    });
    await page.getByRole("link", { name: "History" }).waitFor();
  });

  it("is made with a name, and is listed", async () => {
    const page = await signedInPage(browser, edge);
    await page.goto(`http://${dashboardHost}:${edge.port}/placements/new`);
    await page.getByLabel("Name").fill("Above the footer");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText(/needs? a change before this can be saved/).waitFor();
    await page.getByLabel("Element (CSS selector)").fill("footer");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.waitForURL("**/placements/above-the-footer");
    await page.getByRole("link", { name: "Places for offers" }).click();
    await page.getByRole("link", { name: "Above the footer" }).waitFor();
  });
});
