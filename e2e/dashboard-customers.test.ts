import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { demoConfiguration } from "../demo/scenarios/odile-and-marsh.ts";
import { dashboardHost, shopHost } from "../local/serve.ts";
import { Offer } from "../model/offer.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { signedInPage } from "./testing/signed-in-page.ts";
import { tellOfCustomers } from "./testing/told-customers.ts";
import { until } from "./testing/until.ts";

const markup = `<img src=x onerror="document.title='hacked'">`;

let edge: Edge;
let browser: Browser;
let home: string;
beforeAll(async () => {
  const kept = { id: "kept", name: "Kept for you", layout: "bar", headline: "We kept this for you" };
  const offers = [...demoConfiguration.offers, v.parse(Offer, kept)];
  [edge, browser] = await Promise.all([
    startDemo({ configuration: { ...demoConfiguration, offers } }),
    openBrowser(),
  ]);
  home = `http://${dashboardHost}:${edge.port}`;
  const crowd = Array.from({ length: 60 }, (_, index) => ({
    email: `crowd-${index}@mail.example`,
    name: `Berta Crowd ${index}`,
  }));
  await tellOfCustomers(edge, [
    { email: "ada@mail.example", customer: "7001", name: "Ada Lind", orders: [30, 60] },
    { email: "markup@mail.example", name: markup },
    { email: "ada@work.example" },
    { email: "gone@mail.example", name: "Gone Soon" },
    ...crowd,
  ]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

/** A page where whoever has this role has signed in, at an address of the dashboard. */
async function openAs(role: "owner" | "care" | "viewer", path: string): Promise<Page> {
  if (role === "owner") {
    const page = await signedInPage(browser, edge);
    await page.goto(home + path);
    return page;
  }
  const invited = { name: role, email: `${role}-${crypto.randomUUID()}@shop.example`, role };
  const { url } = (await edge.api("POST", "/invitations", invited)) as { url: string };
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(home + new URL(url).pathname + new URL(url).search);
  await page.waitForURL(`${home}/`);
  await page.goto(home + path);
  return page;
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 }).waitFor();
const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function find(page: Page, text: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Find somebody" }).fill(text);
  await page.keyboard.press("Enter");
}

describe("customers", () => {
  it("are found by name, page by page, and by identities, which stand in no address", async () => {
    const page = await openAs("care", "/customers");
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    await page.getByRole("heading", { name: "Seen last" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("berta");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "The first 50" }).waitFor();
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByRole("heading", { name: "60 customers" }).waitFor();
    await find(page, "nobody@mail.example");
    await page.getByText("Nobody by that").waitFor();
    await find(page, "ADA@mail.example");
    await page.getByText("2 orders").waitFor();
    await page.getByText("€90.00").waitFor();
    await page.getByRole("link", { name: "Ada Lind" }).click();
    await heading(page, "Ada Lind");
    expect(page.url()).toMatch(/\/customers\/[\w-]{22}$/);
    await page.goBack();
    expect(await page.getByRole("searchbox").inputValue()).toBe("ADA@mail.example");
    await page.keyboard.press("Control+k");
    await page.getByRole("option", { name: "Customers Screen" }).waitFor();
    await page.keyboard.type("ada@mail.example");
    await page.getByRole("option", { name: "Ada Lind Customer · 2 orders · €90.00" }).waitFor();
    await page.keyboard.press("Enter");
    await heading(page, "Ada Lind");
    expect(addresses.filter((address) => /mail\.example|berta/i.test(address))).toEqual([]);
  });

  it("are opened by an identity, whose address gives way to their own", async () => {
    const page = await openAs("care", `/customers/by/email/${encodeURIComponent("Ada@mail.example")}`);
    await heading(page, "Ada Lind");
    const { pathname } = new URL(page.url());
    expect(pathname).toMatch(/^\/customers\/[\w-]{22}$/);
    await page.goto(`${home}/customers/by/customer/7001`);
    await heading(page, "Ada Lind");
    expect(new URL(page.url()).pathname).toBe(pathname);
    for (const odd of [
      "by/email/nobody%40mail.example",
      "by/loyalty/a%2Fb%3Fc",
      "by/email/100%",
      "by/%20/x",
    ]) {
      await page.goto(`${home}/customers/${odd}`);
      await page.getByText("Nobody by that").waitFor();
    }
    expect(edge.logs.join("\n")).not.toContain("mail.example");
  });

  it("are seen with what they did, who they are, and why they are in a segment", async () => {
    const page = await openAs("owner", "/customers/by/customer/7001");
    await heading(page, "Ada Lind");
    await card(page, "What happened").getByText("Bought for €60.00").waitFor();
    await card(page, "Who this is").getByText("a…@mail.example").first().waitFor();
    const segments = card(page, "Segments");
    await segments.getByText("Not in Lipstick lookers").click();
    await segments.getByText("Never happened.").waitFor();
    const rules = card(page, "What they were shown, and why");
    await rules.getByRole("button", { name: "What would they see?" }).click();
    await rules.getByText("What they would see on / now").waitFor();
    await rules.getByText("they are not among those whom it is for").first().click();
    await rules.getByText("Here: ").first().waitFor();
    await page.goto(`${home}/customers/${"N".repeat(22)}`);
    await page.getByText("There is no such customer").waitFor();
    await page.goto(`${home}/customers/%E0%A4%A`);
    await page.getByText("There is no such customer").waitFor();
  });

  it("whose name is markup are shown as they are called", async () => {
    const page = await openAs("care", "/customers/by/email/markup%40mail.example");
    await heading(page, markup);
    await page.goto(`${home}/customers`);
    await find(page, "markup@mail.example");
    await page.getByRole("link", { name: markup }).waitFor();
    expect(await page.title()).toBe("Customers · Edgewise");
  });

  it("have notes, which can be taken away and written again, and coupons that are issued", async () => {
    const page = await openAs("care", "/customers/by/customer/7001");
    const notes = card(page, "Notes");
    await notes.getByLabel("A note for whoever serves them next").fill("Wants <i>annotated</i> shades.");
    await page.getByRole("link", { name: "Rules" }).first().click();
    await page.getByRole("dialog").getByText("has not been saved").waitFor();
    await page.getByRole("button", { name: "Stay here" }).click();
    await notes.getByRole("button", { name: "Keep note" }).click();
    await notes.getByRole("listitem").getByText("Wants <i>annotated</i> shades.").waitFor();
    await notes.getByRole("button", { name: /^Delete the note of care/ }).click();
    await notes.getByRole("listitem").waitFor({ state: "detached" });
    expect(await notes.getByLabel("A note for whoever serves them next").inputValue()).toContain("annotated");

    const coupons = card(page, "Coupons");
    await coupons.getByText("They hold none.").waitFor();
    await coupons.getByRole("combobox").selectOption("Welcome, 10 % off");
    await coupons.getByRole("button", { name: "Issue" }).click();
    await coupons.getByText("WELCOME10").waitFor();
    const { entries } = (await edge.api("GET", "/audit?site=shop&kind=profile")) as {
      entries: { what: string }[];
    };
    expect(entries.map(({ what }) => what)).toEqual(["coupon.issued", "note.deleted", "note.written"]);
    expect(JSON.stringify(entries)).not.toMatch(/annotated|Ada|mail\.example/);
  });

  it("have offers pinned to them, which are on their next page and gone once they are taken away", async () => {
    const shopper = await newVisitor(browser);
    onTestFinished(() => shopper.context.close());
    const shop = `http://${shopHost}:${edge.port}`;
    const headline = shopper.page.getByText("We kept this for you");
    await shopper.page.goto(`${shop}/register`);
    const account = { name: "Vera Kept", email: "vera@mail.example", password: "three quiet words" };
    for (const [name, value] of Object.entries(account))
      await shopper.page.fill(`main [name="${name}"]`, value);
    const identified = shopper.page.waitForResponse(
      (response) =>
        response.url().endsWith("/_ew/e") && (response.request().postData() ?? "").includes("identify"),
    );
    await shopper.page.press('main [name="password"]', "Enter");
    await identified;
    await shopper.page.goto(`${shop}/category/lips`);
    expect(await headline.count()).toBe(0);

    const page = await openAs("care", "/customers/by/email/vera%40mail.example");
    const pins = card(page, "Offers for them alone");
    await pins.getByText("Nothing is pinned to them.").waitFor();
    await pins.getByLabel("Offer").selectOption("Kept for you");
    await pins.getByLabel("Where").selectOption("Top of the page");
    await pins.getByLabel("Until").fill("2020-01-01T00:00");
    await pins.getByRole("button", { name: "Pin offer" }).click();
    await pins.getByText("Until a moment that is yet to come").waitFor();
    await pins.getByLabel("Until").fill("");
    await pins.getByLabel("Why, for your colleagues").fill("The parcel was <late>");
    await pins.getByRole("button", { name: "Pin offer" }).click();
    await pins.getByText("The parcel was <late>").waitFor();
    // Read as soon as it is there: what a page was told is gone with the page.
    const told = shopper.page
      .waitForResponse((response) => (response.request().postData() ?? "").includes("ew_exposed"))
      .then((response) => response.json() as Promise<object>);
    await until(async () => {
      await shopper.page.goto(`${shop}/category/lips`);
      return (await headline.count()) === 1;
    });
    await headline.waitFor();
    expect(await told).toMatchObject({ rejected: [] });
    await page.reload();
    await pins.getByText("seen by them").waitFor();
    await card(page, "What happened").getByText("Saw “Kept for you (pinned)”").first().waitFor();
    const rules = card(page, "What they were shown, and why");
    await rules.getByLabel("A page of the shop").fill("/category/lips");
    await rules.getByRole("button", { name: "What would they see?" }).click();
    await rules.getByText("is shown “We kept this for you”").waitFor();

    await pins.getByRole("button", { name: "Take away Kept for you" }).click();
    await pins.getByText("Nothing is pinned to them.").waitFor();
    await until(async () => {
      await shopper.page.goto(`${shop}/category/lips`);
      return (await headline.count()) === 0;
    });
    expect(shopper.complaints).toEqual([]);
  });

  it("become one with whom an identity names, after that was said, and come apart again", async () => {
    const page = await openAs("care", "/customers/by/customer/7001");
    await card(page, "Who this is").getByRole("button", { name: "Add an identity…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("As the shop or the customer writes it").fill("ada@work.example");
    await dialog.getByRole("button", { name: "See what comes of it" }).click();
    await dialog.getByText("They become one person with this customer").waitFor();
    await dialog.getByRole("button", { name: "Yes, make them one" }).click();
    await card(page, "Who this is").getByText("a…@work.example").first().waitFor();
    await card(page, "Who this is")
      .getByText(/^Why: /)
      .click();
    await page.getByRole("button", { name: /Undo the link of .*work\.example/ }).click();
    await page
      .getByRole("dialog")
      .getByText("Then this is no longer theirs: E-mail address a…@work.example.")
      .waitFor();
    await page.getByRole("button", { name: "Yes, undo it" }).click();
    await page.getByText("The link is undone.").waitFor();
    // The index of customers hears of it a moment later.
    const named = async () => {
      await page.goto(`${home}/customers/by/email/ada%40work.example`);
      await page.waitForURL(/\/customers\/[\w-]{22}$/);
      return page.getByRole("heading", { level: 1, name: /^(Customer |Ada Lind)/ }).innerText();
    };
    await expect.poll(named, { timeout: 30_000 }).toMatch(/^Customer /);
  });

  it("are exported as a file, and erased by owners who typed the word", async () => {
    const care = await openAs("care", "/customers/by/email/gone%40mail.example");
    await heading(care, "Gone Soon");
    expect(await care.getByRole("button", { name: "Erase…" }).count()).toBe(0);
    const [file] = await Promise.all([
      care.waitForEvent("download"),
      care.getByRole("link", { name: "Export as a file" }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^shop-[\w-]{22}\.json$/);

    const page = await openAs("owner", "/customers/by/email/gone%40mail.example");
    await page.getByRole("button", { name: "Erase…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await dialog.getByText("Type erase, as it stands there.").waitFor();
    await dialog.getByRole("textbox").fill("Erase");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await page.getByText(/They are (being )?erased/).waitFor();
    await page.waitForURL("**/customers");
    await find(page, "gone@mail.example");
    await page.getByText("Nobody by that").waitFor();
  });

  it("are not for whoever may only look", async () => {
    const page = await openAs("viewer", "/customers");
    await page.getByText("Customers are not for every role").waitFor();
    for (const path of ["/customers/by/customer/7001", `/customers/${"N".repeat(22)}`]) {
      await page.goto(home + path);
      await page.getByText("Customers are not for every role").waitFor();
    }
    await page.goto(`${home}/rules/welcome-from-ads`);
    const seenBy = page.locator("#preview").getByLabel("Seen by");
    await seenBy.waitFor();
    expect(await seenBy.getByRole("option").allInnerTexts()).not.toContain("A customer");
    await page.goto(`${home}/segments`);
    await page.getByRole("link", { name: "Lipstick lookers" }).click();
    await heading(page, "Lipstick lookers");
    expect(await card(page, "Some of them").count()).toBe(0);
    expect(await page.getByText("Ada Lind").count()).toBe(0);
  });
});

describe("segments", () => {
  it("are made, counted, shown with some of their members and why somebody is in them, and used", async () => {
    const page = await openAs("owner", "/segments");
    await page.getByRole("link", { name: "New segment" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Buyers");
    await page.getByRole("button", { name: "Add a condition" }).click();
    await page.getByLabel("What it is about").selectOption({ label: "Number of orders" });
    await page.getByLabel("How it is compared").selectOption("is at least");
    await page.getByLabel("Value").fill("2");
    await page.getByText("1 person at the moment.").waitFor();
    await page.getByRole("button", { name: "Show some" }).click();
    await card(page, "Some of them").getByRole("link", { name: "Ada Lind" }).waitFor();
    const why = card(page, "Is somebody in it?");
    await why.getByLabel("A customer").fill("ada@mail.example");
    await why.getByRole("button", { name: "Tell me why" }).click();
    await why.getByText("Ada Lind is in it.").waitFor();
    await why.getByText("Here: 2.").waitFor();
    await why.getByLabel("A customer").fill("berta crowd 1");
    await why.getByRole("button", { name: "Tell me why" }).click();
    await why.getByText("is not in it.").waitFor();
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.waitForURL("**/segments/buyers");
    await page.getByText("Nothing asks for it yet.").waitFor();
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Yes, delete it" }).click();
    await page.waitForURL("**/segments");
    await page.getByText("Buyers is deleted.").waitFor();
    expect(await page.getByRole("link", { name: "Buyers" }).count()).toBe(0);
  });

  it("that a rule asks for say so, and cannot be deleted", async () => {
    const page = await openAs("owner", "/segments");
    await page.getByRole("link", { name: "Lipstick lookers" }).click();
    await page.getByText("One thing asks for it:").waitFor();
    await page.getByText("What asks for it has to do without it first").waitFor();
    expect(await page.getByRole("button", { name: "Delete…" }).count()).toBe(0);
    await page.getByRole("link", { name: /^Rule: / }).click();
    await page.waitForURL("**/rules/*");
  });
});
