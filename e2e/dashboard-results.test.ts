import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { wholeSite } from "../model/exposure-event.ts";
import { keptTotals, type KeptTotals } from "../model/results/testing/kept-totals.ts";
import { spending, totalsOf } from "../model/results/testing/totals.ts";
import { requiredSample } from "../model/statistics/required-sample.ts";
import { violations } from "./testing/axe.ts";
import { DemoDashboard } from "./testing/demo-dashboard.ts";
import { tellOfCustomers } from "./testing/told-customers.ts";

const dashboard = new DemoDashboard();
const rule = "sunday-reading";

const days = ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"];
/** What is asked of late is of now. */
const today = new Date().toISOString().slice(0, 10);
const bought = (variant: string, people: number, buyers: number, day: string) => ({
  variant,
  people,
  spent: spending(buyers, 4000),
  day,
});

beforeAll(async () => {
  // A rule that compares: half of those that it is for see nothing of it.
  const path = `/rules/${rule}?site=shop`;
  type Answer = { draft: { document: object; revision: number } };
  const { draft } = (await dashboard.edge.api("GET", path)) as Answer;
  const document = { ...draft.document, holdout: 0.5, goal: "revenue" };
  await dashboard.edge.api("PUT", path, { document }, { "if-match": `"${draft.revision}"` });
  const campaign = (number: number) => ({
    ...document,
    id: `campaign-${number}`,
    name: `Campaign ${number}`,
    priority: 1,
  });
  const saved = Array.from({ length: 30 }, (_, index) => {
    const own = { document: campaign(index) };
    return dashboard.edge.api("PUT", `/rules/campaign-${index}?site=shop`, own);
  });
  await Promise.all(saved);
  await dashboard.edge.api("POST", "/publish?site=shop", {});
  const database = await dashboard.edge.miniflare.getD1Database("DB");
  const keep = (kept: KeptTotals) =>
    keptTotals(kept).map(({ sql, values }) => database.prepare(sql).bind(...values));
  const of = { site: "shop", rule };
  const shares = { slow: 0.5, "held-out": 0.5 };
  const both = (people: number, more: number) =>
    totalsOf(
      ...days.flatMap((day) => [
        bought("slow", people, more, day),
        bought("held-out", people, more / 2, day),
      ]),
    );
  const all = totalsOf(bought("treated", 9500, 900, today), bought("held-out", 500, 20, today));
  await database.batch([
    ...keep({ ...of, totals: both(1000, 140), shares }),
    ...keep({ ...of, totals: both(600, 100), dimension: "device", value: "mobile" }),
    ...keep({ ...of, totals: both(400, 40), dimension: "device", value: "desktop" }),
    // Nobody of the held out has bought by a tablet.
    ...keep({ ...of, totals: both(10, 1), dimension: "device", value: "tablet" }),
    ...keep({ site: "shop", rule: wholeSite, totals: all, shares: { treated: 0.95, "held-out": 0.05 } }),
    // Somebody sends a fifth of one variant's visitors elsewhere.
    ...keep({
      site: "shop",
      rule: "hero-button-words",
      totals: totalsOf(
        { ...bought("control", 1000, 50, today), foreign: 1 },
        bought("shade", 800, 50, today),
      ),
      shares: { control: 0.5, shade: 0.5 },
    }),
  ]);
});

const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });

it("says in a sentence what a rule earned, from the list of rules and from home", async () => {
  const page = await dashboard.open();
  const earned = page.getByRole("region", { name: "Added revenue against the holdout" });
  await earned.getByText(/^Edgewise earns €\d\.\d\d more per visitor/).waitFor();
  await page.getByRole("link", { name: "Rules", exact: true }).click();
  await page.getByRole("link", { name: /^Effect of .*: \+€2\.8\d, beyond doubt$/ }).click();
  await verdict(page)
    .getByText(
      / earns €2\.8\d more per visitor, between €\d\.\d\d and €\d\.\d\d; 8,000 visitors; safe to roll out\.$/,
    )
    .waitFor();
  expect(new URL(page.url()).pathname).toBe(`/results/${rule}`);
});

