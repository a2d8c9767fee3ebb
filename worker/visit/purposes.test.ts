import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConsentState } from "../../model/consent/consent-state.ts";
import { profileOf } from "../profile/profile-of.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { insertingOffer } from "../testing/inserting-offer.ts";
import { takeMessagesOf } from "../testing/messages-of.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");
const [assumed, asked, bannered] = ["assumed.example", "asked.example", "banner.example"];
const gpc = { "sec-gpc": "1" };
const all = { personalisation: true, measurement: true, marketing: true };
const leads = (to: string) => [{ id: "led", changes: [{ type: "redirect" as const, to }] }];

beforeAll(async () => {
  const { rules, offers, coupons, placements } = insertingOffer();
  const viewed = { $did: { event: "view_item", count: { $gte: 1 } } };
  const configuration = configurationWith({
    rules: [
      ...rules,
      ruleWith({ id: "personal", pages: ["/personal"], condition: viewed }),
      ruleWith({ id: "returning", pages: ["/returning"], condition: { pagesThisVisit: { $gte: 2 } } }),
      ruleWith({ id: "reachable", pages: ["/marketing"], condition: { consent: { $in: ["marketing"] } } }),
      ruleWith({ id: "chance", pages: ["/chance"], coverage: 0.9999 }),
      ruleWith({
        id: "tested",
        pages: ["/tested"],
        variants: [{ id: "usual", changes: [] }, ...leads("/other")],
      }),
      ruleWith({ id: "circle", pages: ["/circle"], variants: leads("/circle/") }),
    ],
    offers,
    coupons,
    placements,
  });
  const form = { path: "/cart", field: "#code", applied: "#applied", total: "#total" };
  const site = siteWith({ id: "assumed", hosts: [assumed], cart: form });
  await prepareDatabase(site);
  await goLive(site, configuration, nowMs);
  await goLive(
    siteWith({ id: "asked", hosts: [asked], consent: "asked", consentNotice: "2026-11", cart: form }),
    configuration,
    nowMs,
  );
  const banner = { consent: "asked", consentBanner: "cookiebot" };
  await goLive(siteWith({ id: "banner", hosts: [bannered], ...banner }), configuration, nowMs);
});

const asksForCoupons = vi.fn<() => void>();

beforeEach(() => {
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  asksForCoupons.mockClear();
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    if (new Request(input, init).method === "POST") asksForCoupons();
    const form =
      '<form method="post" action="/code"><input id="code" name="code"></form><p id="total">€40</p>';
    return new Response(`<html><head></head><h1>Shop</h1>${form}</html>`, {
      headers: { "content-type": "text/html" },
    });
  });
});

interface Message {
  type: string;
  /** What the index of profiles is told. */
  rows?: { gone?: true; facts: { consent?: string[] } }[];
}

/** A browser, and what goes to the queue because of it. */
function newBrowser(host: string, headers = {}) {
  const sent: Message[] = [];
  const RECORDS = { send: async (message: Message) => void sent.push(message) };
  return { browser: new Browser(host, headers, { ...env, RECORDS } as unknown as Env), sent };
}

const says = (browser: Browser, state: ConsentState) => browser.post("/_ew/c", { state });

async function snapshotOf(browser: Browser, site: string) {
  const cookie = `__Host-ew=${browser.cookies.get("__Host-ew")}`;
  return readSnapshot(cookie, site, await readKeys(env.COOKIE_KEYS));
}

async function exposed(browser: Browser) {
  const params = { rule: "ten-off", variant: "a" };
  const event = { id: crypto.randomUUID(), name: "ew_exposed", timeMs: nowMs, params };
  const { status, text } = await browser.post("/_ew/e", { sentAtMs: nowMs, events: [event] });
  return { status, answer: JSON.parse(text) as unknown };
}

/** Time goes by until the index of profiles has been told of whatever it is told. */
async function untilTold(browser: Browser, sent: Message[]): Promise<void> {
  const snapshot = await snapshotOf(browser, "asked");
  if (snapshot === undefined) return;
  const profile = profileOf(env.PROFILES, "asked", snapshot.profile);
  await takeMessagesOf(profile, (message) => sent.push(message as Message));
  vi.mocked(Date.now).mockReturnValue(nowMs + 16 * 60_000);
  await runDurableObjectAlarm(profile);
  vi.mocked(Date.now).mockReturnValue(nowMs);
}

