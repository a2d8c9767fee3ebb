import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { DemoDashboard } from "./testing/demo-dashboard.ts";
import { isFocused, Keyboard, walk } from "./testing/keyboard.ts";
import { Shopper } from "./testing/shopper.ts";
import { tellOfCustomers } from "./testing/told-customers.ts";

const dashboard = new DemoDashboard();
const within5s = { timeout: 5000, interval: 250 };
const patiently = { timeout: 20_000 };

/** Whether whoever comes from the winter's letter is offered something. */
async function isOffered(): Promise<boolean> {
  const { text } = await new Shopper(dashboard.edge.port).ask(
    "/?utm_source=letter&utm_medium=email&utm_campaign=winter",
  );
  return text.includes("You came for this.");
}

const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

it("a marketer without a mouse makes a rule, goes live, and takes it back", async () => {
  const page = await dashboard.open();
  const keys = new Keyboard(page);
  const isAtHeading = (name: string) =>
    expect.poll(() => isFocused(page.getByRole("heading", { level: 1, name })), patiently).toBe(true);
  /** What has gone took the keyboard with it: it is beside that now. */
  const goesOnAt = (name: string | RegExp) =>
    expect.poll(() => isFocused(button(page, name)), patiently).toBe(true);

  // Home has the keyboard once it is there. A recipe.
  await isAtHeading("Odile & Marsh (demo shop)");
  await keys.use(link(page, "Rules"), "Shift+Tab");
  await isAtHeading("Rules");
  await keys.use(link(page, "New rule"));
  await isAtHeading("New rule");
  await keys.use(link(page, "Campaign landing"));
  await isAtHeading("Campaign landing");
  await keys.fill(page.getByLabel("Name of the campaign"), "winter");
  await keys.to(page.getByLabel("Coupon"));
  await keys.type("A new");
  await keys.fill(page.getByLabel("Percent off"), "15");
  await keys.fill(page.getByLabel("Code"), "WINTER15");
  await keys.use(button(page, "Make the draft"));
  await isAtHeading("Campaign landing: winter");

  // Who: the sentence's part leads there, what is added has the keyboard, and what is removed does not take it along.
  const who = page.getByRole("region", { name: "Who sees it" });
  await keys.use(link(page, "visitors whose campaign is winter"));
  await keys.use(who.getByRole("button", { name: "Add a condition" }));
  await expect.poll(() => isFocused(who.getByLabel("What it is about").last()), patiently).toBe(true);
  await keys.type("Medium");
  await keys.fill(who.getByLabel("Value").last(), "email");
  await keys.use(who.getByRole("button", { name: "Add a condition" }));
  await expect.poll(() => isFocused(who.getByLabel("What it is about").nth(2)), patiently).toBe(true);
  await keys.use(who.getByRole("button", { name: /^Remove/ }).nth(2));
  await goesOnAt("Remove: visitors whose medium is email");

  // What: a variant's weight, and a variant that was not meant.
  await keys.use(button(page, "Test against the page as it is"));
  await goesOnAt("Test another variant");
  await keys.fill(page.getByLabel("Weight").first(), "3", "Shift+Tab");
  await keys.use(button(page, "Remove: Variant control"));
  await goesOnAt("Add change");

  // Where and when, by the parts of the rule.
  const parts = page.getByRole("navigation", { name: "Parts of the rule" });
  await keys.use(parts.getByRole("link", { name: "Where" }), "Shift+Tab");
  await keys.fill(page.getByLabel("On this page"), "/\n/cart");
  const when = page.getByRole("region", { name: "When" });
  await keys.to(when.getByLabel("Starts"));
  await keys.type("01022025");
  await keys.press("ArrowRight");
  await keys.type("0900AM");
  await keys.use(when.getByRole("button", { name: "Only at some hours of the week" }));
  await keys.use(when.getByRole("button", { name: "Remove these hours" }), "Shift+Tab");
  await expect.poll(() => isFocused(when.getByLabel("Ends")), patiently).toBe(true);

  // Saved; and what was typed after that undone.
  await keys.press("Control+s");
  await page.getByText("Draft saved. Shoppers see it once you publish.").waitFor();
  const name = page.getByLabel("Rule name");
  await keys.fill(name, "Summer");
  await page.getByText("Not saved yet").waitFor();
  await keys.press("Control+z");
  await expect.poll(() => name.inputValue(), patiently).toBe("Campaign landing: winter");
  expect(await isFocused(name)).toBe(true);
  await expect
    .poll(() => dashboard.edge.api("GET", "/rules/campaign-landing?site=shop"), patiently)
    .toMatchObject({
      draft: {
        document: {
          name: "Campaign landing: winter",
          condition: { campaign: "winter", medium: "email" },
          pages: ["/", "/cart"],
          schedule: { from: "2025-01-02T09:00", weekly: [] },
          variants: [{ weight: 3 }],
        },
      },
    });

  // Up in the list; a question that is not answered leads back to where it was asked.
  await keys.use(link(page, "Rules"), "Shift+Tab");
  await isAtHeading("Rules");
  await keys.use(button(page, "More: Campaign landing: winter"));
  await keys.use(button(page, "Move up"));
  await page.getByText("Campaign landing: winter is number 3 now.").waitFor();
  await keys.press("Escape");
  await goesOnAt("More: Campaign landing: winter");
  await keys.press("Enter");
  await keys.use(button(page, "Delete…"));
  await page.getByRole("dialog", { name: "Delete Campaign landing: winter?" }).waitFor();
  await keys.press("Escape");
  await goesOnAt("More: Campaign landing: winter");

  // The difference, and live.
  const dialog = page.getByRole("dialog");
  await keys.use(button(page, "Review and publish"), "Shift+Tab");
  await keys.use(dialog.getByLabel("What changes in Campaign landing: winter"));
  await dialog.getByText("from 2025-01-02 09:00").waitFor();
  await keys.use(dialog.getByRole("button", { name: "Publish now" }));
  await page.getByText("Version 2 is live.").waitFor();
  await expect.poll(isOffered, within5s).toBe(true);
  await dialog.waitFor({ state: "detached" });
  // The keyboard stays in the bar: beside the button that is gone, or beside the dialog, whichever went last.
  await expect.poll(() => isFocused(page.locator("#publishing").locator("a, button")), patiently).toBe(true);

  // And back.
  await keys.use(link(page, "Version 2"), "Shift+Tab");
  await isAtHeading("Versions");
  await keys.use(button(page, "Go back to this: version 1"));
  await page.getByText("Version 3 is live, with what version 1 had.").waitFor();
  await expect.poll(isOffered, within5s).toBe(false);
  await goesOnAt("Go back to this: version 1");
});