it("keeps what is looked at in the address: goal, days, and what people are split by", async () => {
  const page = await dashboard.open(`/results/${rule}`);
  await page.getByRole("link", { name: "Who orders" }).click();
  await verdict(page)
    .getByText(/ is better\. Who orders: 7\.0 points more, between/)
    .waitFor();
  const allDays = page.getByRole("button", { name: "All days" });
  expect(await allDays.getAttribute("aria-pressed")).toBe("true");
  await page.getByLabel("From", { exact: true }).fill("2026-11-20");
  await page.getByRole("combobox", { name: "Split by" }).selectOption("Device");
  await page.getByText(/Whoever looks at many parts finds something by chance/).waitFor();
  expect(await allDays.getAttribute("aria-pressed")).toBe("false");
  await page.getByRole("rowheader", { name: "mobile" }).waitFor();
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    goal: "orders",
    from: "2026-11-20",
    by: "device",
  });
  await page.reload();
  await verdict(page)
    .getByText(/4,000 visitors/)
    .waitFor();
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  expect(file).toContain(`${rule},orders,2026-11-20,,device,mobile,slow,1200,`);
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "mobile" }) });
  const phones = (await row.first().getByRole("cell").first().textContent()) ?? "";
  await page.getByRole("link", { name: "mobile" }).first().click();
  await verdict(page).getByText(`${phones} visitors`).waitFor();
  await verdict(page)
    .getByText(/^Device: mobile alone\. It was chosen of \d parts?/)
    .waitFor();
  expect(new URL(page.url()).searchParams.get("value")).toBe("mobile");
  await page.goBack();
  await verdict(page)
    .getByText(/4,000 visitors/)
    .waitFor();
  await page.goForward();
  await verdict(page).getByRole("link", { name: "Show everybody" }).click();
  await verdict(page)
    .getByText(/4,000 visitors/)
    .waitFor();
});

it("shows the course as a picture and as a table", async () => {
  const page = await dashboard.open(`/results/${rule}`);
  const course = page.getByRole("region", { name: "Over time" }).first();
  await course.locator("canvas").waitFor();
  await course.getByText("As a table").click();
  await course.getByRole("rowheader", { name: "18 Nov 2026" }).waitFor();
  expect(await course.getByRole("row").count()).toBe(5);
  // What is drawn how is said in words.
  const legend = course.getByRole("listitem");
  expect(await legend.allTextContents()).toEqual([
    "Difference for each visitor",
    "Where the true one lies in 95 of 100 tests",
    "No difference",
  ]);
  await verdict(page)
    .getByText(/^When people took part: 18\W+21 Nov 2026\.$/)
    .waitFor();
});

it("is headed by a name, never by an id, where there is none, and asks for no other try", async () => {
  const page = await dashboard.open("/results/never-compared");
  await page.getByText("No rule of this id was ever compared.").waitFor();
  await page.getByRole("heading", { level: 1, name: "Results" }).waitFor();
  await page.getByRole("heading", { level: 2, name: "This is not here" }).waitFor();
  expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  expect(await page.getByLabel("From", { exact: true }).count()).toBe(0);
});

it("raises an alarm where visitors are not shared as they were meant to be", async () => {
  const page = await dashboard.open("/results/hero-button-words?goal=revenue");
  await verdict(page).getByText("Do not trust these figures").waitFor();
  const alarm = page.getByRole("region", { name: "Visitors are not shared as they were meant to be" });
  await alarm.getByText("shade: 800 (meant to be: 900)").waitFor();
  await verdict(page)
    .getByText(
      /^1 order was told in another currency than EUR\. .* If EUR is not what the shop sells in, change it/,
    )
    .waitFor();
  // Nobody is no share with digits.
  await page.getByRole("cell", { name: "0 (0%)" }).first().waitFor();
});

it("says what to do where there is nothing to compare, and shows no empty tables", async () => {
  const page = await dashboard.open("/results/welcome-back");
  await verdict(page)
    .getByText(/Give it one of them in its editor/)
    .waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
});

