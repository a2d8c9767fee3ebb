import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { insertingOffer } from "../testing/inserting-offer.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive, watchedBindings } from "../testing/visiting.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");
const host = "shop.example";
const google = { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" };
const person = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0" };
const canonical = '<link rel="canonical" href="https://shop.example/">';

beforeAll(async () => {
  await prepareDatabase();
  const test = ruleWith({
    id: "test",
    pages: ["/test"],
    variants: [
      { id: "red", changes: [{ type: "setText", selector: "h1", text: "Red" }] },
      { id: "blue", changes: [{ type: "setText", selector: "h1", text: "Blue" }] },
    ],
  });
  const { offers, coupons, placements, rules } = insertingOffer();
  const configuration = configurationWith({ rules: [...rules, test], offers, coupons, placements });
  await goLive(siteWith({ hosts: [host] }), configuration, nowMs);
});

beforeEach(() => {
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  vi.spyOn(globalThis, "fetch").mockImplementation(
    async () =>
      new Response(`<html><head>${canonical}</head><body><h1>Shop</h1></body></html>`, {
        headers: { "content-type": "text/html" },
      }),
  );
});

/** What one page sets going, and its text. */
async function look(headers: Record<string, string>, path = "/") {
  const { bindings, asked } = watchedBindings();
  const { text, sets } = await new Browser(host, headers, bindings).ask(path);
  return { text, sets, asked };
}

describe("a crawler", () => {
  it("gets the very page that any new visitor gets", async () => {
    const [crawled, seen] = [await look(google), await look(person)];
    expect(crawled.text).toBe(seen.text);
    expect(crawled.text).toContain("Ten off");
    expect(crawled.text).toContain(canonical);
    expect(crawled.sets).toEqual(seen.sets);
  });

  it("is not counted, and has no profile", async () => {
    expect((await look(person)).asked).toEqual(expect.arrayContaining(["RECORDS.send", "PROFILES.get"]));
    expect((await look(google)).asked).toEqual([]);
  });

  it("sees variants by chance, as new visitors do", async () => {
    const texts = new Set<string>();
    for (let visits = 0; visits < 30; visits++) texts.add((await look(google, "/test")).text);
    expect(texts.size).toBe(2);
  });

  it("sends no events, though it runs scripts", async () => {
    const crawler = new Browser(host, google);
    await crawler.ask("/");
    expect(await crawler.did("page_view", nowMs)).toBe(401);
    const browser = new Browser(host, person);
    await browser.ask("/");
    expect(await browser.did("page_view", nowMs)).toBe(202);
  });

  it("keeps its page, its variant and its coupon if it was a person after all", async () => {
    const { bindings } = watchedBindings();
    const browser = new Browser(host, google, bindings);
    const first = await browser.ask("/test");
    for (let visits = 0; visits < 10; visits++) expect((await browser.ask("/test")).text).toBe(first.text);
  });
});