/** What becomes of a visitor who looks at a product, at an offer and at their cart, having answered so. */
async function livesWith(state: ConsentState, headers = {}) {
  const { browser, sent } = newBrowser(asked, headers);
  const { text } = await says(browser, state);
  const isPersonal = async (path: string) => (await browser.ask(path)).text.includes("Hello");
  const took = (await browser.did("view_item", nowMs)) === 202;
  await isPersonal("/personal");
  const personal = await isPersonal("/personal");
  await isPersonal("/returning");
  const visit = await isPersonal("/returning");
  await browser.ask("/");
  const decided = sent.filter(({ type }) => type === "decisions").length > 0;
  await exposed(browser);
  await browser.ask("/cart");
  await untilTold(browser, sent);
  return {
    says: (JSON.parse(text) as { consent: string[] }).consent,
    remembered: browser.cookies.has("__Host-ew"),
    took,
    personal,
    visit,
    coupon: (await snapshotOf(browser, "asked"))?.coupons.map(({ id }) => id) ?? [],
    cart: asksForCoupons.mock.calls.length > 0,
    chance: await isPersonal("/chance"),
    decided,
    indexed: sent.flatMap(({ rows = [] }) => rows.map(({ facts }) => facts.consent ?? [])),
    seen: sent.filter(({ type }) => type === "exposures").length > 0,
    marketing: await isPersonal("/marketing"),
  };
}

const nothing = {
  remembered: false,
  took: false,
  personal: false,
  visit: false,
  coupon: [],
  cart: false,
  chance: false,
  decided: false,
  seen: false,
  marketing: false,
};
const personal = {
  remembered: true,
  took: true,
  personal: true,
  visit: true,
  coupon: ["ten"],
  cart: true,
  chance: true,
};
const measured = { remembered: true, took: true, chance: true, decided: true, seen: true };

describe("what a visitor agreed to decides what is done: with", () => {
  it.each<[string, ConsentState, string[], object]>([
    ["nothing", "denied", [], nothing],
    ["nothing, said one by one", {}, [], nothing],
    ["marketing alone", { marketing: true }, ["marketing"], nothing],
    ["personalisation", { personalisation: true }, ["personalisation"], { ...nothing, ...personal }],
    ["measurement", { measurement: true, necessary: true }, ["measurement"], { ...nothing, ...measured }],
    [
      "both",
      { personalisation: true, measurement: true, marketing: false },
      ["personalisation", "measurement"],
      { ...personal, ...measured, marketing: false },
    ],
    [
      "measurement and marketing",
      { measurement: true, marketing: true },
      ["measurement", "marketing"],
      { ...nothing, ...measured, marketing: true },
    ],
    ["everything", all, Object.keys(all), { ...personal, ...measured, marketing: true }],
    ["everything in one word", "granted", Object.keys(all), { ...personal, ...measured, marketing: true }],
  ])("%s", async (_what, state, purposes, becomes) => {
    const fact = ["necessary", ...purposes];
    const indexed = purposes.includes("measurement") ? [fact] : [];
    expect(await livesWith(state)).toEqual({ says: fact, ...becomes, indexed });
  });

  it("nothing, on the page before any answer", async () => {
    const { browser, sent } = newBrowser(asked);
    expect((await browser.ask("/")).text).toContain("Ten off");
    expect([sent, browser.cookies.size]).toEqual([[], 0]);
  });

  it("everything, on a site that assumes it", async () => {
    const { browser, sent } = newBrowser(assumed);
    await browser.ask("/");
    expect((await browser.ask("/marketing")).text).toContain("Hello");
    expect(sent.length).toBeGreaterThan(0);
  });

  it("less than everything, where that is said on a site that assumes it", async () => {
    const { browser, sent } = newBrowser(assumed);
    await browser.ask("/");
    await browser.did("view_item", nowMs);
    expect((await browser.ask("/personal")).text).toContain("Hello");
    await says(browser, { measurement: true });
    expect((await browser.ask("/personal")).text).not.toContain("Hello");
    expect((await browser.ask("/marketing")).text).not.toContain("Hello");
    sent.length = 0;
    await says(browser, { personalisation: true });
    expect((await browser.ask("/personal")).text).toContain("Hello");
    // What the index knew of them goes, and nothing comes.
    expect(sent).toMatchObject([{ type: "profiles", rows: [{ gone: true }] }]);
    await browser.did("view_item", nowMs);
    expect(sent).toHaveLength(1);
  });

  it("says of an event that measures why it was not taken, without an error in the browser's console", async () => {
    const { browser } = newBrowser(asked);
    await says(browser, { personalisation: true });
    expect(await exposed(browser)).toEqual({
      status: 202,
      answer: {
        accepted: 0,
        duplicates: 0,
        rejected: [{ index: 0, code: "no_consent", message: "The visitor has not agreed to measurement." }],
      },
    });
  });
});

