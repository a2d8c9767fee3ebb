import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { type Origin, page as answer, startOrigin } from "./testing/origin.ts";
import { freePort, type Program, startProgram } from "./testing/program.ts";

const require = createRequire(import.meta.url);
const template = (file: string) =>
  readFileSync(require.resolve(`startbootstrap-shop-homepage/dist/${file}`), "utf8");
/** Its pictures are on a host of their own: a grey one stands for each. */
const html = template("index.html").replaceAll(/https:\/\/dummyimage\.com[^"]*/g, "/picture.svg");
const grey =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 450 300"><path fill="#dee2e6" d="M0 0h450v300H0z"/></svg>';

const folder = fileURLToPath(new URL("../docs/pictures/marketers/", import.meta.url));
/** With `PICTURES=1` the pictures of docs/marketers.md are taken anew. */
const takesPictures = process.env["PICTURES"] !== undefined;

const host = "lamps.shop.localhost";
const fromTheAd = "/?utm_source=google&utm_medium=cpc&utm_campaign=winter";
const usual = "Shop in style";
const offered = "10 % off, all winter";

let state: string;
let port: number;
let shop: Origin;
let edgewise: Program;
let browser: Browser;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), "edgewise-marketer-"));
  const as = (type: string, text: string) => answer(text, { "content-type": type });
  [port, shop, browser] = await Promise.all([
    freePort(),
    startOrigin({
      "/": answer(html),
      "/css/styles.css": as("text/css", template("css/styles.css")),
      "/js/scripts.js": as("text/javascript", template("js/scripts.js")),
      "/picture.svg": as("image/svg+xml", grey),
    }),
    openBrowser(),
  ]);
  edgewise = startProgram("--port", String(port), "--state", state);
  await edgewise.wrote("Edgewise is running.");
});
afterAll(async () => {
  await browser?.close();
  edgewise?.interrupt();
  await Promise.all([edgewise?.ended, shop?.close()]);
  rmSync(state, { recursive: true, force: true });
});

async function picture(name: string, page: Page, element?: Locator): Promise<void> {
  if (!takesPictures) return;
  mkdirSync(folder, { recursive: true });
  await expect.poll(() => page.locator(".skeleton").count()).toBe(0);
  // What stays in view while one scrolls would lie over the rest.
  const style = ".status-region, .save-bar { visibility: hidden }";
  await (element ?? page).screenshot({ path: join(folder, `${name}.png`), animations: "disabled", style });
}

/** The hero of the shop, as somebody sees it who comes for the first time. */
async function heroFor(path: string, name?: string): Promise<string> {
  const { context, page } = await newVisitor(browser);
  try {
    await page.goto(`http://${host}:${port}${path}`);
    if (name !== undefined) await picture(name, page);
    return await page.getByRole("heading", { level: 1 }).innerText();
  } finally {
    await context.close();
  }
}

const within5s = { timeout: 5000, interval: 200 };

