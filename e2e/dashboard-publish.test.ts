import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runMinute } from "../local/run-minute.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";
import { signedInPage } from "./testing/signed-in-page.ts";

/** What is promised of every publish. */
const within = { timeout: 5000, interval: 250 };

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

const seenFromAnAd = async () =>
  (await new Shopper(edge.port).ask("/?utm_source=instagram&utm_medium=paid_social")).text;

/** Drafts another headline of the welcome offer. */
async function draft(headline: string): Promise<void> {
  const { draft: before } = (await edge.api("GET", "/offers/welcome?site=shop")) as {
    draft: { document: object; revision: number };
  };
  const document = { ...before.document, headline };
  await edge.api("PUT", "/offers/welcome?site=shop", { document }, { "if-match": `"${before.revision}"` });
}

const bar = (page: Page) => page.getByRole("region", { name: "Publishing" });
const dialog = (page: Page) => page.getByRole("dialog");

it("what is drafted is read field by field, is published, and is on the shop within 5 seconds", async () => {
  await draft("Twelve off");
  const page = await signedInPage(browser, edge);
  await bar(page).getByText("1 change not live").waitFor();
  await bar(page).getByRole("button", { name: "Review and publish" }).click();
  await dialog(page).getByText("Offer Welcome offer is changed.").waitFor();
  await dialog(page).getByLabel("What changes in Welcome offer").click();
  const fields = dialog(page).locator("dl");
  expect(await fields.locator("dt").allInnerTexts()).toEqual(["Headline"]);
  await fields.getByText("Twelve off").waitFor();
  await dialog(page).getByLabel("Note for your team").fill("A rounder number");
  await dialog(page).getByRole("button", { name: "Publish now" }).click();
  await expect.poll(seenFromAnAd, within).toContain("Twelve off");
  await bar(page).getByText("Everything is live").waitFor();
});

it("a version is gone back to in one click, is on the shop within 5 seconds, and drafts stay", async () => {
  await draft("Only drafted");
  const page = await signedInPage(browser, edge);
  await bar(page)
    .getByRole("link", { name: /^Version \d+$/ })
    .click();
  const first = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Version 1" }) });
  const latest = page
    .getByRole("list", { name: /^Versions/ })
    .getByRole("listitem")
    .first();
  await latest.getByText("A rounder number").waitFor();
  await first.getByText("What going back to version 1 would change").click();
  await first.getByText("Offer Welcome offer is changed.").waitFor();
  await first.getByRole("button", { name: "Go back to this: version 1" }).click();
  await expect.poll(seenFromAnAd, within).toContain("Welcome: 10 % off your first order");
  await page.getByRole("heading", { name: "Version 3" }).waitFor();
  await bar(page).getByText("1 change not live").waitFor();
  const { draft: kept } = (await edge.api("GET", "/offers/welcome?site=shop")) as {
    draft: { document: { headline: string } };
  };
  expect(kept.document.headline).toBe("Only drafted");
  await first.getByText("Version 1: comment on it").click();
  await first.getByLabel("Comment").fill("The one that works");
  await first.getByRole("button", { name: "Add comment" }).click();
  await first.getByText("Version 1: one comment").waitFor();
});

it("drafts are discarded one by one or all, asked about first", async () => {
  await draft("Not this");
  await edge.api("PUT", "/placements/extra?site=shop", {
    document: { id: "extra", name: "Extra", selector: "h1", position: "after" },
  });
  const page = await signedInPage(browser, edge);
  await bar(page).getByText("2 changes not live").waitFor();
  await bar(page).getByRole("button", { name: "Review and publish" }).click();
  await dialog(page).getByRole("button", { name: "Discard the changes of Extra" }).click();
  await dialog(page).getByText("Shoppers do not see it yet, so it is gone then.").waitFor();
  await dialog(page).getByRole("button", { name: "Yes, discard" }).click();
  await page.getByText("The changes of Extra are discarded.").waitFor();
  await dialog(page).getByRole("heading", { name: "Publish 1 change" }).waitFor();
  await dialog(page).getByRole("button", { name: "Discard all…" }).click();
  await dialog(page).getByRole("button", { name: "Keep them" }).click();
  await dialog(page).getByRole("button", { name: "Discard all…" }).click();
  await dialog(page).getByRole("button", { name: "Yes, discard" }).click();
  await bar(page).getByText("Everything is live").waitFor();
  expect(await edge.api("GET", "/publish?site=shop")).toMatchObject({ changes: [] });
});