describe("a redirect, for whoever agreed to measurement alone,", () => {
  const measuredAlone = async () => {
    const { browser } = newBrowser(asked);
    await says(browser, { measurement: true });
    return browser;
  };
  const watched = (text: string) => /data-changes='\[{"rule":"tested","variant":"(\w+)"/.exec(text)?.[1];

  it("is seen with the page that it leads to, once, and its control with the page that they asked for", async () => {
    const found = new Set<number>();
    while (found.size < 2) {
      const browser = await measuredAlone();
      const { status, text } = await browser.ask("/tested");
      found.add(status);
      if (status === 200) expect(watched(text)).toBe("usual");
      else
        expect([
          watched((await browser.ask("/other")).text),
          watched((await browser.ask("/other")).text),
        ]).toEqual(["led", undefined]);
    }
  });

  it("leads nowhere any more where the shop's own server sends them back again and again", async () => {
    const browser = await measuredAlone();
    const statuses: number[] = [];
    while (statuses.at(-1) !== 200 && statuses.length < 10)
      statuses.push((await browser.ask("/circle")).status);
    expect(statuses).toEqual([302, 302, 302, 302, 200]);
    vi.mocked(Date.now).mockReturnValue(nowMs + 60_000);
    expect((await browser.ask("/circle")).status).toBe(302);
  });
});

describe("Global Privacy Control", () => {
  it("makes of a yes to everything a yes to this page, and leaves the rest to be named", async () => {
    expect(await livesWith("granted", gpc)).toMatchObject({
      ...nothing,
      ...personal,
      says: ["necessary", "personalisation"],
    });
    expect(await livesWith(all, gpc)).toMatchObject({ ...personal, ...measured, marketing: true });
  });

  it("counts nothing of somebody who did not agree in spite of it", async () => {
    const { browser, sent } = newBrowser(assumed, gpc);
    expect((await browser.ask("/")).text).toContain("Ten off");
    expect(sent).toEqual([]);
  });
});

describe("the record of a choice", () => {
  it("says to what, when, how, and by which notice; and again only where the answer is another", async () => {
    const { browser } = newBrowser(asked);
    await says(browser, { measurement: true });
    const first = { purposes: ["measurement"], atMs: nowMs, by: "page", gpc: false, notice: "2026-11" };
    expect((await snapshotOf(browser, "asked"))?.consent).toEqual(first);
    vi.mocked(Date.now).mockReturnValue(nowMs + 1000);
    expect((await says(browser, { measurement: true })).sets).toEqual([]);
    expect((await says(browser, "granted")).sets).toEqual(["__Host-ew"]);
    expect((await snapshotOf(browser, "asked"))?.consent).toMatchObject({ atMs: nowMs + 1000 });
  });

  it("follows the shop's banner from page to page", async () => {
    const { browser } = newBrowser(bannered);
    browser.cookies.set("CookieConsent", "statistics:true,marketing:false");
    await browser.ask("/");
    await browser.did("view_item", nowMs);
    expect((await snapshotOf(browser, "banner"))?.consent).toMatchObject({
      purposes: ["measurement"],
      by: "banner",
    });
    expect((await browser.ask("/personal")).text).not.toContain("Hello");
    browser.cookies.set("CookieConsent", "statistics:true,marketing:true");
    expect((await browser.ask("/personal")).text).toContain("Hello");
    // Where the page and the banner say different things, a purpose takes both.
    await says(browser, { personalisation: true });
    expect((await browser.ask("/marketing")).text).not.toContain("Hello");
    browser.cookies.set("CookieConsent", "statistics:true,marketing:false");
    expect((await browser.ask("/")).sets).toContain("__Host-ew");
    expect(browser.cookies.has("__Host-ew")).toBe(false);
  });

  it.each([
    ["a purpose that there is not", { personalization: true }],
    ["a purpose that is neither yes nor no", { marketing: "yes" }],
    ["nothing", null],
  ])("is not made of %s", async (_what, state) => {
    const { browser } = newBrowser(asked);
    const { status, text, sets } = await browser.post("/_ew/c", { state });
    expect([status, sets]).toEqual([400, []]);
    expect(text).toContain("Consent is granted, denied, or an object of purposes");
  });
});
