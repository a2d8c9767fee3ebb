import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { AppliedRule } from "../../model/applied-change.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { sealDebugToken } from "../recognise/debug-token.ts";
import { sealPreview } from "../recognise/preview.ts";
import { readKeys } from "../recognise/seal.ts";
import { switchSite } from "../store/site-switch.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";
import { couponWith } from "../../model/testing/coupon.ts";

let nowMs = Date.parse("2026-11-27T17:30:00Z");
const [host, apart] = ["shop.example", "www.shop.example"];
const says = (text: string) => [{ type: "setText" as const, selector: "h1", text }];
const viewed = { $did: { event: "view_item", count: { $gte: 1 } } };

const configuration = configurationWith({
  rules: [
    ruleWith({ id: "everybody", pages: ["/p/*"] }),
    ruleWith({ id: "looker", pages: ["/p/looked"], condition: viewed, priority: 20 }),
    ruleWith({ id: "austria", pages: ["/p/here"], condition: { country: "AT" }, priority: 20 }),
    ruleWith({ id: "letter", pages: ["/p/from"], condition: { source: "letter" }, priority: 20 }),
    ruleWith({ id: "phone", pages: ["/p/with"], condition: { device: "mobile" }, priority: 20 }),
    ruleWith({ id: "twice", pages: ["/twice"], caps: [{ times: 2, per: "ever" }] }),
    ruleWith({ id: "again", pages: ["/again"], condition: { pagesThisVisit: { $gte: 2 } } }),
    ruleWith({
      id: "chance",
      pages: ["/chance"],
      variants: [
        { id: "red", changes: says("Red") },
        { id: "blue", changes: says("Blue") },
      ],
    }),
    ruleWith({ id: "led", pages: ["/old"], changes: [{ type: "redirect", to: "/new" }] }),
    ruleWith({
      id: "offered",
      pages: ["/offer"],
      changes: [{ type: "insertOffer", placement: "top", offer: "ten" }],
    }),
  ],
  offers: [offerWith({ id: "ten", coupon: "ten", headline: "Ten & more", cost: 3 })],
  placements: [{ id: "top", name: "Top", selector: "main", position: "start" }],
  coupons: [couponWith({ id: "ten", name: "Ten", code: "TEN" })],
});

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  const site = { hosts: [host], snippetHosts: [apart] };
  await goLive(siteWith({ id: "lumen", ...site }), configuration, nowMs);
  const asked = { id: "asked", hosts: ["asked.example"], consent: "asked" };
  await goLive(siteWith(asked), configuration, nowMs);
  await goLive(siteWith({ id: "off", hosts: ["off.example"] }), configuration, nowMs);
});
beforeEach(() => {
  nowMs += 10_000;
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
});

interface Answer {
  decisions: AppliedRule[];
  offers: Record<string, object>;
  load: string[];
  redirect: string | null;
  visitor?: string;
  reasons?: object[];
  error?: { code: string };
}

interface Asking {
  on?: string;
  body?: object;
  headers?: Record<string, string>;
  cf?: object;
}

/** The rules that a page of the shop watches. */
async function watchedOn(browser: Browser, page: string): Promise<string[]> {
  vi.spyOn(globalThis, "fetch").mockImplementation(
    async () => new Response("<h1>Shop</h1>", { headers: { "content-type": "text/html" } }),
  );
  const { text } = await browser.ask(page);
  return [...text.matchAll(/"rule":"(\w+)"/g)].map(([, rule = ""]) => rule);
}

/** Asks as a page of the shop, or of a host that Edgewise does not stand before. */
async function ask(browser: Browser, page: string, { on = host, body, headers, cf }: Asking = {}) {
  const address = on === apart ? "/_ew/decide?site=lumen" : "/_ew/decide";
  const question = JSON.stringify({ page_location: `https://${on}${page}`, ...body });
  const init = {
    method: "POST",
    body: question,
    headers: { origin: `https://${on}`, ...headers },
    ...(cf === undefined ? {} : { cf }),
  };
  const answered = await browser.ask(address, init as RequestInit);
  const answer = JSON.parse(answered.text) as Answer;
  return { ...answered, answer, rules: answer.decisions?.map(({ rule }) => rule) };
}