it("what goes live later says so, can be called off, and is on the shop when its minute has come", async () => {
  await draft("From Friday on");
  const page = await signedInPage(browser, edge);
  const planIn = async (text: string) => {
    await bar(page).getByRole("button", { name: "Review and publish" }).click();
    await dialog(page).getByLabel("When").selectOption("Later");
    await dialog(page).getByRole("button", { name: "Publish then" }).click();
    await dialog(page).getByText("Choose a moment that is to come.").waitFor();
    await dialog(page).getByLabel("On the shop’s clock").fill(text);
    await dialog(page).getByRole("button", { name: "Publish then" }).click();
    await bar(page).getByText("planned by Owner").waitFor();
  };
  const nextYear = `${new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10)}T00:00`;
  await planIn(nextYear);
  await bar(page).getByRole("button", { name: "Cancel it" }).click();
  await page.getByText("Nothing goes live later.").waitFor();
  await planIn(nextYear);
  await draft("After it was planned");
  const database = await edge.miniflare.getD1Database("DB");
  await database
    .prepare("UPDATE planned_publishes SET at_ms = ?")
    .bind(Date.now() - 1000)
    .run();
  await runMinute(edge.miniflare);
  await expect.poll(seenFromAnAd, within).toContain("From Friday on");
  await page.reload();
  await bar(page).getByText("1 change not live").waitFor();
  expect(await bar(page).getByText("planned by").count()).toBe(0);
  await edge.api("DELETE", "/publish?site=shop");
});

it("of two people who publish at once, one is told, sees what is live now, and has lost nothing", async () => {
  await draft("Of both");
  const [mine, theirs] = [await signedInPage(browser, edge), await signedInPage(browser, edge)];
  for (const page of [mine, theirs]) {
    await bar(page).getByRole("button", { name: "Review and publish" }).click();
    await dialog(page).getByText("Offer Welcome offer is changed.").waitFor();
  }
  await dialog(theirs).getByRole("button", { name: "Publish now" }).click();
  await bar(theirs).getByText("Everything is live").waitFor();
  await dialog(mine).getByRole("button", { name: "Publish now" }).click();
  await dialog(mine).getByRole("alert").getByText("Somebody else changed or published").waitFor();
  await dialog(mine).getByText("Nothing is drafted that shoppers do not see already.").waitFor();
});

it("what keeps drafts from going live is said before, with the way there", async () => {
  const { draft: before } = (await edge.api("GET", "/offers/welcome?site=shop")) as {
    draft: { document: object; revision: number };
  };
  const document = { ...before.document, coupon: "no-such-coupon" };
  await edge.api("PUT", "/offers/welcome?site=shop", { document }, { "if-match": `"${before.revision}"` });
  const page = await signedInPage(browser, edge);
  await bar(page).getByRole("button", { name: "Review and publish" }).click();
  await dialog(page).getByText("There is no coupon called no-such-coupon.").waitFor();
  expect(await dialog(page).getByRole("button", { name: "Publish now" }).count()).toBe(0);
  await dialog(page).getByRole("link", { name: "Open Welcome offer" }).click();
  await page.waitForURL("**/offers/welcome");
  await edge.api("DELETE", "/publish?site=shop");
});

it("the audit tells who did it, leads from the offer to its history, and keeps what it shows in the address", async () => {
  const page = await signedInPage(browser, edge);
  await page.getByRole("link", { name: "Offers" }).click();
  // A rule of that name is on the screen before.
  await page.getByRole("heading", { name: "Offers", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Welcome offer" }).click();
  await page.getByRole("link", { name: "History" }).click();
  await page.waitForURL("**/settings/audit?kind=offer&id=welcome");
  const list = page.getByRole("list", { name: /^What was done/ });
  await list.getByText("saved the offer").first().waitFor();
  for (const row of await list.getByRole("listitem").all())
    expect(await row.innerText()).toContain("Welcome offer");
  await list.getByText("What changed").first().click();
  await list.locator("del").first().waitFor();
  await page.getByRole("button", { name: "Show everything" }).click();
  await page.getByLabel("What", { exact: true }).selectOption("Versions");
  await list.getByText("published").first().waitFor();
  await list.getByText("went back to an older version").waitFor();
  await page.reload();
  await list.getByText("went back to an older version").waitFor();
  expect(new URL(page.url()).search).toBe("?kind=version");
});

it("whoever switched Edgewise off is named, and when", async () => {
  const page = await signedInPage(browser, edge);
  await bar(page).getByRole("button", { name: "Switch off…" }).click();
  await dialog(page).getByRole("button", { name: "Yes, switch off" }).click();
  await bar(page)
    .getByText(/Owner switched it off, today, \d\d:\d\d\./)
    .waitFor();
  await bar(page).getByRole("button", { name: "Switch on" }).click();
  await bar(page)
    .getByRole("link", { name: /^Version/ })
    .click();
  await page.getByText("switched Edgewise off on this shop").waitFor();
});
