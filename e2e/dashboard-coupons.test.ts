import type { Browser, Page } from "playwright-core";
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

/** The coupons, as an owner who has just signed in sees them. */
async function openCoupons(): Promise<Page> {
  const page = await signedInPage(browser, edge);
  await page.getByRole("link", { name: "Coupons" }).click();
  await page.getByRole("heading", { name: "Coupons", level: 1 }).waitFor();
  return page;
}

const publish = async (page: Page) => {
  await page.getByRole("button", { name: "Review and publish" }).click();
  await page.getByRole("button", { name: "Publish now" }).click();
  await page.getByText("Everything is live").waitFor();
};

it("a coupon is made, said in words while it is typed, published, given to somebody, and counted", async () => {
  const page = await openCoupons();
  await page.getByRole("link", { name: "New coupon" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Früh & spät");
  await page.getByLabel("Percent").fill("12,5");
  await page.getByLabel("At most").fill("20");
  await page.getByLabel("Cart worth at least").fill("30");
  await page
    .getByLabel("Who gets which code")
    .selectOption("A code of their own for each person, made by Edgewise");
  expect(await page.getByLabel("Pattern").inputValue()).toBe("FRHSPT-#############");
  await page.getByLabel("Pattern").fill("glow-#############");
  await page.getByLabel("In all").fill("500");
  await page.getByLabel("Until").fill("2031-12-01T00:00");
  await page.getByLabel("Hours that a person has it").fill("72");
  const words = page.getByRole("region", { name: "In words" });
  expect((await words.innerText()).split("\n").filter(Boolean)).toEqual([
    "In words",
    "12.5 % off, €20.00 at most for carts from €30.00",
    "Each person gets a code of their own.",
    "500 times in all, once per person.",
    "Until 1 Dec 2031, 00:00, each for 3 days after they got it.",
    "Not together with other coupons.",
  ]);
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.waitForURL("**/coupons/fruh-spat");
  await page.getByText("No offer shows it yet.").waitFor();
  expect(await edge.api("GET", "/coupons/fruh-spat?site=shop")).toMatchObject({
    draft: {
      live: null,
      document: {
        name: "Früh & spät",
        code: null,
        pool: { kind: "generated", pattern: "GLOW-#############" },
        discount: { kind: "percent", percent: 12.5, most: 2000 },
        minimum: 3000,
        limits: { total: 500, perPerson: 1, perDay: null },
        schedule: { from: null, until: "2031-12-01T00:00" },
        hoursAfterIssue: 72,
      },
    },
  });

  await publish(page);
  await page.getByText("Nobody has one yet.").waitFor();
  await edge.api("POST", "/coupons/fruh-spat/issue?site=shop", {
    identities: [{ type: "email", value: "ada@mail.example" }],
  });
  await page.reload();
  await page.getByText("One was given to somebody.").waitFor();
  expect(await page.getByRole("definition").allInnerTexts()).toEqual(["1", "0", "0", "0", "0"]);
  await page.getByRole("link", { name: "Coupons" }).first().click();
  await page.getByText("One given, none redeemed", { exact: true }).waitFor();
});

it("what is missing or no number is said beside its field, and nothing that was typed is lost", async () => {
  const page = await openCoupons();
  await page.getByRole("link", { name: "New coupon" }).click();
  await page.getByLabel("In all").fill("many");
  await page.getByLabel("Percent").fill("110");
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.getByText("A name is needed.").waitFor();
  await page.getByText("A percentage is at most 100.").waitFor();
  await page.getByText("Write a number such as 100, or nothing.").waitFor();
  expect(await page.getByLabel("In all").inputValue()).toBe("many");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid"))).toBe("true");
  await page.getByRole("link", { name: "Rules" }).click();
  await page.getByRole("dialog").getByText("has not been saved").waitFor();
});

it("a pool of the shop's own codes is filled, and codes that are none say why", async () => {
  const page = await openCoupons();
  await page.getByRole("link", { name: "New coupon" }).click();
  await page.getByLabel("Name", { exact: true }).fill("From the list");
  await page
    .getByLabel("Who gets which code")
    .selectOption("A code of their own for each person, from a list of yours");
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.waitForURL("**/coupons/from-the-list");
  await publish(page);
  const codes = page.getByLabel("Codes, one in each line");
  await codes.fill("ABC-1\nABC-2\n\nnot a code");
  await page.getByRole("button", { name: "Add them" }).click();
  await page.getByText("2 codes added, 0 known before, 1 refused.").waitFor();
  await page.getByText("2 codes are left in your list.").waitFor();
  expect(await codes.inputValue()).toBe("not a code");
  await page.getByText(/^not a code: /).waitFor();
});

it("two who edit one coupon are told, and neither's words are lost", async () => {
  const [mine, theirs] = [await openCoupons(), await openCoupons()];
  for (const page of [mine, theirs]) await page.getByRole("link", { name: "Welcome, 10 % off" }).click();
  await theirs.getByLabel("Budget").fill("1000");
  await theirs.getByRole("button", { name: "Save draft" }).click();
  await theirs.getByText("Shoppers see it once you publish.").waitFor();
  await mine.getByLabel("In all").fill("99");
  await mine.getByRole("button", { name: "Save draft" }).click();
  await mine.getByText("Someone else saved Welcome, 10 % off").waitFor();
  expect(await mine.getByLabel("In all").inputValue()).toBe("99");
  await mine.getByRole("button", { name: "Load theirs" }).click();
  expect(await mine.getByLabel("Budget").inputValue()).toBe("1000.00");
  await mine.getByRole("button", { name: "Bring back what I typed" }).click();
  expect(await mine.getByLabel("In all").inputValue()).toBe("99");
});
