import type { Browser, Frame, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { demoConfiguration } from "../demo/scenarios/odile-and-marsh.ts";
import { dashboardHost, shopHost } from "../local/serve.ts";
import { Rule } from "../model/rule.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";
import { signedInPage } from "./testing/signed-in-page.ts";
import { tellOfCustomers } from "./testing/told-customers.ts";

const toRegulars = "We know each other";
const regulars = v.parse(Rule, {
  id: "regulars",
  name: "Regulars",
  on: true,
  pages: ["/"],
  condition: { orders: { $gte: 2 } },
  priority: 100,
  variants: [{ id: "a", changes: [{ type: "setText", selector: ".hero-title", text: toRegulars }] }],
});

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  const configuration = { ...demoConfiguration, rules: [...demoConfiguration.rules, regulars] };
  [edge, browser] = await Promise.all([startDemo({ configuration }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

const welcome = "Welcome: 10 % off your first order";

/** The preview below a rule's editor. */
async function openPreview(rule: string): Promise<Page> {
  const page = await signedInPage(browser, edge);
  await page.goto(`http://${dashboardHost}:${edge.port}/rules/${rule}`);
  await page.locator("#preview .shop-frame iframe").waitFor();
  return page;
}

/** What the frame shows, once it shows this, or no longer shows it. */
async function shows(page: Page, text: string, isThere = true): Promise<void> {
  await expect
    .poll(
      async () => {
        const handle = await page.locator("#preview .shop-frame iframe").elementHandle({ timeout: 1000 });
        const frame: Frame | null | undefined = await handle?.contentFrame();
        const body = await frame?.locator("body").innerText({ timeout: 1000 });
        return (body ?? "").includes("Odile") ? body?.includes(text) : undefined;
      },
      { timeout: 15_000 },
    )
    .toBe(isThere);
}

describe("the preview beside a rule's editor", () => {
  it("shows the real page as somebody whom the rule is for, and as somebody whom it is not", async () => {
    const page = await openPreview("welcome-from-ads");
    await shows(page, welcome);
    await page.getByLabel("Seen by").selectOption("Somebody new");
    await shows(page, welcome, false);
    await page.getByLabel("Seen by").selectOption("Somebody from an advertisement");
    await shows(page, welcome);
    await page.getByLabel("Seen by").selectOption("Somebody who returns");
    await shows(page, welcome, false);
  });

  it("stays in view beside the form, and on a phone a button leads to it", async () => {
    const page = await openPreview("welcome-from-ads");
    const preview = page.locator("#preview");
    const form = page.locator("form");
    await page.getByRole("region", { name: "Name" }).scrollIntoViewIfNeeded();
    const [beside, left] = await Promise.all([preview.boundingBox(), form.boundingBox()]);
    expect(beside?.x).toBeGreaterThanOrEqual((left?.x ?? 0) + (left?.width ?? 0));
    expect(beside?.y).toBeGreaterThan(0);
    expect((beside?.y ?? 0) + (beside?.height ?? 0)).toBeLessThanOrEqual(720);
    await shows(page, welcome);
    // Who made all text twice as large has no room for both.
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.addStyleTag({ content: "html { font-size: 200% }" });
    const below = async () => {
      const [stacked, first] = await Promise.all([preview.boundingBox(), form.boundingBox()]);
      return (stacked?.y ?? 0) >= (first?.y ?? 0) + (first?.height ?? 0);
    };
    await expect.poll(below).toBe(true);
    await page.addStyleTag({ content: "html { font-size: 100% !important }" });

    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole("link", { name: "See how it looks" }).click();
    await expect.poll(() => page.evaluate("document.activeElement?.id")).toBe("preview");
    await preview.getByRole("heading", { name: "How it looks" }).click({ trial: true });
  });

  it("shows what is typed as soon as it is saved, and nobody else sees it", async () => {
    const page = await openPreview("welcome-from-ads");
    await shows(page, welcome);
    await page.getByLabel("Headline").fill("Fifteen off, for you");
    await page.getByText("The preview shows what is saved.", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Save draft" }).click();
    await shows(page, "Fifteen off, for you");
    const shopper = new Shopper(edge.port);
    expect((await shopper.ask("/?utm_source=google&utm_medium=cpc")).text).toContain(welcome);
  });

  it("is as wide as a phone, and seen as by one", async () => {
    const page = await openPreview("welcome-from-ads");
    await page.locator("#preview").getByText("Phone, 360", { exact: true }).click();
    await expect
      .poll(async () => {
        const handle = await page.locator("#preview .shop-frame iframe").elementHandle();
        return (await handle?.contentFrame())?.evaluate("innerWidth");
      })
      .toBe(360);
  });

  it("makes a link that shows the same to whoever has it, and grants nothing", async () => {
    const page = await openPreview("welcome-back");
    await page.getByRole("button", { name: "Make a link" }).click();
    const url = await page.getByLabel("Link to the preview").inputValue();
    await page.getByRole("img", { name: "The same link, for a phone’s camera" }).waitFor();
    const { page: phone, context } = await newVisitor(browser);
    onTestFinished(() => context.close());
    await phone.goto(url);
    expect(new URL(phone.url()).href).toBe(`http://${shopHost}:${edge.port}/`);
    await phone.getByText("Good to see you again").first().waitFor();
    const cookies = (await context.cookies()).map(({ name }) => name);
    expect(cookies).toContain("__Host-ew-preview");
    expect(cookies).not.toContain("__Host-ew");
    await page.getByLabel("Seen by").selectOption("Somebody new");
    await page.getByRole("button", { name: "Make a link" }).waitFor();
  });

  it("is seen as a customer who is found by name, on whom the rule is tried too, and they know nothing of it", async () => {
    await tellOfCustomers(edge, [
      { email: "ada@mail.example", customer: "7001", name: "Ada Lind", orders: [30, 60] },
      { email: "bo@mail.example", name: "Bo Lind" },
    ]);
    const kept = async () => {
      const search = await edge.api("POST", "/profiles/search?site=shop", { q: "ada lind" });
      const { id } = (search as { profiles: [{ id: string }] }).profiles[0];
      const { profile } = (await edge.api("GET", `/profiles/${id}?site=shop`)) as {
        profile: { rules: object[]; visit: { number: number } };
      };
      const past = await edge.api("GET", `/profiles/${id}/events?site=shop`);
      return { rules: profile.rules, visits: profile.visit.number, past };
    };
    const before = await kept();
    const page = await openPreview("regulars");
    await shows(page, toRegulars);
    const preview = page.locator("#preview");
    await preview.getByLabel("Seen by").selectOption("A customer");
    await preview.getByText("Find a customer above").waitFor();
    const field = preview.getByRole("combobox", { name: "Find somebody" });
    await field.fill("lind");
    await page.getByRole("option", { name: "Bo Lind" }).click();
    await shows(page, toRegulars, false);
    await field.fill("ada@mail.example");
    await page.getByRole("option", { name: "Ada Lind 2 orders · €90.00" }).waitFor();
    await field.press("Enter");
    await shows(page, toRegulars);

    const who = page.getByRole("region", { name: "Who sees it" });
    await who.getByText("Try it on a visitor").click();
    await who.getByLabel("Who they are").selectOption("A customer of yours");
    await who.getByRole("combobox", { name: "Find somebody" }).fill("bo");
    await page.getByRole("option", { name: "Bo Lind" }).click();
    await who.getByRole("button", { name: "Would they see it?" }).click();
    await who.getByText("No: they are not among those whom it is for.").waitFor();
    await who.getByRole("combobox", { name: "Find somebody" }).fill("ada");
    await page.getByRole("option", { name: "Ada Lind" }).click();
    await who.getByRole("button", { name: "Would they see it?" }).click();
    await who.getByText("Yes, they would see it on /.").waitFor();

    expect(before.rules).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  it("says why there is none, and the rule can be edited all the same", async () => {
    const page = await openPreview("welcome-from-ads");
    await page.locator("#preview").getByLabel("Page").fill("https://elsewhere.example/");
    await page.getByText("There is no preview now.", { exact: false }).waitFor();
    await page.getByLabel("Rule name").fill("Another name");
    await page.getByText("Not saved yet").waitFor();
  });
});
