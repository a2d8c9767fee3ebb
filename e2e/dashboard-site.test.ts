import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Site } from "../model/site.ts";
import { DemoDashboard } from "./testing/demo-dashboard.ts";

const dashboard = new DemoDashboard();

async function openSettings(): Promise<Page> {
  const page = await dashboard.open("/settings/site");
  await page.getByLabel("Name", { exact: true }).waitFor();
  return page;
}

async function siteNow(): Promise<Site> {
  const { sites } = (await dashboard.edge.api("GET", "/sites")) as { sites: Site[] };
  const [site] = sites;
  if (site === undefined) throw new Error("There is no site.");
  return site;
}

const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();

it("every setting is saved as it was typed, and what was not touched stays", async () => {
  const before = await siteNow();
  const page = await openSettings();
  await page.getByLabel("Name", { exact: true }).fill("Odile & Daughters");
  await page.getByLabel("Hosts of pages that have the line pasted").fill("blog.example\nnews.example");
  await page.getByLabel("Say how quickly pages came").check();
  await page.getByRole("button", { name: "Add pages" }).click();
  await page.getByLabel("Pages, one in each line").last().fill("/category/*");
  await page.getByLabel("Seconds until the shop is asked anew").last().fill("120");
  await page.getByLabel("What the shop runs on").selectOption("WooCommerce");
  await page.getByLabel("New visitors of one address who are given a coupon in an hour").fill("40");
  await page.getByLabel("Visitors are remembered").selectOption("only once they have agreed");
  await page.getByLabel("The shop’s consent banner").selectOption("Another, by its cookie");
  await page.getByLabel("Name of its cookie").fill("agreed");
  await page.getByLabel("What the cookie contains").fill("yes");
  await page.getByLabel("Share of visitors who get nothing").fill("7,5");
  await page.getByLabel("Orders count for so long").fill("30");
  await page.getByLabel("Most offers on a page").fill("2");
  await page.getByLabel("Trait").fill("loyalty");
  await page.getByRole("button", { name: "Add a trait" }).click();
  await page.getByLabel("loyalty", { exact: true }).selectOption("The greatest");
  await save(page);
  await page.getByText("Saved. It is live within 5 seconds.").waitFor();
  await page.getByRole("paragraph").filter({ hasText: "Odile & Daughters" }).first().waitFor();
  expect(await siteNow()).toMatchObject({
    ...before,
    revision: expect.any(Number),
    liveVersion: expect.any(Number),
    name: "Odile & Daughters",
    snippetHosts: ["blog.example", "news.example"],
    vitals: true,
    sharedPages: [
      ...before.sharedPages,
      { pages: ["/category/*"], freshForSeconds: 120, privateCookies: [] },
    ],
    platform: "woocommerce",
    newHoldersPerHour: 40,
    consent: "asked",
    consentBanner: { cookie: "agreed", contains: "yes" },
    holdout: 0.075,
    attribution: "30d",
    fatigue: { offersPerPage: 2, offersPerSession: before.fatigue.offersPerSession },
    traits: { ...before.traits, loyalty: "maximum" },
  });
});

it("what is wrong is said beside its field, and whoever leaves is asked first", async () => {
  const page = await openSettings();
  await page.getByLabel("Prefix").fill("ew");
  await page.getByLabel("Share of visitors who get nothing").fill("80");
  await save(page);
  await page.getByText("2 things need a change before this can be saved.").waitFor();
  expect(await page.getByLabel("Prefix").getAttribute("aria-invalid")).toBe("true");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid"))).toBe("true");
  await page.getByRole("link", { name: "Rules", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stay here" }).click();
  expect(await page.getByLabel("Prefix").inputValue()).toBe("ew");
  await page.getByRole("link", { name: "Rules", exact: true }).click();
  await page.getByRole("button", { name: "Leave without saving" }).click();
  await page.waitForURL(`${dashboard.home}/rules`);
});

it("two who change the settings are told, and neither's words are lost", async () => {
  const [mine, theirs] = [await openSettings(), await openSettings()];
  await theirs.getByLabel("Version of the notice").fill("2026-11");
  await save(theirs);
  await theirs.getByText("Saved. It is live").waitFor();
  await mine.getByLabel("Name", { exact: true }).fill("Mine");
  await save(mine);
  await mine.getByText("Somebody else saved these settings").waitFor();
  expect(await mine.getByLabel("Name", { exact: true }).inputValue()).toBe("Mine");
  await mine.getByRole("button", { name: "Load theirs" }).click();
  expect(await mine.getByLabel("Version of the notice").inputValue()).toBe("2026-11");
});

it("forms of other settings ask too before what was typed goes", async () => {
  const page = await openSettings();
  for (const [path, field] of [
    ["/settings", "Name of the new passkey"],
    ["/settings/people", "E-mail"],
    ["/settings/keys", "Name"],
  ] as const) {
    await page.goto(dashboard.home + path);
    await page.getByLabel(field, { exact: true }).first().fill("something");
    await page.getByRole("link", { name: "Rules", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Leave without saving" }).click();
    await page.waitForURL(`${dashboard.home}/rules`);
  }
});
