import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sealPreview } from "../recognise/preview.ts";
import { readKeys } from "../recognise/seal.ts";
import { insertingOffer } from "../testing/inserting-offer.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive, watchedBindings } from "../testing/visiting.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");
const dayMs = 24 * 60 * 60_000;
const host = "shop.example";
const says = (text: string) => [{ type: "setText" as const, selector: "h1", text }];

let asked: Request[] = [];
beforeAll(async () => {
  const site = siteWith({ hosts: [host] });
  await prepareDatabase(site);
  const { rules, offers, coupons, placements } = insertingOffer();
  const test = ruleWith({
    id: "test",
    pages: ["/test"],
    condition: { medium: "never" },
    caps: [{ times: 1, per: "ever" }],
    variants: [
      { id: "red", changes: says("Red") },
      { id: "blue", changes: says("Blue") },
    ],
  });
  const configuration = configurationWith({ rules: [...rules, test], offers, coupons, placements });
  await goLive(site, configuration, nowMs);
});

beforeEach(() => {
  asked = [];
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    asked.push(new Request(input, init));
    return new Response("<html><head></head><h1>Shop</h1></html>", {
      headers: { "content-type": "text/html", "cache-control": "public, max-age=60" },
    });
  });
});

async function tokenFor(forced: Record<string, string>, site = "lumen"): Promise<string> {
  return sealPreview({ forced }, site, await readKeys(env.COOKIE_KEYS), nowMs);
}

async function previewing(forced: Record<string, string>, bindings: Env = env): Promise<Browser> {
  const browser = new Browser(host, {}, bindings);
  await browser.ask(`/test?ew_preview=${await tokenFor(forced)}`);
  return browser;
}

describe("an address with a token", () => {
  it("leads to the same address without it, and opens the preview until the browser is closed", async () => {
    const browser = new Browser(host);
    const token = await tokenFor({ test: "blue" });
    const { status, headers } = await browser.ask(`//test?a=1%20b&ew_preview=${token}&c=+`);
    expect([status, headers.get("location")]).toEqual([302, `https://${host}//test?a=1%20b&c=+`]);
    expect(headers.getSetCookie()).toEqual([
      `__Host-ew-preview=${token}; Path=/; HttpOnly; Secure; SameSite=Lax`,
    ]);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(asked).toEqual([]);
  });

  it.each<[string, () => Promise<string>]>([
    ["nobody sealed", async () => "k1.AAAA"],
    ["is another site's", () => tokenFor({}, "other")],
    ["is altered", async () => `${await tokenFor({})}A`],
    ["is empty", async () => ""],
  ])("that %s is only taken off", async (_what, token) => {
    const { status, headers, sets } = await new Browser(host).ask(`/test?ew%5Fpreview=${await token()}`);
    expect([status, headers.get("location"), sets]).toEqual([302, `https://${host}/test`, []]);
  });

  it("that is too old opens nothing", async () => {
    const token = await tokenFor({ test: "blue" });
    const browser = await previewing({ test: "blue" });
    vi.spyOn(Date, "now").mockReturnValue(nowMs + dayMs);
    expect((await new Browser(host).ask(`/test?ew_preview=${token}`)).sets).toEqual([]);
    const { text, headers } = await browser.ask("/test");
    expect(text).toContain("Shop");
    expect(headers.has("server-timing")).toBe(false);
  });

  it("never reaches the shop, nor does the cookie, whatever the method", async () => {
    const browser = await previewing({});
    const token = await tokenFor({});
    await browser.ask(`/form?x=1&ew_preview=${token}`, { method: "POST", body: "a=1" });
    await browser.ask("/unseen");
    expect(asked.map(({ url }) => url)).toEqual([`https://${host}/form?x=1`, `https://${host}/unseen`]);
    expect(asked.map(({ headers }) => headers.get("cookie"))).toEqual([null, null]);
  });

  it("is left by its own word", async () => {
    const browser = await previewing({ test: "blue" });
    const { status, headers } = await browser.ask("/test?ew_preview=off");
    expect([status, headers.get("location")]).toEqual([302, `https://${host}/test`]);
    expect((await browser.ask("/test")).text).toContain("Shop");
  });
});

describe("a preview", () => {
  it.each(["red", "blue"])(
    "shows the variant %s, whatever speaks against it, however often",
    async (variant) => {
      const browser = await previewing({ test: variant });
      for (let pages = 0; pages < 3; pages++) {
        const { text, headers } = await browser.ask("/test");
        expect(text.toLowerCase()).toContain(`<h1>${variant}`);
        expect(headers.get("cache-control")).toBe("private, no-store");
      }
    },
  );

  it("counts nowhere: no decision, no coupon, no event", async () => {
    const { bindings, asked: used } = watchedBindings();
    const browser = await previewing({}, bindings);
    expect((await browser.ask("/")).text).toContain("Ten off");
    expect(await browser.did("page_view", nowMs)).toBe(401);
    expect(used).toEqual([]);
    await browser.ask("/?ew_preview=off");
    await browser.ask("/");
    expect(used).toContain("PROFILES.get");
  });

  it("is of what there is to see, also for whoever is held out of the site, and counts nowhere then either", async () => {
    const held = siteWith({ id: "held", hosts: ["held.example"], holdout: 0.5 });
    const everywhere = ruleWith({
      id: "hello",
      pages: ["/*"],
      variants: [{ id: "a", changes: says("Hello") }],
    });
    await goLive(held, configurationWith({ rules: [everywhere] }), nowMs);
    const { bindings, asked: used } = watchedBindings();
    const somebody = async (): Promise<Browser> => {
      const browser = new Browser("held.example", {}, bindings);
      return (await browser.ask("/")).text.includes("Hello") ? somebody() : browser;
    };
    const browser = await somebody();
    used.length = 0;
    await browser.ask(`/?ew_preview=${await tokenFor({}, "held")}`);
    expect((await browser.ask("/")).text).toContain("<h1>Hello");
    expect([await browser.did("page_view", nowMs), used]).toEqual([401, []]);
    await browser.ask("/?ew_preview=off");
    expect((await browser.ask("/")).text).toContain("<h1>Shop");
  });

  it("says what the page took and how it was made", async () => {
    const browser = await previewing({ test: "blue" });
    const timing = async () => (await browser.ask("/timed")).headers.get("server-timing") ?? "";
    const missed = await timing();
    for (const name of ["origin", "recognise", "facts", "decide", "rewrite"])
      expect(missed).toMatch(new RegExp(`(^|, )${name};dur=\\d+\\.\\d`));
    expect(missed).toContain('bundle;desc="v1"');
    expect(missed).toContain('cache;desc="miss"');
    expect(missed).toMatch(/rewrite;dur=[\d.]+;desc="splice"/);
    const hit = await timing();
    expect(hit).toContain('cache;desc="hit"');
    expect(hit).not.toContain("origin;");
  });

  it("says so to nobody else", async () => {
    const { headers } = await new Browser(host).ask("/test");
    expect(headers.has("server-timing")).toBe(false);
    const forger = new Browser(host);
    forger.cookies.set("__Host-ew-preview", "k1.AAAA");
    expect((await forger.ask("/test")).headers.has("server-timing")).toBe(false);
  });
});