it("is shared by a link that opens it without signing in, until it is taken back", async () => {
  const page = await dashboard.open(`/results/${rule}?goal=orders`);
  const { promise: mayCome, resolve: letCome } = Promise.withResolvers<void>();
  await page.route("**/result-links?*", async (route) => {
    await mayCome;
    await route.continue();
  });
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("heading", { name: "Links that are open" }).waitFor();
  const before = await dialog.boundingBox();
  letCome();
  await dialog.getByText("No link is open.").waitFor();
  expect(await dialog.boundingBox()).toEqual(before);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const url = await dialog.getByLabel("The link", { exact: true }).inputValue();
  const guest = await dashboard.newPage();
  await guest.goto(url);
  await verdict(guest)
    .getByText(/Who orders: 7\.0 points more/)
    .waitFor();
  await guest.getByText(/It is read-only/).waitFor();
  expect(await guest.getByRole("link").count()).toBe(0);
  const goals = guest.getByRole("navigation", { name: "Goals" });
  expect(await goals.getByRole("listitem").allTextContents()).toEqual(["Who orders"]);
  await dialog.getByRole("button", { name: /^Take back the link to/ }).click();
  // Said in front of what is open, not behind it.
  await dialog.getByText("The link opens nothing any more.").waitFor();
  await guest.reload();
  await guest.getByRole("alert").getByText("This link is too old, or was taken back.").waitFor();
  // No other try would open it.
  expect(await guest.getByRole("button", { name: "Try again" }).count()).toBe(0);
});

const looks = [
  ["wide and light", { width: 1440, height: 900 }, "light"],
  ["narrow and dark", { width: 360, height: 780 }, "dark"],
] as const;

it("draws no course where no day tells a difference", async () => {
  const page = await dashboard.open(`/results/${rule}?by=device&value=tablet`);
  const course = page.getByRole("region", { name: "Over time" }).first();
  await course.getByText("On none of these days could a difference be told yet.").waitFor();
  expect(await course.locator("canvas").count()).toBe(0);
});

