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

type Answer = { draft: { document: { condition: object; pages: string[] }; revision: number } };
const path = "/rules/sunday-reading?site=shop";

/** A rule with this condition in its editor. */
async function openRule(condition: object): Promise<Page> {
  const { draft } = (await edge.api("GET", path)) as Answer;
  const document = { ...draft.document, condition };
  await edge.api("PUT", path, { document }, { "if-match": `"${draft.revision}"` });
  const page = await signedInPage(browser, edge);
  await page.goto(new URL("/rules/sunday-reading", page.url()).href);
  await page.getByRole("heading", { name: "Who sees it" }).waitFor();
  return page;
}

async function save(page: Page): Promise<Answer["draft"]["document"]> {
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.getByText("Shoppers see it once you publish.").waitFor();
  return ((await edge.api("GET", path)) as Answer).draft.document;
}

it("a condition is put together from rows, and is what the words beside it say", async () => {
  const page = await openRule({});
  const who = page.getByRole("region", { name: "Who sees it" });
  await who.getByText("Everyone. Add a condition to choose.").waitFor();
  const rows = who.getByRole("listitem");
  await who.getByRole("button", { name: "Add a condition" }).click();
  await rows.nth(0).getByLabel("How it is compared").selectOption("is one of");
  await rows.nth(0).getByLabel("Value", { exact: true }).fill("google\ninstagram");
  await who.getByRole("button", { name: "Add a condition" }).click();
  await rows.nth(1).getByLabel("What it is about").selectOption("Cart value");
  await rows.nth(1).getByLabel("Value", { exact: true }).fill("49,5");
  await who.getByRole("button", { name: "Add a condition" }).click();
  await rows.nth(2).getByLabel("What it is about").selectOption("What they did");
  await rows.nth(2).getByLabel("Times").fill("3");
  await rows.nth(2).getByRole("button", { name: "Only with a parameter" }).click();
  await rows.nth(2).getByLabel("Its value").fill("Lips");
  await who
    .getByText(
      "Visitors whose source is google or instagram and whose cart value is 49.5 or more and who looked at products with category Lips at least 3 times in the last 7 days.",
    )
    .waitFor();
  expect((await save(page)).condition).toEqual({
    source: { $in: ["google", "instagram"] },
    cartValue: { $gte: 49.5 },
    $did: { event: "view_item", where: { item_category: "Lips" }, within: "7d", count: { $gte: 3 } },
  });
});

it("any of several, groups among them, and a row that is removed", async () => {
  const page = await openRule({ source: "google", visitor: "new" });
  const who = page.getByRole("region", { name: "Who sees it" });
  await who.getByLabel("How the conditions go together").selectOption("Any of these holds");
  await who.getByRole("button", { name: "Add a group" }).click();
  const group = who.getByRole("group", { name: "A group of conditions" });
  await group.getByLabel("What it is about").selectOption("Weekday at the shop");
  await group.getByRole("button", { name: "Add a condition" }).click();
  await group.getByLabel("What it is about").nth(1).selectOption("Number of orders");
  await who.getByRole("button", { name: /^Remove: new visitors/ }).click();
  expect((await save(page)).condition).toEqual({
    $or: [{ source: "google" }, { weekday: "monday", orders: { $gte: 1 } }],
  });
});

it("what no row shows is said in words, and stays as it was", async () => {
  const condition = { source: { $ini: ["Google"] }, $nor: [{ device: "mobile" }], visitor: "new" };
  const page = await openRule(condition);
  const who = page.getByRole("region", { name: "Who sees it" });
  await who.getByText(/whose source is Google, in capitals or not \(made through the API/).waitFor();
  await who.getByLabel("Value", { exact: true }).selectOption("returning");
  expect((await save(page)).condition).toEqual({ ...condition, visitor: "returning" });
});

it("pages are typed one in each line, and one that is none says so", async () => {
  const page = await openRule({});
  const where = page.getByRole("region", { name: "Where" }).getByRole("textbox");
  await where.fill("/\nproducts");
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.getByText("A page pattern starts with a slash.").waitFor();
  await where.fill("/\n/products/*");
  expect((await save(page)).pages).toEqual(["/", "/products/*"]);
});