/** Screens, a few for each test: between them there is a lot to press. */
const screens = [
  ["what a rule is", ["/", "/rules", "/rules/new", "/rules/sunday-reading", "/rules/welcome-from-ads/page"]],
  [
    "offers and coupons",
    ["/offers", "/offers/welcome", "/placements/below-hero", "/coupons", "/coupons/welcome10"],
  ],
  [
    "people and goals",
    ["/segments", "/segments/lipstick-lookers", "/customers", "/goals", "/goals/new/returned"],
  ],
  ["results and versions", ["/results", "/results/sunday-reading", "/publish", "/install"]],
  ["settings", ["/settings", "/settings/site", "/settings/people", "/settings/keys", "/settings/audit"]],
] as const;

it.each(screens)("Tab comes to everything in the order in which it is read: %s", async (_what, paths) => {
  const page = await dashboard.open();
  for (const path of paths) await isWalked(page, path);
});

it("Tab comes to everything that is known of a person", async () => {
  const ada = { email: "ada@mail.example", customer: "90", name: "Ada", orders: [30] };
  await tellOfCustomers(dashboard.edge, [ada]);
  const page = await dashboard.open("/customers/by/customer/90");
  await page.getByText("Bought for €30.00").first().waitFor();
  await isWalked(page, new URL(page.url()).pathname);
});

it("Tab comes to everything on a phone, where the bars take two lines", async () => {
  const page = await dashboard.open();
  await page.setViewportSize({ width: 360, height: 700 });
  for (const path of ["/rules", "/rules/sunday-reading", "/publish"]) await isWalked(page, path);
});

async function isWalked(page: Page, path: string): Promise<void> {
  await page.goto(dashboard.home + path, { waitUntil: "networkidle" });
  expect(await walk(page), path).toEqual([]);
}