it.each(looks)("is accessible, %s, and nothing sticks out", async (what, viewport, colorScheme) => {
  const page = await dashboard.newPage();
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await dashboard.signIn(page);
  for (const path of [
    "/results",
    `/results/${rule}?by=device`,
    "/results/hero-button-words?goal=revenue",
    "/results/site:all",
  ]) {
    await page.goto(dashboard.home + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator(".result-verdict").first().waitFor();
    expect(await violations(page), path).toEqual([]);
    const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(sticksOut, `${path} is wider than the window`).toBe(false);
    const shots = process.env["SCREENSHOTS"];
    if (shots !== undefined)
      await page.screenshot({ path: `${shots}/${what}-${path.replaceAll(/\W/g, "-")}.png`, fullPage: true });
  }
});

it("says of a rule that compares nothing that nobody can know, and shows no figures", async () => {
  const page = await dashboard.open("/results/welcome-back");
  await verdict(page).getByText("Nobody can say what would have been without").waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
});

it("says before a start how many people a test takes, by what one expects where nobody counted", async () => {
  const page = await dashboard.open("/rules/hero-button-words");
  await page.getByRole("combobox", { name: "Goal", exact: true }).selectOption({ label: "A new goal…" });
  await page.getByLabel("Share of visitors who do it, in percent").fill("5");
  await page
    .getByText(/^To find it in 80 of 100 tests takes \d[\d,]+ people \(shade: [\d,]+ · control: [\d,]+\)\.$/)
    .waitFor();
});

it("says before a start how many people and days a test takes, by what was measured here", async () => {
  // Of 9,500 people 900 order, and 1,800 come to the rule's pages on a day.
  const { total } = requiredSample({ metric: "proportion", baseline: 900 / 9500, lift: 0.1 });
  const each = Math.ceil(total / 2).toLocaleString("en");
  const page = await dashboard.open("/rules/hero-button-words");
  const judged = page.getByRole("region", { name: "Judged by" });
  const goal = judged.getByRole("combobox", { name: "Goal", exact: true });
  await goal.selectOption({ label: "Who orders" });
  await judged
    .getByText("In the last 28 days: 9.5%, of 9,500 people who saw anything of Edgewise.")
    .waitFor();
  const needed = (2 * Math.ceil(total / 2)).toLocaleString("en");
  await judged
    .getByText(`To find it in 80 of 100 tests takes ${needed} people (shade: ${each} · control: ${each}).`)
    .waitFor();
  await judged.getByText(`At the pace of late that is about ${Math.ceil(total / 1800)} days.`).waitFor();

  // Where nobody has come to a rule yet, everybody counts who was here of its audience: two on a day.
  await tellOfCustomers(
    dashboard.edge,
    Array.from({ length: 14 }, (_, i) => ({ email: `p${i}@mail.example` })),
  );
  await page.goto(`${dashboard.home}/rules/short-hero-on-phones`);
  await goal.selectOption({ label: "Who orders" });
  await judged.getByLabel("Held out, in percent").fill("50");
  await page.getByRole("button", { name: /^Remove: visitors/ }).click();
  const atTwo = Math.ceil(total / 2).toLocaleString("en");
  await judged
    .getByText(
      `That is about ${atTwo} days if everybody of the audience comes to these pages, and more where fewer do.`,
    )
    .waitFor();
  await page.getByLabel("On this page").fill("/*");
  await judged.getByText(`At the pace of late that is about ${atTwo} days.`).waitFor();
});

it("lists first what most people saw, and leads to goals and back", async () => {
  const page = await dashboard.open("/results");
  const listed = page.getByRole("list", { name: "Rules that compare" }).getByRole("link");
  expect(await listed.first().getAttribute("href")).toBe(`/results/${rule}`);
  // Its name stands above.
  const row = page.getByRole("list", { name: "Rules that compare" }).getByRole("listitem").first();
  await row.getByText(/^It earns €2\.8\d more per visitor, between /).waitFor();
  await page.getByRole("link", { name: "Goals", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Goals" }).waitFor();
  const results = page.getByRole("navigation").getByRole("link", { name: "Results" });
  expect(await results.getAttribute("aria-current")).toBe("true");
  await page.getByRole("link", { name: "To the results" }).click();
  await page.getByRole("heading", { level: 1, name: "Results" }).waitFor();
});

it("finds results by any words of theirs, and keeps what is searched for in the address", async () => {
  const page = await dashboard.open("/results");
  const listed = page.getByRole("list", { name: "Rules that compare" }).getByRole("listitem");
  const field = page.getByRole("searchbox", { name: "Search results" });
  await page.getByRole("button", { name: /^Show more \(\d+\)$/ }).click();
  expect(await listed.count()).toBeGreaterThan(30);
  await page.keyboard.press("/");
  await page.keyboard.type("campaign 17");
  await page.getByText(/^One of \d+ results$/).waitFor();
  await listed.getByRole("link", { name: "Campaign 17" }).click();
  await page.getByRole("heading", { level: 1, name: "Campaign 17" }).waitFor();
  await page.goBack();
  await page.getByText(/^One of \d+ results$/).waitFor();
  expect(await field.inputValue()).toBe("campaign 17");
  await field.fill("nothing like that");
  await page.getByRole("heading", { name: "Nothing found" }).waitFor();
  expect(await listed.count()).toBe(0);
  await page.getByRole("link", { name: "Show all results" }).click();
  await expect.poll(() => listed.count()).toBe(25);
  expect(await field.inputValue()).toBe("");
});

it("keeps what was measured of a rule that compares no more", async () => {
  type Answer = { draft: { document: { name: string }; revision: number } };
  const path = `/rules/${rule}?site=shop`;
  const { draft } = (await dashboard.edge.api("GET", path)) as Answer;
  const document = { ...draft.document, holdout: 0 };
  await dashboard.edge.api("PUT", path, { document }, { "if-match": `"${draft.revision}"` });
  await dashboard.edge.api("POST", "/publish?site=shop", {});
  const page = await dashboard.open("/results");
  await page.getByText("1 test that is over").click();
  await page.getByRole("link", { name: document.name }).click();
  await verdict(page)
    .getByText(/ earns €2\.8\d more per visitor/)
    .waitFor();
  await verdict(page)
    .getByText(/^This rule has compared nothing since .*What was measured until then stays/)
    .waitFor();
});
