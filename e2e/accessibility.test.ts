import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dashboardHost, shopHost } from "../local/serve.ts";
import type { Site } from "../model/site.ts";
import { violations } from "./testing/axe.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { tellOfCustomers } from "./testing/told-customers.ts";
import { signIn } from "./testing/signed-in-page.ts";
import { smallTargets } from "./testing/small-targets.ts";

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
  const name = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen";
  await edge.api("PUT", "/goals/unbroken?site=shop", {
    document: { id: "unbroken", name, event: "view_item" },
  });
  type Sites = { sites: (Site & { liveVersion: number; revision: number })[] };
  const [known] = ((await edge.api("GET", "/sites")) as Sites).sites;
  const { liveVersion: _, revision, ...site } = known!;
  const traits = { aTraitWithTheLongestNameThatOneMayHave12: "latest" };
  await edge.api("PUT", "/sites/shop", { ...site, traits }, { "if-match": `"${revision}"` });
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

/** What holds for every screen. */
function checkOn(page: Page): (screen: string) => Promise<void> {
  return async (screen) => {
    // As tall as what is on it: what lies under a bar that stays in view is scrolled out from there.
    const window = page.viewportSize() ?? { width: 0, height: 0 };
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: window.width, height: Math.max(window.height, height) });
    expect(await violations(page), screen).toEqual([]);
    expect(await smallTargets(page), `${screen} has what is too small to be pressed`).toEqual([]);
    await page.setViewportSize(window);
    const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(sticksOut, `${screen} is wider than the window`).toBe(false);
  };
}

const looks = [
  ["wide and light", { width: 1280, height: 900 }, "light"],
  ["narrow and dark", { width: 360, height: 780 }, "dark"],
] as const;

