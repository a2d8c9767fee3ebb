import * as v from "valibot";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Rule } from "../model/rule.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";
import { signIn } from "./testing/signed-in-page.ts";

const ruleFor = (id: string, condition: object) =>
  v.parse(Rule, {
    id,
    name: `Rule ${id}`,
    on: true,
    pages: ["/"],
    condition,
    priority: 1,
    variants: [{ id: "a", changes: [{ type: "setText", selector: "h1", text: "Hello" }] }],
  });

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  const rules = [
    ruleFor("germans", { country: "DE" }),
    ruleFor("buyers", { orders: { $gte: 1 }, path: "/" }),
  ];
  [edge, browser] = await Promise.all([startDemo({ configuration: { rules } }), openBrowser()]);
  const database = await edge.miniflare.getD1Database("DB");
  const insert = database.prepare(
    "INSERT INTO profiles (site, bucket, id, version, seen_at_ms, is_known, facts, times, keys) VALUES ('shop', ?1, ?1, 1, ?2, 0, ?3, '{}', '[]')",
  );
  const facts = [{ country: "DE", orders: 1 }, { country: "DE" }, { country: "FR" }];
  await database.batch(facts.map((each, index) => insert.bind(index, Date.now(), JSON.stringify(each))));
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

it("the editor says how many people a rule is for, and never another rule's number", async () => {
  const { page, context, complaints } = await newVisitor(browser);
  await signIn(page, edge);
  const who = page.getByRole("region", { name: "Who sees it" });
  await page.getByRole("link", { name: "Rule germans" }).click();
  await who.getByText("2 people at the moment.").waitFor();
  await who.getByText("2 of them were here in the last 7 days.").waitFor();
  // Nobody can count who is on which page, so it is no more than a bound.
  const ahead = "at most 1 is already in a rule that goes before it: Rule buyers.";
  await who.getByText(`Of those in the last 7 days, ${ahead}`).waitFor();
  await page.getByLabel("Priority").fill("2");
  await who.getByText(ahead).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();

  // The number comes late, when the next rule is open already.
  let unanswered = 0;
  await page.route("**/segments/audience*", async (route) => {
    unanswered += 1;
    if (route.request().postData()?.includes("DE")) await new Promise((resolve) => setTimeout(resolve, 2000));
    await route.continue().catch(() => undefined);
    unanswered -= 1;
  });
  const openFromRules = async (name: string) => {
    await page.getByRole("link", { name: "Rules", exact: true }).first().click();
    await page.getByRole("link", { name }).click();
  };
  await openFromRules("Rule germans");
  await page.waitForRequest("**/segments/audience*");
  await openFromRules("Rule buyers");
  await who.getByText("At most 1 person at the moment.").waitFor();
  await who.getByText("Only a visitor who is here has this fact.").waitFor();
  await expect.poll(() => unanswered, { timeout: 5000 }).toBe(0);
  await page.waitForTimeout(300);
  expect(await who.innerText()).not.toContain("2 people");
  expect(await who.innerText()).toContain("1 person");
  expect(complaints).toEqual([]);
  await context.close();
});

it("whoever buys something is counted a moment later, once, however often they say so", async () => {
  const shopper = new Shopper(edge.port);
  await shopper.ask("/");
  const purchase = { name: "purchase", params: { transaction_id: "t-1", value: 42.5, currency: "EUR" } };
  await shopper.did({ name: "page_view" }, purchase);
  await shopper.did(purchase);
  const counted = () =>
    edge.api("POST", "/segments/audience?site=shop", { condition: { lifetimeValue: 42.5, orders: 1 } });
  await expect
    .poll(counted, { timeout: 15_000, interval: 500 })
    .toMatchObject({ now: 1, reachable7d: 1, of: 4 });
});
