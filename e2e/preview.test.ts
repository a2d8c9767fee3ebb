import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";
import { signIn } from "./testing/signed-in-page.ts";

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

const offer = "Welcome: 10 % off your first order";

describe("a preview on the shop", () => {
  it("is opened by a button beside a rule that is live", async () => {
    const { page, context, complaints } = await newVisitor(browser);
    await signIn(page, edge);
    const opened = context.waitForEvent("page");
    await page.getByRole("button", { name: "Preview on the shop: Welcome offer" }).click();
    const shop = await opened;
    await shop.waitForURL(`http://${shopHost}:${edge.port}/`);
    await shop.getByText(offer).waitFor();
    expect(await shop.evaluate("opener")).toBeNull();
    expect(await shop.evaluate("document.cookie")).not.toContain("ew");
    const timings = await shop.evaluate(
      'performance.getEntriesByType("navigation")[0].serverTiming.map(({ name }) => name)',
    );
    expect(timings).toEqual(
      expect.arrayContaining(["recognise", "facts", "decide", "rewrite", "cache", "bundle"]),
    );
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("is its holder's alone, and grants nothing", async () => {
    const { url } = (await edge.api("POST", "/preview?site=shop", {
      variants: { "welcome-from-ads": "offer" },
    })) as { url: string };
    const holder = new Shopper(edge.port);
    const { pathname, search } = new URL(url);
    const entered = await holder.ask(pathname + search);
    expect([entered.status, entered.headers.location]).toEqual([302, `http://${shopHost}:${edge.port}/`]);
    const { text, headers } = await holder.ask("/");
    expect(text).toContain(offer);
    expect(headers["server-timing"]).toContain('bundle;desc="v');
    const other = await new Shopper(edge.port).ask("/");
    expect(other.text).not.toContain(offer);
    expect(other.headers["server-timing"]).toBeUndefined();
    await holder.ask("/?ew_preview=off");
    expect((await holder.ask("/")).text).not.toContain(offer);
  });

  it("shows rules that are staged to its holder, and to nobody else", async () => {
    const of = "/rules/welcome-from-ads?site=shop";
    const { draft } = (await edge.api("GET", of)) as { draft: { document: object; revision: number } };
    const document = { ...draft.document, staged: true };
    await edge.api("PUT", of, { document }, { "if-match": `"${draft.revision}"` });
    await edge.api("POST", "/publish?site=shop", {});
    const fromAnAd = "/?utm_source=instagram&utm_medium=paid_social";
    const stranger = async () => (await new Shopper(edge.port).ask(fromAnAd)).text;
    await expect.poll(stranger, { timeout: 5000, interval: 250 }).not.toContain(offer);
    const { rules } = (await edge.api("GET", "/rules?site=shop")) as {
      rules: { rule: { id: string }; status: string }[];
    };
    expect(rules.find(({ rule }) => rule.id === "welcome-from-ads")?.status).toBe("staged");
    const { url } = (await edge.api("POST", "/preview?site=shop", { path: "/" })) as { url: string };
    const holder = new Shopper(edge.port);
    const { pathname, search } = new URL(url);
    await holder.ask(pathname + search);
    expect((await holder.ask(fromAnAd)).text).toContain(offer);
    expect(await stranger()).not.toContain(offer);
  });
});

describe("a page of the shop that somebody debugs", () => {
  it("says to them, and to nobody else, what is recorded and what was decided and why", async () => {
    const { url } = (await edge.api("POST", "/debug?site=shop", { path: "/" })) as { url: string };
    const { pathname, search } = new URL(url);
    const { page, context, complaints } = await newVisitor(browser);
    await page.goto(`http://${shopHost}:${edge.port}${pathname}${search}`);
    expect(page.url()).toBe(`http://${shopHost}:${edge.port}/`);
    const panel = page.getByRole("region", { name: "Edgewise" });
    await expect
      .poll(() => panel.innerText(), { timeout: 20_000 })
      .toMatch(/page_view[^]*Welcome back|Welcome back[^]*page_view/);
    expect(await panel.innerText()).toContain("does not match");
    expect(complaints).toEqual([]);
    const stranger = new Shopper(edge.port);
    expect((await stranger.ask("/")).text).not.toContain("debug");
    expect((await stranger.ask("/?ew_debug=v1.forged.token")).text).not.toContain("debug.js");
    expect((await stranger.ask("/")).text).not.toContain("debug.js");
    await panel.getByText("Leave").click();
    await panel.waitFor({ state: "detached" });
    await page.reload();
    expect(await page.content()).not.toContain("debug.js");
    await context.close();
  });
});
