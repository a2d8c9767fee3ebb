import type { Page } from "playwright-core";
import * as v from "valibot";
import { expect, it } from "vitest";
import { runMinute } from "../local/run-minute.ts";
import { keptTotals } from "../model/results/testing/kept-totals.ts";
import { spending, totalsOf } from "../model/results/testing/totals.ts";
import { Steering } from "../model/steering/steering.ts";
import { violations } from "./testing/axe.ts";
import { DemoDashboard } from "./testing/demo-dashboard.ts";

const dashboard = new DemoDashboard();
const rule = "hero-button-words";
const name = "Words on the hero's button";

async function steering(): Promise<Steering> {
  const database = await dashboard.edge.miniflare.getD1Database("DB");
  const row = await database
    .prepare("SELECT steering FROM rule_steering WHERE site = 'shop' AND rule = ?")
    .bind(rule)
    .first<string>("steering");
  return v.parse(Steering, JSON.parse(row ?? "null"));
}

/** People of the phase that is on, as profiles tell of them. */
async function took(people: Record<string, number>): Promise<void> {
  const { sinceMs } = await steering();
  const totals = Object.entries(people).flatMap(([variant, count]) =>
    totalsOf({ variant, people: count, spent: spending(count / 20, 4000), phaseMs: sinceMs }),
  );
  const database = await dashboard.edge.miniflare.getD1Database("DB");
  await database.batch(
    keptTotals({ site: "shop", rule, totals }).map(({ sql, values }) =>
      database.prepare(sql).bind(...values),
    ),
  );
}

const narrow = { width: 360, height: 780 };

async function looksRight(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize(narrow);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(narrow.width);
  await page.setViewportSize({ width: 1280, height: 800 });
}

it("a rule starts small and shifts visitors, as its form says", async () => {
  const page = await dashboard.open(`/rules/${rule}`);
  await page
    .getByRole("region", { name: "Judged by" })
    .getByRole("combobox", { name: /goal/i })
    .first()
    .selectOption("orders");
  const sharing = page.getByRole("region", { name: "How it starts, and who gets what" });
  await sharing.getByRole("switch", { name: "Start small" }).click();
  await sharing.getByLabel("Share of its visitors, in percent").first().fill("10");
  await sharing.getByRole("button", { name: "Remove this step" }).last().click();
  await sharing.getByRole("switch", { name: "Shift visitors to what works" }).click();
  await sharing.getByLabel("A visitor keeps a variant for so many days").fill("14");
  await looksRight(page);
  await page.getByRole("button", { name: "Save draft" }).click();
  const saved = async () => {
    const { draft } = (await dashboard.edge.api("GET", `/rules/${rule}?site=shop`)) as {
      draft: { document: object };
    };
    return draft.document;
  };
  await expect.poll(saved).toMatchObject({
    ramp: { steps: [{ coverage: 0.1, forHours: 24 }] },
    bandit: { floor: 0.05, keepFor: "14d", delay: "1h" },
  });
  await dashboard.edge.api("POST", "/publish?site=shop", {});
  expect(await steering()).toMatchObject({ coverage: 0.1, weights: { control: 0.5, shade: 0.5 } });
  await page.goto(`${dashboard.home}/results/${rule}`);
  await page.getByText(/^It starts small: 10% of its visitors take part until /).waitFor();
  await page.getByText(/It shifts visitors to what works; they get now: control 50%, shade 50%\.$/).waitFor();
  await looksRight(page);
});

it("stops by itself where visitors go missing, says so first, and is let go on", async () => {
  await took({ control: 1000, shade: 600 });
  await runMinute(dashboard.edge.miniflare);
  const page = await dashboard.open();
  await page
    .getByText(`${name} has stopped by itself: its visitors were not shared as they were meant to be.`)
    .waitFor();
  await page.getByRole("link", { name: "See why, and let it go on" }).click();
  const row = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
  await row.getByText(/^Edgewise stopped this rule .*, so what is counted cannot be trusted/).waitFor();
  await row.getByText("Stopped", { exact: true }).waitFor();
  await looksRight(page);
  await page.goto(`${dashboard.home}/rules/${rule}`);
  await page.getByText("Stopped", { exact: true }).waitFor();
  await page.goto(`${dashboard.home}/results/${rule}`);
  await page.getByText(/^Edgewise stopped this rule .*, so what is counted cannot be trusted/).waitFor();
  await looksRight(page);
  await page.goto(`${dashboard.home}/rules`);
  await row.getByRole("button", { name: "Let it go on" }).click();
  await page.getByText(`${name} goes on. Shoppers see it within 5 seconds.`).waitFor();
  await row.getByText(/^Edgewise stopped this rule/).waitFor({ state: "detached" });
  await row.getByText("Live", { exact: true }).waitFor();
  const { stopped, coverage, watchedSinceMs } = await steering();
  expect([stopped, coverage]).toEqual([undefined, 0.1]);
  // What was before is forgiven: it does not stop at the next minute for the same visitors.
  expect(watchedSinceMs).toBeGreaterThan(0);
  await runMinute(dashboard.edge.miniflare);
  expect((await steering()).stopped).toBeUndefined();
});
