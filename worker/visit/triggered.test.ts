import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { offerWith } from "../../model/testing/offer.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";
import { couponWith } from "../../model/testing/coupon.ts";

const nowMs = Date.parse("2026-11-25T11:00:00Z");
const host = "shop.example";

const insert = (placement: string, offer = "ten") => [{ type: "insertOffer" as const, placement, offer }];

beforeAll(async () => {
  const cart = { path: "/cart", field: "#code", applied: "#applied", total: "#total" };
  const site = siteWith({ hosts: [host], cart });
  await prepareDatabase(site);
  const trigger = { type: "exitIntent" } as const;
  const configuration = configurationWith({
    rules: [
      ruleWith({
        id: "leaving",
        trigger,
        changes: insert("top"),
        caps: [{ times: 1, per: "ever", of: "profile" }],
        priority: 20,
      }),
      ruleWith({ id: "else", changes: insert("top", "plain") }),
      ruleWith({
        id: "vip",
        trigger,
        pages: ["/vip"],
        condition: { "query.vip": "yes" },
        changes: insert("top"),
      }),
      ruleWith({
        id: "twice",
        trigger,
        pages: ["/twice"],
        changes: insert("top"),
        caps: [{ times: 2, per: "session" }],
      }),
      ruleWith({ id: "gift", pages: ["/gift"], changes: insert("top") }),
    ],
    offers: [
      offerWith({ id: "ten", headline: "Stay", coupon: "ten" }),
      offerWith({ id: "plain", headline: "Welcome" }),
    ],
    placements: [{ id: "top", name: "Top", selector: "main", position: "start" }],
    coupons: [couponWith({ id: "ten", name: "Ten", code: "TEN" })],
  });
  await goLive(site, configuration, nowMs);
});

let posts: string[];
beforeEach(() => {
  posts = [];
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (request.method === "POST")
      posts.push(
        new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer())).get("code") ?? "",
      );
    const form =
      '<form method="post" action="/code"><input id="code" name="code"></form><p id="total">€40.00</p>';
    const html = `<html><head></head><body><main></main>${new URL(request.url).pathname === "/cart" ? form : ""}</body></html>`;
    return new Response(html, { headers: { "content-type": "text/html" } });
  });
});

/** What the snippet's part sends once it has shown the offer. */
function triggered(browser: Browser, rule: string, id: string = crypto.randomUUID()) {
  const timeMs = Date.now();
  const event = { id, name: "ew_triggered", timeMs, params: { rule } };
  return browser.post("/_ew/e", { sentAtMs: timeMs, events: [event] });
}

async function headline(browser: Browser): Promise<string | undefined> {
  return /class="ew-headline"[^>]*>([^<]*)/.exec((await browser.ask("/")).text)?.[1];
}

describe("an offer that waits", () => {
  it("is on the page, hidden, with what it waits for and the part that shows it", async () => {
    const { text } = await new Browser(host).ask("/");
    expect(text).toContain('<script async src="/_ew/s.js" data-load="offer trigger"></script>');
    expect(text).toContain(
      ' data-ew-trigger="{&quot;rule&quot;:&quot;leaving&quot;,&quot;type&quot;:&quot;exitIntent&quot;,&quot;variant&quot;:&quot;a&quot;}" hidden>',
    );
    expect((await new Browser(host).ask("/gift")).text).not.toMatch(/ trigger"|data-ew-trigger/);
  });

  it("counts for its caps once it was shown, and not before", async () => {
    const browser = new Browser(host);
    for (let page = 0; page < 3; page++) expect(await headline(browser)).toBe("Stay");
    expect((await triggered(browser, "leaving")).status).toBe(202);
    expect(await headline(browser)).toBe("Welcome");
  });

  it("counts once for each time that it was shown, however often that is told", async () => {
    const browser = new Browser(host);
    const isThere = async () => (await browser.ask("/twice")).text.includes("data-ew-trigger");
    const id = crypto.randomUUID();
    for (const waitMs of [0, 1000, 2000]) {
      vi.spyOn(Date, "now").mockReturnValue(nowMs + waitMs);
      await isThere();
      await triggered(browser, "twice", id);
    }
    expect(await isThere()).toBe(true);
    await triggered(browser, "twice");
    expect(await isThere()).toBe(false);
  });

  it("gives way to others for whoever has no snippet that could show it", async () => {
    expect(await headline(new Browser(host, { "sec-gpc": "1" }))).toBe("Welcome");
  });

  it.each(["nowhere", "else", "__proto__"])("is none of the rule %s", async (rule) => {
    const browser = new Browser(host);
    await browser.ask("/");
    expect((await triggered(browser, rule)).status).toBe(400);
    expect(await headline(browser)).toBe("Stay");
  });
});

describe("a coupon of an offer that waits", () => {
  const isInCart = async (browser: Browser) => {
    posts = [];
    await browser.ask("/cart");
    return posts.includes("TEN");
  };

  it("is held once the offer was shown, and not before", async () => {
    const browser = new Browser(host);
    await browser.ask("/");
    expect(await isInCart(browser)).toBe(false);
    await browser.did("view_item", nowMs);
    expect(await isInCart(browser)).toBe(false);
    await triggered(browser, "leaving");
    expect(await isInCart(browser)).toBe(true);
  });

  it("is not held by somebody who only says that they saw it", async () => {
    const browser = new Browser(host);
    await browser.ask("/nowhere");
    expect((await triggered(browser, "vip")).status).toBe(202);
    expect(await isInCart(browser)).toBe(false);
  });

  it("is held at once where another offer brings it that does not wait", async () => {
    const browser = new Browser(host);
    await browser.ask("/");
    await browser.ask("/gift");
    expect(await isInCart(browser)).toBe(true);
  });
});