describe("the dashboard", () => {
  it.each(looks)(
    "is accessible on every screen, %s, and nothing sticks out",
    async (_what, viewport, colorScheme) => {
      // Colours are measured where they end, not on the way.
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      const home = `http://${dashboardHost}:${edge.port}`;
      const check = checkOn(page);
      await page.goto(`${home}/sign-in`);
      await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
      await check("sign-in");
      await signIn(page, edge);
      await page.getByRole("link", { name: "Welcome offer" }).waitFor();
      await check("rules");
      await page.getByRole("button", { name: "Go to…" }).click();
      await page.getByRole("option", { name: "Home" }).waitFor();
      await check("going anywhere");
      await page.keyboard.type("welcome");
      await page.getByRole("option", { name: "Welcome offer Edit on the page" }).waitFor();
      await check("going somewhere by name");
      await page.goto(`${home}/placements`);
      await page.getByRole("link", { name: "Below the hero" }).waitFor();
      await page.getByRole("button", { name: "Go to…" }).click();
      const palette = page.getByRole("dialog");
      await palette.waitFor();
      const corner = await palette.evaluate((dialog) => getComputedStyle(dialog).borderTopLeftRadius);
      expect(corner, "the palette looks like one where no other dialog has been").not.toBe("0px");
      await page.goto(`${home}/rules`);
      await page.getByRole("button", { name: "More: Welcome back" }).click();
      await page.getByRole("button", { name: "Move to the end of its lane" }).waitFor();
      await check("a rule's menu");
      await page.getByRole("button", { name: "Delete…" }).click();
      await page.getByRole("dialog", { name: "Delete Welcome back?" }).waitFor();
      await check("deleting a rule");
      await page.getByRole("button", { name: "Keep it" }).click();
      await page.getByRole("link", { name: "New rule" }).click();
      await page.getByRole("link", { name: "Blank" }).waitFor();
      await check("recipes");
      await page.getByRole("link", { name: "Win back" }).click();
      await page.getByLabel("Coupon").selectOption("A new one…");
      await page.getByRole("button", { name: "Make the draft" }).click();
      await page.getByText("This is needed.").waitFor();
      await check("a recipe with problems");
      await page.goto(`${home}/rules/new/blank`);
      await page.getByText("It does nothing yet").waitFor();
      await page.getByText("No other rule that is on").waitFor();
      await check("a blank rule");
      await page.goto(`${home}/rules`);
      await page.getByRole("link", { name: "Welcome offer" }).waitFor();
      await page.getByRole("button", { name: "Switch off…" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Yes, switch off" }).waitFor();
      await check("switching off");
      await page.getByRole("button", { name: "Yes, switch off" }).click();
      await page.getByRole("region", { name: "Publishing" }).getByText("Edgewise is switched off").waitFor();
      await check("switched off");
      await page.goto(`${home}/rules/welcome-from-ads`);
      await page.getByText("Shoppers see the shop’s own pages.").waitFor();
      await page.getByRole("button", { name: "Switch on", exact: true }).click();
      await page.getByRole("button", { name: "Switch off…" }).waitFor();
      await page.getByLabel("Headline").fill(`A headline, ${colorScheme}`);
      await check("editor");
      await page.getByLabel("Add a language").selectOption(colorScheme === "light" ? "es" : "it");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByLabel("Headline").fill("{{ citty }}");
      await page.getByLabel("Value (EUR)").fill("a lot");
      await page.getByRole("button", { name: "Save draft" }).click();
      await page.getByText("Did you mean {{ city }}?").first().waitFor();
      await check("editor with problems");
      await page.getByLabel("Headline").fill(`Another language, ${colorScheme}`);
      await page.getByLabel("Value (EUR)").fill("12");
      await page.getByRole("button", { name: "Save draft" }).click();
      await page.getByRole("button", { name: "Review and publish" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Publish now" }).waitFor();
      await page.getByLabel("What changes in").first().click();
      await page.getByRole("dialog").getByLabel("When").selectOption("Later");
      await page.getByRole("dialog").getByRole("button", { name: "Publish then" }).click();
      await page.getByText("Choose a moment that is to come.").waitFor();
      await check("publish");
      await page.getByRole("dialog").getByRole("button", { name: "Discard all…" }).click();
      await page.getByRole("button", { name: "Keep them" }).waitFor();
      await check("discarding");
      await page.goto(`${home}/publish`);
      await page.getByText("What changed with version 1").click();
      await page.getByText("Version 1: comment on it").click();
      await page.getByText("Offer Welcome offer is new.").waitFor();
      await check("versions");
      await page.goto(`${home}/offers`);
      await page.getByRole("link", { name: "Welcome offer" }).click();
      await page.getByText("One rule shows it:").waitFor();
      await check("offer");
      await page.goto(`${home}/placements`);
      await page.getByRole("link", { name: "Below the hero" }).click();
      await page.getByText("One element on this page is meant by it.").waitFor();
      await check("a place for offers");
      await page.goto(`${home}/goals`);
      await page.getByRole("link", { name: "Looked at lip products" }).waitFor();
      await check("goals");
      await page.goto(`${home}/goals/new/returned`);
      await page.getByText("Less of it is better.").waitFor();
      await check("a new goal");
      await page.goto(`${home}/coupons`);
      await page.getByRole("link", { name: "Welcome, 10 % off" }).waitFor();
      await check("coupons");
      await page.getByRole("link", { name: "Welcome, 10 % off" }).click();
      await page.getByText("Nobody has one yet.").waitFor();
      await page.getByRole("heading", { name: "Together with other coupons" }).click();
      await check("coupon");
      await page.goto(`${home}/coupons/new`);
      await page.getByRole("button", { name: "Save draft" }).click();
      await page.getByText("A name is needed.").waitFor();
      await check("new coupon with problems");
    },
  );

  it.each(looks)(
    "is accessible where people sign in and are looked after, %s, and nothing sticks out",
    async (_what, viewport, colorScheme) => {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      const home = `http://${dashboardHost}:${edge.port}`;
      const check = checkOn(page);
      await page.goto(`${home}/sign-in`);
      await page.getByText("Neither works?").click();
      await page.getByLabel("E-mail").fill("nobody@shop.example");
      await page.getByLabel("Password", { exact: true }).fill("no password of anybody");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
      await check("sign-in that did not work");
      await signIn(page, edge);
      await page.getByRole("link", { name: "Welcome offer" }).waitFor();
      await page.goto(`${home}/`);
      await page.getByText("No browser has been heard from the shop yet.").waitFor();
      await check("home");
      await page.goto(`${home}/install`);
      await page.getByText("Google Tag Manager").click();
      await page.getByText("The shop’s DNS is elsewhere").click();
      await page.getByLabel("Page to look at").fill(`http://${shopHost}:${edge.port}/nothing-here`);
      await page.getByRole("button", { name: "Verify now" }).click();
      await page.getByText("The page answers with an error.").waitFor();
      await check("install with a fault");
      await page.goto(`${home}/settings/site`);
      await page.getByRole("button", { name: "Add pages" }).click();
      await page.getByLabel("Prefix").fill("no prefix");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("things need a change before this can be saved.").waitFor();
      await check("the shop's settings with problems");
      await page.reload();
      await page.goto(`${home}/settings`);
      await page.getByText("This one").waitFor();
      await check("settings");
      await page.goto(`${home}/settings/people`);
      const invitations = page.getByRole("region", { name: "Invitations" });
      await invitations.getByLabel("Name").fill("Mia");
      await invitations.getByLabel("E-mail").fill("a-rather-long-address-of-mia@somewhere.shop.example");
      await invitations.getByRole("button", { name: "Invite" }).click();
      await page.getByRole("dialog", { name: "An invitation for Mia" }).waitFor();
      await check("an invitation");
      await page.getByRole("button", { name: "Done" }).click();
      await check("people");
      await page.goto(`${home}/settings/audit`);
      await page.getByText("What changed").first().click();
      await check("audit");
      await page.goto(`${home}/settings/keys`);
      await page.getByLabel("Name").fill("Till");
      await page.getByLabel("Send events").check();
      const database = await edge.miniflare.getD1Database("DB");
      await database.prepare("UPDATE sessions SET proved_at_ms = 0").run();
      await page.getByRole("button", { name: "Make key" }).click();
      await page.getByRole("dialog", { name: "Is it still you?" }).waitFor();
      await check("signing in again");
      await page.getByRole("button", { name: "Cancel" }).click();
      await check("keys");
      await context.close();
    },
  );

  it.each(looks)(
    "is accessible where the shop itself is seen in it, %s, and nothing sticks out",
    async (_what, viewport, colorScheme) => {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      const home = `http://${dashboardHost}:${edge.port}`;
      const check = checkOn(page);
      await signIn(page, edge);
      await page.getByRole("link", { name: "Welcome offer" }).waitFor();
      await page.goto(`${home}/rules/welcome-back`);
      await page.getByRole("button", { name: "Make a link" }).click();
      await page.getByLabel("Link to the preview").waitFor();
      await page.getByLabel("Seen by").selectOption("Somebody from an advertisement");
      await check("preview");
      await page.getByRole("link", { name: "Edit on the page" }).click();
      const shop = page.frameLocator(".shop-frame iframe");
      await shop.locator(".hero-button").click();
      const picked = page.getByRole("region", { name: "Picked" });
      await picked.getByText("1 element on this page").waitFor();
      await picked.getByText("Set an attribute").click();
      await picked.getByText("Show an offer here").click();
      await picked.getByLabel("Link", { exact: true }).fill("javascript:alert(1)");
      await page.getByRole("button", { name: "Save draft" }).click();
      await page.getByText("An address is a path such as").first().waitFor();
      await check("a page that is edited");
      await page.getByLabel("Page", { exact: true }).fill("/nowhere");
      await page.getByRole("button", { name: "Open", exact: true }).click();
      await page.getByText("This page cannot be edited here").waitFor();
      await check("a page that cannot be edited");
      await context.close();
    },
  );
});

describe("customers and segments", () => {
  it.each(looks)("are accessible, %s, and nothing sticks out", async (_what, viewport, colorScheme) => {
    const long = `${"Annabel-Wilhelmina-".repeat(4)}${colorScheme}`;
    await tellOfCustomers(edge, [
      { email: `x${colorScheme}@other.example` },
      { email: `${colorScheme}@mail.example`, customer: `90-${colorScheme}`, name: long, orders: [30] },
    ]);
    const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
    const page = await context.newPage();
    const home = `http://${dashboardHost}:${edge.port}`;
    const check = checkOn(page);
    await signIn(page, edge);
    await page.getByRole("link", { name: "Welcome offer" }).waitFor();
    await page.goto(`${home}/customers`);
    await page.getByRole("link", { name: long }).waitFor();
    await check("customers");
    await page.getByRole("searchbox").fill("nobody@mail.example");
    await page.keyboard.press("Enter");
    await page.getByText("Nobody by that").waitFor();
    await check("nobody found");
    await page.goto(`${home}/customers/by/customer/90-${colorScheme}`);
    await page.getByText("Bought for €30.00").first().waitFor();
    await page.getByLabel("A note for whoever serves them next").fill("A-note-without-a-blank-".repeat(8));
    await page.getByRole("button", { name: "Keep note" }).click();
    await page.getByRole("button", { name: /^Delete the note/ }).waitFor();
    await page.getByRole("button", { name: "Pin offer" }).click();
    await page.getByRole("button", { name: /^Take away/ }).waitFor();
    await page.getByRole("button", { name: "What would they see?" }).click();
    await page.getByText("What they would see on / now").waitFor();
    for (const summary of await page.locator("main details > summary").all()) await summary.click();
    await check("customer");
    await page.getByRole("button", { name: /^Undo the link/ }).click();
    await page.getByRole("dialog").getByText("Then this is no longer theirs").waitFor();
    await check("undoing");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Add an identity…" }).click();
    await page.getByLabel("As the shop or the customer writes it").fill(`x${colorScheme}@other.example`);
    await page.keyboard.press("Enter");
    await page.getByText("They become one person with this customer").waitFor();
    await check("linking");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Erase…" }).click();
    await page.getByRole("button", { name: "Erase for good" }).click();
    await page.getByText("Type erase, as it stands there.").waitFor();
    await check("erasing");
    await page.goto(`${home}/customers/${"N".repeat(22)}`);
    await page.getByText("There is no such customer").waitFor();
    await check("no such customer");
    await page.goto(`${home}/segments`);
    await page.getByRole("link", { name: "Lipstick lookers" }).click();
    await page.getByRole("button", { name: "Show some" }).click();
    await page.getByLabel("A customer").fill(`90-${colorScheme}`);
    await page.getByRole("button", { name: "Tell me why" }).click();
    await page.getByText("Never happened.").waitFor();
    await check("segment");
    await page.goto(`${home}/segments/new`);
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("A name is needed.").waitFor();
    await check("new segment with problems");
    await context.close();
  });
});

describe("the editor", () => {
  it("is accessible with every kind of change, and keeps what is written into its fields", async () => {
    const selector = "h1";
    const changes: object[] = [
      { type: "setStyle", selector, property: "color", value: "red", important: true },
      { type: "setClass", selector, add: ["added"], remove: ["removed"] },
      { type: "setImage", selector: "img", src: "/a.jpg", alt: "A", srcset: null },
      { type: "setLink", selector: "a", href: "/sale" },
      { type: "insertHtml", selector, position: "after", html: "<hr>" },
      { type: "replaceHtml", selector, html: "<h1>New</h1>" },
      { type: "remove", selector: ".promo" },
      { type: "move", selector: "nav", to: "footer", position: "start" },
      { type: "addStyles", css: "h1{top:0}" },
    ];
    const path = "/rules/sunday-reading?site=shop";
    type Answer = { draft: { document: { variants: object[] }; revision: number } };
    const { draft } = (await edge.api("GET", path)) as Answer;
    const document = { ...draft.document, variants: [{ id: "a", changes }] };
    await edge.api("PUT", path, { document }, { "if-match": `"${draft.revision}"` });

    const page = await browser.newPage({ reducedMotion: "reduce", viewport: { width: 360, height: 780 } });
    const home = `http://${dashboardHost}:${edge.port}`;
    await signIn(page, edge);
    await page.getByRole("link", { name: "Welcome offer" }).waitFor();
    await page.goto(`${home}/rules/sunday-reading`);
    await page.getByLabel("Picture", { exact: true }).fill("/b.jpg");
    await page.getByLabel("What the picture shows").fill("");
    await page.getByLabel("CSS", { exact: true }).fill("h1{top:1px}");
    expect(await page.getByLabel("Classes to add").inputValue()).toBe("added");
    expect(await page.getByRole("combobox", { name: "Where" }).last().inputValue()).toBe("start");
    for (const more of ["Try it on a visitor", "How visitors are told apart"])
      await page.getByText(more).click();
    await page.getByRole("button", { name: "Would they see it?" }).click();
    await page
      .getByText(/^(Yes|No), they|^No: /)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth > innerWidth)).toBe(
      false,
    );
    const link = page.getByRole("textbox", { name: "Link" });
    await link.fill("javascript:alert(1)");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("An address is a path such as").first().waitFor();
    await link.fill("/b");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("Shoppers see it once you publish.").first().waitFor();

    const { draft: saved } = (await edge.api("GET", path)) as Answer;
    const expected = changes.with(2, {
      type: "setImage",
      selector: "img",
      src: "/b.jpg",
      alt: null,
      srcset: null,
    });
    expect(saved.document.variants).toMatchObject([
      {
        changes: expected
          .with(3, { type: "setLink", selector: "a", href: "/b" })
          .with(8, { type: "addStyles", css: "h1{top:1px}" }),
      },
    ]);
  });
});

describe("the shop", () => {
  it("stays as accessible as it was with an offer on its page", async () => {
    const page = await browser.newPage();
    await page.goto(`http://${shopHost}:${edge.port}/?utm_source=instagram&utm_medium=paid_social`);
    expect(await page.locator(".ew-offer").count()).toBe(1);
    expect(await violations(page)).toEqual([]);
  });
});
