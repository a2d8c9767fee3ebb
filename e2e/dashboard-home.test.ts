import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { runMinute } from "../local/run-minute.ts";
import { DemoDashboard } from "./testing/demo-dashboard.ts";
import { Shopper } from "./testing/shopper.ts";

const dashboard = new DemoDashboard();

const attention = (page: Page) => page.getByRole("region", { name: "What needs attention" });

it("is where one lands, and leads on to what a new shop still needs", async () => {
  const page = await dashboard.open();
  await page.waitForURL(`${dashboard.home}/`);
  await page.getByRole("heading", { level: 1, name: "Odile" }).waitFor();
  expect(await page.getByRole("link", { name: "Home", exact: true }).getAttribute("aria-current")).toBe(
    "page",
  );
  await attention(page).getByText("No browser has been heard from the shop yet.").waitFor();
  await attention(page).getByRole("link", { name: "Install and verify" }).click();
  await page.waitForURL(`${dashboard.home}/install`);
  await page.getByRole("heading", { level: 1, name: "Install" }).waitFor();
});

it("says where one is, also on screens that the navigation does not name", async () => {
  const page = await dashboard.open("/install");
  const currentOf = (name: string | RegExp) =>
    page.getByRole("link", { name, exact: true }).getAttribute("aria-current");
  expect(await currentOf("Settings")).toBe("true");
  await page.goto(`${dashboard.home}/placements/new`);
  expect(await currentOf("Offers")).toBe("true");
  await page.goto(`${dashboard.home}/publish`);
  expect(await currentOf(/^Version \d+$/)).toBe("page");
});

it("shows who is in the shop, and what that means for the rest of the page, while it is open", async () => {
  const page = await dashboard.newPage();
  await page.clock.install();
  await dashboard.signIn(page);
  const live = page.getByRole("region", { name: "In the shop now" });
  await live.getByText("0 visitors in the last 5 minutes").waitFor();
  const firstVisitor = page.getByRole("link", { name: "See the first visitor" });
  await firstVisitor.waitFor();
  const shopper = new Shopper(dashboard.edge.port);
  await shopper.ask("/");
  await shopper.ask("/category/lips");
  await shopper.did({ name: "view_item", params: {} });
  const told = async () =>
    (await dashboard.edge.api("GET", "/reports/live?site=shop")) as { views: number; heardAt: string | null };
  await expect.poll(told, { timeout: 15_000 }).toMatchObject({ views: 2, heardAt: expect.any(String) });
  await page.clock.fastForward(16_000);
  await live.getByText("1 visitor in the last 5 minutes").waitFor();
  await live.getByText("1 visitor and 2 pages in the last 30 minutes").waitFor();
  expect(await firstVisitor.count()).toBe(0);
  expect(await page.getByText("No browser has been heard").count()).toBe(0);
});

it("names what somebody should look at, each with the way to mend it, and what changed since the last look", async () => {
  const page = await dashboard.open();
  await page.getByRole("heading", { level: 1, name: "Odile" }).waitFor();
  type Answer = { draft: { document: { name: string }; revision: number } };
  const path = "/coupons/welcome10?site=shop";
  const { draft } = (await dashboard.edge.api("GET", path)) as Answer;
  const document = {
    ...draft.document,
    schedule: { from: null, until: "2026-01-01T00:00", timeZone: null, weekly: [] },
  };
  await dashboard.edge.api("PUT", path, { document }, { "if-match": `"${draft.revision}"` });
  await page.reload();
  await attention(page).getByText("1 change is not live.").waitFor();
  await attention(page).getByRole("link", { name: "To publishing" }).click();
  expect(await page.evaluate(() => globalThis.document.activeElement?.id)).toBe("publishing");
  await dashboard.edge.api("POST", "/publish?site=shop", {});
  await dashboard.edge.api("POST", "/sites/shop/switch", { on: false });
  await page.reload();
  await attention(page).getByText("Edgewise is switched off.").waitFor();
  await attention(page).getByText(`${draft.document.name} has ended, and is still published.`).waitFor();
  const since = page.getByRole("region", { name: "What happened last" });
  await since.getByText("Owner switched Edgewise off for the shop Odile", { exact: false }).first().waitFor();
  await since
    .getByText(/Owner published version \d+/)
    .first()
    .waitFor();
  await dashboard.edge.api("POST", "/sites/shop/switch", { on: true });
  await attention(page).getByRole("link", { name: "Change its dates" }).click();
  await page.waitForURL(`${dashboard.home}/coupons/welcome10`);
});

it("says what it cannot tell, and shows the rest", async () => {
  const page = await dashboard.open();
  await page.getByRole("heading", { level: 1, name: "Odile" }).waitFor();
  await page.route("**/api/v1/reports/coupons*", (route) => route.abort());
  await page.reload();
  await attention(page).getByText("Cannot tell: how coupons are doing.").waitFor();
  await page.getByRole("region", { name: "In the shop now" }).waitFor();
  await page.unroute("**/api/v1/reports/coupons*");
  await attention(page).getByRole("button", { name: "Ask again" }).click();
  await attention(page).getByText("Cannot tell", { exact: false }).waitFor({ state: "detached" });
});