describe("a page that scripts made", () => {
  it("is told what to change, in the form in which the edge says what it changed", async () => {
    const { status, headers, answer } = await ask(new Browser(host), "/p/x");
    const changes = [{ id: expect.stringMatching(/./), type: "text", selector: "h1", text: "Hello" }];
    expect([status, answer]).toEqual([
      200,
      {
        decisions: [{ rule: "everybody", variant: "a", changes }],
        offers: {},
        load: [],
        missed: [],
        redirect: null,
      },
    ]);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("is decided for by what the visitor did", async () => {
    const browser = new Browser(host);
    expect((await ask(browser, "/p/looked")).rules).toEqual(["everybody"]);
    expect(await browser.did("view_item", nowMs)).toBe(202);
    expect((await ask(browser, "/p/looked")).rules).toContain("looker");
  });

  it("is decided for by the address, the referrer, the browser and the place, as if it had been asked for", async () => {
    const browser = new Browser(host);
    const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";
    expect((await ask(new Browser(host), "/p/here", { cf: { country: "AT" } })).rules).toEqual(["austria"]);
    expect((await ask(browser, "/p/with", { headers: { "user-agent": phone } })).rules).toEqual(["phone"]);
    expect((await ask(new Browser(host), "/p/from?utm_source=letter")).rules).toEqual(["letter"]);
    const others = { body: { page_referrer: "https://letter/x" }, headers: { referer: "https://x.example" } };
    expect((await ask(new Browser(host), "/p/from", others)).rules).toEqual(["letter"]);
  });

  it("counts for caps and for pages, but only once, and not against itself", async () => {
    const browser = new Browser(host);
    const rules = async (again?: number) => (await ask(browser, "/twice", { body: { again } })).rules;
    expect(await rules()).toEqual(["twice"]);
    nowMs += 10_000;
    expect([await rules(10_000), await rules(10_000)]).toEqual([["twice"], ["twice"]]);
    expect(await rules()).toEqual(["twice"]);
    nowMs += 10_000;
    expect([await rules(10_000), await rules(5000), await rules()]).toEqual([["twice"], [], []]);
    const other = new Browser(host);
    expect((await ask(other, "/again", { body: { again: 0 } })).rules).toEqual([]);
    expect((await ask(other, "/again")).rules).toEqual([]);
    expect((await ask(other, "/again")).rules).toEqual(["again"]);
  });

  it("gives the variant that the edge gave, and the edge the one that was given here", async () => {
    vi.spyOn(globalThis, "fetch").mockImplementation(
      async () => new Response("<h1>Shop</h1>", { headers: { "content-type": "text/html" } }),
    );
    for (let visitor = 0; visitor < 4; visitor++) {
      const browser = new Browser(host);
      const here = (await ask(browser, "/chance")).answer.decisions[0]?.variant;
      const there = /<h1>(\w+)</.exec((await browser.ask("/chance")).text)?.[1]?.toLowerCase();
      expect(here).toBe(there);
    }
  });

  it("is led elsewhere, and shows nothing else", async () => {
    const { answer } = await ask(new Browser(host), "/old");
    expect([answer.redirect, answer.decisions]).toEqual(["/new", []]);
  });

  it.each(["events", "a choice", "a question about coupons"])(
    "is led elsewhere, and seen there once, also where the answer to %s that was sent before comes after that",
    async (what) => {
      const sending: Record<string, (browser: Browser) => Promise<unknown>> = {
        events: (browser) => browser.did("scroll", nowMs),
        "a choice": (browser) => browser.post("/_ew/consent", { state: { measurement: true } }),
        "a question about coupons": (browser) =>
          browser.post("/_ew/coupons", { do: "open", page_location: `https://${host}/old` }),
      };
      const [browser, before] = [new Browser(host), new Browser(host)];
      await browser.ask("/p/x");
      for (const [name, value] of browser.cookies) before.cookies.set(name, value);
      await ask(browser, "/old");
      await sending[what]?.(before);
      for (const [name, value] of before.cookies) browser.cookies.set(name, value);
      expect(await watchedOn(browser, "/new")).toEqual(["led"]);
      expect(await watchedOn(browser, "/new")).toEqual([]);
    },
  );

  it("is led nowhere by what is older than the way there, or was made up", async () => {
    const browser = new Browser(host);
    await browser.ask("/p/x");
    await ask(browser, "/old");
    const cookies = new Map(browser.cookies);
    nowMs += 21_000;
    expect(await watchedOn(browser, "/new")).toEqual([]);
    browser.cookies.set("__Host-ew-led", "x.y");
    expect(await watchedOn(browser, "/new")).toEqual([]);
    expect(cookies.get("__Host-ew-led")).not.toContain("led");
  });

  it("is told what offers say, and its visitor holds the coupon, but is not told what that costs", async () => {
    const browser = new Browser(host);
    const { answer } = await ask(browser, "/offer");
    expect(answer.offers).toEqual({
      top: {
        rule: "offered",
        variant: "a",
        offer: "ten",
        words: { language: "en", headline: "Ten & more", text: "", button: null },
      },
    });
    const cookie = `__Host-ew=${browser.cookies.get("__Host-ew")}`;
    const carried = await readSnapshot(cookie, "lumen", await readKeys(env.COOKIE_KEYS));
    expect(carried?.coupons).toMatchObject([{ id: "ten", state: "held" }]);
  });

  it("is shown as the holder of a preview is to see it, of which nothing is remembered", async () => {
    const browser = new Browser(host);
    const preview = { forced: { looker: "a" } };
    const token = await sealPreview(preview, "lumen", await readKeys(env.COOKIE_KEYS), nowMs);
    await browser.ask(`/p/looked?ew_preview=${token}`);
    expect((await ask(browser, "/p/looked")).rules).toContain("looker");
    for (let page = 0; page < 3; page++) expect((await ask(browser, "/twice")).rules).toEqual(["twice"]);
  });

  it("says why to who may debug the site, and to nobody else", async () => {
    const browser = new Browser(host);
    const body = { debug: true, again: 0 };
    expect((await ask(browser, "/p/looked", { body })).answer.reasons).toBeUndefined();
    const token = await sealDebugToken("lumen", await readKeys(env.COOKIE_KEYS), nowMs);
    await browser.ask(`/p/looked?ew_debug=${token}`);
    expect((await ask(browser, "/p/looked", { body })).answer.reasons).toMatchObject([
      { rule: "looker", outcome: "condition" },
      { rule: "everybody", outcome: "chosen" },
    ]);
    expect((await ask(browser, "/p/looked")).answer.reasons).toBeUndefined();
  });
});

describe("a visitor who is not remembered", () => {
  it.each([
    ["asks for privacy", host, { "sec-gpc": "1" }],
    ["has not agreed yet", "asked.example", {}],
  ])("because their browser %s gets what everybody gets, and nothing to carry", async (_why, on, headers) => {
    const browser = new Browser(on);
    expect(await ask(browser, "/p/x", { on, headers })).toMatchObject({ rules: ["everybody"], sets: [] });
    expect((await ask(browser, "/chance", { on, headers })).rules).toEqual([]);
  });
});

describe("a page on a host that Edgewise does not stand before", () => {
  it("may read the answer, which says who the visitor is", async () => {
    const first = await ask(new Browser(host), "/twice", { on: apart });
    expect([first.status, first.rules, first.sets]).toEqual([200, ["twice"], []]);
    expect(first.headers.get("access-control-allow-origin")).toBe(`https://${apart}`);
    let visitor = first.answer.visitor;
    const visit = async () => {
      const { rules, answer } = await ask(new Browser(host), "/twice", { on: apart, body: { visitor } });
      visitor = answer.visitor ?? visitor;
      return rules;
    };
    expect([await visit(), await visit()]).toEqual([["twice"], []]);
  });

  it("never speaks for the visitor whose cookie the browser has", async () => {
    const browser = new Browser(host);
    await ask(browser, "/twice");
    await ask(browser, "/twice");
    expect((await ask(browser, "/twice")).rules).toEqual([]);
    expect((await ask(browser, "/twice", { on: apart })).rules).toEqual(["twice"]);
  });

  it("is one of the site's, and asks about one of the site's", async () => {
    const evil = { page_location: "https://evil.example/p/x" };
    for (const [on, body] of [
      ["evil.example", {}],
      [apart, evil],
      [host, evil],
    ] as const) {
      const { status, answer } = await ask(new Browser(host), "/p/x", { on, body });
      expect([status, answer.error?.code]).toEqual([403, "wrong_origin"]);
    }
  });

  it("is given nobody's token where the browser asks for privacy", async () => {
    const { rules, answer } = await ask(new Browser(host), "/p/x", {
      on: apart,
      headers: { "sec-gpc": "1" },
    });
    expect([rules, answer.visitor]).toEqual([["everybody"], undefined]);
  });
});

it.each([
  ["no address", { page_location: 1 }],
  ["what is no web page", { page_location: "javascript:alert(1)" }],
  ["a token with more in it", { visitor: "a; b=c" }],
  ["a time to come", { again: -1 }],
])("a question with %s is refused", async (_what, body) => {
  const { status, answer } = await ask(new Browser(host), "/p/x", { body });
  expect([status, answer.error?.code]).toEqual([400, "invalid_request"]);
});

it("a question is sent, not asked for", async () => {
  expect((await new Browser(host).ask("/_ew/decide")).status).toBe(405);
});

it("a site that is switched off changes nothing", async () => {
  const browser = new Browser("off.example");
  expect((await ask(browser, "/p/x", { on: "off.example" })).rules).toEqual(["everybody"]);
  await switchSite(env.DB, "off", { on: false, atMs: nowMs, by: { id: "owner", name: "Owner" } });
  nowMs += 10_000;
  expect((await ask(browser, "/p/x", { on: "off.example" })).rules).toEqual([]);
});

describe("the scripts that hide what may be changed", () => {
  const served = async (name: string, agent = "Mozilla/5.0 Chrome/140.0") => {
    const ASSETS = {
      fetch: async () =>
        new Response("run();", { headers: { "content-type": "text/javascript", etag: '"1"' } }),
    };
    const browser = new Browser(host, {}, { ...env, ASSETS } as unknown as Env);
    return browser.ask(`/_ew/${name}?site=lumen`, {
      headers: { "if-none-match": '"1"', "user-agent": agent },
    });
  };
  const ends = {
    "apply.js": /^function ewRegions\(\)\{return (.*)\}$/,
    "cover.js": /^document\.currentScript\.cover\?\.\((.*)\)$/,
  };

  it.each(["apply.js", "cover.js"] as const)(
    "end with where that is, and are never taken for one with another end: %s",
    async (name) => {
      const { status, text, headers } = await served(name);
      const [script, line = ""] = text.split("\n");
      expect([status, script, headers.get("etag")]).toEqual([200, "run();", null]);
      const regions = JSON.parse(ends[name].exec(line)?.[1] ?? "") as [string, string[]][];
      const on = (path: string) =>
        new Set(
          regions.filter(([paths]) => RegExp(`^(${paths})$`).test(path)).flatMap(([, places]) => places),
        );
      expect([on("/p/x"), on("/p"), on("/old"), on("/offer")].map((places) => [...places])).toEqual([
        ["h1"],
        [],
        ["body"],
        [],
      ]);
    },
  );

  it.each(["apply.js", "cover.js"])(
    "tell an old browser nothing that it could trip over: %s",
    async (name) => {
      const { text } = await served(name, "Mozilla/5.0 (X11; Linux x86_64) Chrome/70.0 Safari/537.36");
      expect(text).toBe("/* This browser is too old. */");
    },
  );
});
