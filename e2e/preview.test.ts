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