it("brings whoever followed a link into the dashboard to that place, once they have signed in", async () => {
  const password = "seven quiet herons";
  await dashboard.edge.api("PUT", "/me", { name: "Owner", email: "olga@shop.example" });
  await dashboard.edge.api("PUT", "/me/password", { password });
  const page = await dashboard.newPage();
  await page.goto(`${dashboard.home}/settings/audit?kind=rule`);
  await page.getByLabel("E-mail").fill("olga@shop.example");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`${dashboard.home}/settings/audit?kind=rule`);
  expect(await page.getByLabel("What", { exact: true }).inputValue()).toBe("rule");
});

it("tells of what a live rule is about and the edge does not find, until it does", async () => {
  const path = "/rules/hero-button-words?site=shop";
  type Answer = { draft: { document: { pages: string[]; variants: object[] }; revision: number } };
  type Listed = { rules: { last24Hours: { missing: { selector: string }[] } }[] };
  const missing = async () =>
    ((await dashboard.edge.api("GET", "/rules?site=shop")) as Listed).rules.flatMap(({ last24Hours }) =>
      last24Hours.missing.map(({ selector }) => selector),
    );
  const isLookedFor = async (selector: string) => {
    const { draft } = (await dashboard.edge.api("GET", path)) as Answer;
    const variants = [{ id: "a", weight: 1, changes: [{ type: "setText", selector, text: "Short" }] }];
    const document = { ...draft.document, pages: ["/"], variants };
    await dashboard.edge.api("PUT", path, { document }, { "if-match": `"${draft.revision}"` });
    await dashboard.edge.api("POST", "/publish?site=shop", {});
    await runMinute(dashboard.edge.miniflare);
  };
  const page = await dashboard.open();
  await page.waitForURL(`${dashboard.home}/`);
  await isLookedFor(".is-gone");
  await expect.poll(missing, { timeout: 15_000 }).toEqual([".is-gone"]);
  await page.goto(`${dashboard.home}/`);
  await attention(page)
    .getByText("is about .is-gone on /, which the edge does not find there any more.")
    .waitFor();
  await page.goto(`${dashboard.home}/rules`);
  await page.getByText("The edge does not find .is-gone on / any more").waitFor();
  await isLookedFor(".hero-title");
  const found = () =>
    dashboard.edge.miniflare
      .getD1Database("DB")
      .then((database) => database.prepare("SELECT findings FROM place_checks").first<string>("findings"));
  await expect.poll(found, { timeout: 15_000 }).toContain(".hero-title");
  expect(await missing()).toEqual([]);
});

it("shows what is chosen and what is on also where the system sets its own colours", async () => {
  const page = await dashboard.open("/rules");
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  const on = page.getByRole("switch", { checked: true }).first();
  await on.waitFor();
  const colours = await on.evaluate((element) =>
    [...element.querySelectorAll("span")].map((part) => getComputedStyle(part).backgroundColor),
  );
  expect(new Set(colours).size, "the knob is seen on its track").toBe(2);
  const lineOf = (name: string) =>
    page
      .getByRole("link", { name, exact: true })
      .evaluate((link) => getComputedStyle(link).textDecorationLine);
  expect(await lineOf("Rules")).toBe("underline");
  expect(await lineOf("Offers")).toBe("none");
  await page.goto(`${dashboard.home}/settings/people`);
  const borderOf = (name: string) =>
    page
      .getByRole("link", { name, exact: true })
      .evaluate((link) => getComputedStyle(link).borderBlockEndColor);
  expect(await borderOf("People")).not.toBe(await borderOf("API keys"));
});

it("leaves room for what is edited in a window that is hardly higher than its bars", async () => {
  const page = await dashboard.open("/rules/welcome-back");
  await page.setViewportSize({ width: 320, height: 256 });
  await page.getByRole("button", { name: "Save draft" }).waitFor();
  await page.getByLabel("Rule name").scrollIntoViewIfNeeded();
  const covered = await page.evaluate(() =>
    [4, innerHeight - 24].map((y) =>
      document.elementFromPoint(innerWidth / 2, y)?.closest(".sidebar, .publish-bar, .save-bar"),
    ),
  );
  expect(covered.filter((bar) => bar !== null && bar !== undefined)).toEqual([]);
});

it("stays in shape on a phone where nothing can be loaded", async () => {
  const page = await dashboard.open();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.route(/\/api\/v1\/(?!session$|sites$)/, (route) => route.abort());
  await page.goto(`${dashboard.home}/offers/new`);
  await page.getByRole("heading", { level: 1, name: "New offer" }).waitFor();
  const placeOf = async (name: string) => (await page.getByRole("button", { name }).boundingBox())?.y;
  await page.getByRole("button", { name: "Check again" }).waitFor();
  expect(await placeOf("Check again")).toBe(await placeOf("Switch off…"));
  await page.goto(`${dashboard.home}/rules`);
  await page.getByRole("button", { name: "Go to…" }).click();
  const palette = page.getByRole("dialog");
  await palette.waitFor();
  expect(await palette.evaluate((dialog) => getComputedStyle(dialog).borderTopWidth)).toBe("1px");
});