/** What somebody does who has the printed link, their shop's addresses, and the screens. */
it("a marketer who has never seen Edgewise goes live, and takes it back", { timeout: 180_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const link = /Sign in +(\S+)/.exec(edgewise.output())?.[1] ?? "";
  const press = (name: string | RegExp) => page.getByRole("button", { name }).click();
  const follow = (name: string | RegExp) => page.getByRole("link", { name, exact: true }).click();
  const heading = (name: string) => page.getByRole("heading", { level: 1, name }).waitFor();

  // Signs in, and adds their shop.
  await page.goto(link);
  await follow("Add a shop");
  await page.getByLabel("Shop name").fill("Lamps & Co");
  await page.getByLabel("Hosts shoppers use").fill(host);
  await page.getByLabel("Origin (optional)").fill(shop.url);
  await picture("add-a-shop", page);
  await press("Add shop");

  // Verifies the install, which a browser has to prove.
  await heading("Install");
  await page.getByText("No browser has been heard yet.").waitFor();
  await press("Verify now");
  const opened = context.waitForEvent("page");
  await follow("Open the page");
  const shopTab = await opened;
  await shopTab.getByRole("heading", { level: 1, name: usual }).waitFor();
  const works = page.getByText("It works. The page has what it needs, and a browser was heard");
  await works.waitFor();
  await shopTab.close();
  await works.scrollIntoViewIfNeeded();
  await picture("verified", page);

  // The screen says what comes next: a rule. Its recipe asks for the campaign and the coupon.
  await follow("Make a rule");
  await heading("New rule");
  await picture("recipes", page);
  await follow("Campaign landing");
  await page.getByLabel("Name of the campaign").fill("winter");
  await page.getByLabel("Coupon", { exact: true }).selectOption("A new one…");
  expect(await page.getByLabel("Percent off").inputValue()).toBe("10");
  await page.getByLabel("Code", { exact: true }).fill("WINTER10");
  await picture("a-recipe", page);
  await press("Make the draft");
  await heading("Campaign landing: winter");

  // Whom it is for: of all who came by the campaign, those for whose click was paid.
  const who = page.getByRole("region", { name: "Who sees it" });
  await who.getByRole("button", { name: "Add a condition" }).click();
  await who.getByLabel("What it is about").last().selectOption("Medium");
  await who.getByLabel("Value").last().fill("cpc");
  // The frame shows the shop again once the draft is saved.
  const shopShown = page.waitForResponse((response) => response.request().isNavigationRequest());
  await press("Save draft");
  await page.getByText("Draft saved. Shoppers see it once you publish.").waitFor();
  // With its styles: until they are there nothing of it is drawn.
  await (await shopShown).frame().waitForLoadState();
  await page.getByRole("heading", { level: 1 }).scrollIntoViewIfNeeded();
  const looks = page.getByRole("region", { name: "How it looks" });
  await looks.frameLocator("iframe").getByRole("heading", { level: 1, name: usual }).waitFor();
  await picture("the-rule", page);

  // Picks the hero on the shop's own page, and writes what was promised.
  await follow("Edit on the page");
  const framed = page.frameLocator("iframe[title='The shop: /']");
  await framed.getByRole("heading", { level: 1, name: usual }).click();
  const picked = page.getByRole("region", { name: "Picked" });
  await picked.getByText("1 element on this page").waitFor();
  await picked.getByLabel("Text").fill(offered);
  await framed.getByRole("heading", { level: 1, name: offered }).waitFor();
  await press("Save draft");
  await page.getByText("Draft saved. Shoppers see it once you publish.").waitFor();
  // That may have been said of the first time still: whoever leaves too early is asked whether to.
  await page.locator(".save-bar-dirty").waitFor({ state: "detached" });
  await page.getByRole("heading", { level: 1 }).scrollIntoViewIfNeeded();
  await picture("on-the-page", page);

  // Looks at it as such a visitor, on a phone.
  await follow("The rule");
  await looks.getByLabel("Seen by").selectOption("Somebody from an advertisement");
  expect(await looks.getByLabel("Campaign").inputValue()).toBe("winter");
  await looks.getByText("Phone, 360").click();
  const onPhone = looks.frameLocator("iframe");
  await onPhone.getByRole("heading", { level: 1, name: offered }).waitFor();
  await onPhone.getByText("10 % off your order with the code WINTER10.").waitFor();
  expect(await onPhone.locator("html").evaluate(() => innerWidth)).toBe(360);
  expect(await heroFor(fromTheAd)).toBe(usual);
  // Tall enough for all of a phone beside the form.
  const usualSize = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ ...usualSize, height: 1200 });
  await page.evaluate(() => scrollTo(0, 200));
  await picture("on-a-phone", page, looks);
  await page.setViewportSize(usualSize);

  // Publishes, and sees it on the shop.
  await press("Review and publish");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Rule Campaign landing: winter is new.").waitFor();
  await dialog.getByLabel("Note for your team (optional)").fill("The winter advertisement");
  await picture("publish", page, dialog);
  await dialog.getByRole("button", { name: "Publish now" }).click();
  await page.getByText("Version 2 is live. Shoppers see it within 5 seconds.").waitFor();
  await expect.poll(() => heroFor(fromTheAd), within5s).toBe(offered);
  await heroFor(fromTheAd, "on-the-shop");
  expect(await heroFor("/")).toBe(usual);
  expect(await heroFor("/?utm_source=newsletter&utm_medium=email&utm_campaign=winter")).toBe(usual);

  // Is told by Home that all is set up.
  await follow("Home");
  await heading("Lamps & Co");
  await page.getByText("Nothing needs you now.").waitFor();
  await picture("home", page);

  // Changes their mind.
  await follow("Version 2");
  await heading("Versions");
  await picture("versions", page);
  await press("Go back to this: version 1");
  await page.getByText("Version 3 is live, with what version 1 had.").waitFor();
  await expect.poll(() => heroFor(fromTheAd), within5s).toBe(usual);

  // Finds both in the audit.
  await follow("Home");
  await follow("Everything that was done");
  const audit = page.getByRole("list", { name: "What was done, the latest first" });
  const deed = (text: string) => audit.getByRole("listitem").filter({ hasText: text });
  await deed("Owner went back to an older version: version 3").waitFor();
  await deed("Owner published version 2: The winter advertisement").waitFor();
  await picture("audit", page);
  await context.close();
});
