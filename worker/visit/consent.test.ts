import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { askedBy } from "../profile/arrival.ts";
import { recordAtProfile } from "../profile/send-to-profile.ts";
import { profileOf } from "../profile/profile-of.ts";
import { readSnapshot, snapshotCookie } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { switchSite } from "../store/site-switch.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { everythingStored } from "../testing/everything-stored.ts";
import { insertingOffer } from "../testing/inserting-offer.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive, watchedBindings } from "../testing/visiting.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");
const [assumed, asked, bannered] = ["assumed.example", "asked.example", "banner.example"];
const yes = "{stamp:%27x%27%2Cnecessary:true%2Cmarketing:true%2Cver:1}";
const no = "{stamp:%27x%27%2Cnecessary:true%2Cmarketing:false%2Cver:1}";
const gpc = { "sec-gpc": "1" };

beforeAll(async () => {
  const { rules, offers, coupons, placements } = insertingOffer();
  const viewed = { $did: { event: "view_item", count: { $gte: 1 } } };
  const personal = ruleWith({ id: "personal", pages: ["/personal"], condition: viewed });
  const agreed = ruleWith({
    id: "agreed",
    pages: ["/agreed"],
    condition: { consent: { $in: ["personalisation"] } },
  });
  const quiet = ruleWith({
    id: "quiet",
    pages: ["/visit"],
    condition: { landingPage: "/from", source: "friend.example" },
  });
  const configuration = configurationWith({
    rules: [...rules, personal, agreed, quiet],
    offers,
    coupons,
    placements,
  });
  const assumedSite = siteWith({ id: "assumed", hosts: [assumed] });
  await prepareDatabase(assumedSite);
  await goLive(assumedSite, configuration, nowMs);
  await goLive(
    siteWith({ id: "asked", hosts: [asked], consent: "asked", snippetHosts: ["apart.example"] }),
    configuration,
    nowMs,
  );
  const banner = { consent: "asked", consentBanner: "cookiebot" };
  await goLive(siteWith({ id: "banner", hosts: [bannered], ...banner }), configuration, nowMs);
});

beforeEach(() => {
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  vi.spyOn(globalThis, "fetch").mockImplementation(
    async () =>
      new Response("<html><head></head><h1>Shop</h1></html>", {
        headers: { "content-type": "text/html", "cache-control": "public, max-age=60" },
      }),
  );
});

const says = (browser: Browser, state: string, headers = {}, more = {}) =>
  browser.post("/_ew/c", { state, ...more }, headers);
const isPersonal = async (browser: Browser) => (await browser.ask("/personal")).text.includes("Hello");

async function snapshotOf(browser: Browser, site: string) {
  const cookie = `__Host-ew=${browser.cookies.get("__Host-ew")}`;
  return readSnapshot(cookie, site, await readKeys(env.COOKIE_KEYS));
}

/** What the browser's cookie says of consent. */
const carried = async (browser: Browser, site: string) => (await snapshotOf(browser, site))?.consent;
const visitorOf = async (browser: Browser, site: string) => (await snapshotOf(browser, site))?.visitor ?? "";

/** Switches the site with the banner, as this isolate sees it by then. */
async function turn(on: boolean, atMs: number): Promise<void> {
  vi.mocked(Date.now).mockReturnValue(atMs);
  await switchSite(env.DB, "banner", { on, atMs, by: { id: "owner", name: "Owner" } });
  await new Browser(bannered).ask("/");
}

/** What the profile still holds. */
const recalled = (site: string, visitor: string) =>
  profileOf(env.PROFILES, site, visitor).recall({ ...askedBy(undefined), visitor, nowMs });

describe("before consent", () => {
  it("nothing is kept: no cookie, no profile, no event; the page is made from the request alone", async () => {
    const { bindings, asked: used } = watchedBindings();
    const browser = new Browser(asked, {}, bindings);
    const { text, sets } = await browser.ask("/");
    expect(text).toContain("Ten off");
    expect(sets).toEqual([]);
    expect(await browser.did("view_item", nowMs)).toBe(401);
    expect(browser.cookies.size).toBe(0);
    expect(used.filter((call) => call.startsWith("PROFILES"))).toEqual([]);
  });

  it.each([asked, "apart.example"])(
    "a page is changed in the browser, and nothing is kept, on %s",
    async (on) => {
      const browser = new Browser(asked);
      const question = { page_location: `https://${on}/` };
      const answer = await browser.post("/_ew/decide?site=asked", question, { origin: `https://${on}` });
      const said = JSON.parse(answer.text) as { decisions: object[]; visitor?: string };
      expect([said.decisions.length > 0, said.visitor]).toEqual([true, undefined]);
      expect(browser.cookies.size).toBe(0);
    },
  );

  it("the page has a script that waits for it, in the snippet's place", async () => {
    const { text } = await new Browser(asked).ask("/");
    expect(text).toContain('<script async src="/_ew/c.js" data-load="offer"></script>');
    expect(text).not.toContain("s.js");
    expect((await new Browser(assumed).ask("/")).text).toContain("/_ew/s.js");
  });

  it("a page that no rule changes may still be shared", async () => {
    const { headers } = await new Browser(asked).ask("/shared");
    expect(headers.get("cache-control")).toBe("public, max-age=60");
    await new Browser(asked).ask("/shared");
    expect(vi.mocked(fetch)).toHaveBeenCalledOnce();
    const browser = new Browser(asked);
    await says(browser, "granted");
    const { headers: own } = await browser.ask("/shared");
    expect(own.get("cache-control")).toBe("private, no-cache");
    expect(vi.mocked(fetch)).toHaveBeenCalledOnce();
  });

  it("a cookie from earlier goes, and is not read", async () => {
    const before = new Browser(assumed);
    await before.ask("/");
    const browser = new Browser(asked);
    browser.cookies.set("__Host-ew", before.cookies.get("__Host-ew") ?? "");
    const { sets, headers } = await browser.ask("/plain");
    expect(sets).toEqual(["__Host-ew"]);
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(browser.cookies.size).toBe(0);
  });
});

describe("consent by the page", () => {
  it("makes the very next page know what the visitor did", async () => {
    const browser = new Browser(asked);
    await browser.ask("/");
    expect((await says(browser, "granted")).status).toBe(202);
    expect(await carried(browser, "asked")).toEqual({
      purposes: ["personalisation", "measurement", "marketing"],
      atMs: nowMs,
      by: "page",
      gpc: false,
      notice: null,
    });
    expect(await isPersonal(browser)).toBe(false);
    expect(await browser.did("view_item", nowMs)).toBe(202);
    expect(await isPersonal(browser)).toBe(true);
    const { text } = await browser.ask("/agreed");
    expect(text).toContain("Hello");
    expect(text).toContain("/_ew/s.js");
  });

  it("may be said again and again", async () => {
    const browser = new Browser(asked);
    expect((await says(browser, "granted")).sets).toEqual(["__Host-ew"]);
    expect((await says(browser, "granted")).sets).toEqual([]);
  });

  it("begins the visit where the visitor is, and came from", async () => {
    const browser = new Browser(asked);
    const page = { page_location: `https://${asked}/from?x=1`, page_referrer: "https://friend.example/post" };
    await says(browser, "granted", {}, page);
    expect((await browser.ask("/visit")).text).toContain("Hello");
    const other = new Browser(asked);
    await says(other, "granted", {}, { ...page, page_location: "https://elsewhere.example/from" });
    expect((await other.ask("/visit")).text).not.toContain("Hello");
  });

  it.each([assumed, asked, bannered])("is withdrawn at once on %s, and for good", async (host) => {
    const browser = new Browser(host);
    if (host === bannered) browser.cookies.set("CookieConsent", yes);
    await says(browser, "granted");
    await browser.did("view_item", nowMs);
    expect(await isPersonal(browser)).toBe(true);
    const before = browser.cookies.get("__Host-ew") ?? "";
    expect((await says(browser, "denied")).sets).toContain("__Host-ew");
    expect(browser.cookies.has("__Host-ew")).toBe(false);
    // A reply that was under way may bring the cookie back: it is not believed, and goes again.
    browser.cookies.set("__Host-ew", before);
    expect(await browser.did("view_item", nowMs)).toBe(401);
    expect(await isPersonal(browser)).toBe(false);
    expect(browser.cookies.has("__Host-ew")).toBe(false);
    expect((await browser.ask("/")).text).toContain("/_ew/c.js");
    await says(browser, "granted");
    expect(await isPersonal(browser)).toBe(false);
    expect(await browser.did("page_view", nowMs)).toBe(202);
  });

  it("erases what the profile held when it is withdrawn", async () => {
    const browser = new Browser(asked);
    await says(browser, "granted");
    await browser.did("view_item", nowMs);
    const before = browser.cookies.get("__Host-ew") ?? "";
    await says(browser, "denied");
    // As if the same visitor came back from a backup of their browser.
    browser.cookies.delete("__Host-ew-consent");
    browser.cookies.set("__Host-ew", before);
    await browser.did("page_view", nowMs);
    expect(await isPersonal(browser)).toBe(false);
  });

  it("erases it though events that were under way arrive after it", async () => {
    const browser = new Browser(asked);
    await says(browser, "granted");
    await browser.did("view_item", nowMs);
    const late = new Browser(asked);
    for (const [name, value] of browser.cookies) late.cookies.set(name, value);
    const visitor = await visitorOf(late, "asked");
    await says(browser, "denied");
    expect(await late.did("view_item", nowMs)).toBe(202);
    expect(await recalled("asked", visitor)).toBe(null);
    expect(await isPersonal(late)).toBe(false);
  });

  it("takes from a person what came from this browser, and leaves them what came from others", async () => {
    const person = "P".repeat(22);
    const [phone, laptop] = [new Browser(asked), new Browser(asked)];
    const keys = await readKeys(env.COOKIE_KEYS);
    for (const [browser, param] of [
      [phone, "by-phone"],
      [laptop, "by-laptop"],
    ] as const) {
      await says(browser, "granted");
      const visitor = await visitorOf(browser, "asked");
      // As if they had signed in.
      const before = { ...(await snapshotOf(browser, "asked"))!, profile: person };
      const event = { id: `viewed-${param}`, name: "view_item", timeMs: nowMs, params: { item_id: param } };
      const arrival = arrivalWith(nowMs, {
        site: "asked",
        profile: person,
        carried: before,
        events: [event],
      });
      const { snapshot } = await recordAtProfile(env, { ...arrival, source: `visitor:${visitor}` });
      browser.cookies.set("__Host-ew", (await snapshotCookie(snapshot!, "asked", keys)).split(/[=;]/)[1]!);
    }
    const late = new Browser(asked);
    late.cookies.set("__Host-ew", phone.cookies.get("__Host-ew")!);
    const stored = () => everythingStored([env.PROFILES]);
    expect(await stored()).toContain("by-phone");
    await says(phone, "denied");
    expect(await late.did("too_late", nowMs)).toBe(202);
    const left = await stored();
    expect([left.includes("by-phone"), left.includes("by-laptop"), left.includes("too_late")]).toEqual([
      false,
      true,
      false,
    ]);
    await laptop.did("page_view", nowMs);
    expect(await isPersonal(laptop)).toBe(true);
    expect(await isPersonal(late)).toBe(false);
  });

  it("sets no cookie in a browser that was erased, until it is asked again", async () => {
    const browser = new Browser(asked);
    await says(browser, "granted");
    await browser.did("view_item", nowMs);
    const visitor = await visitorOf(browser, "asked");
    await profileOf(env.PROFILES, "asked", visitor).forget("asked", visitor);
    expect(await browser.did("page_view", nowMs)).toBe(202);
    expect(browser.cookies.size).toBe(0);
    expect((await browser.ask("/")).text).toContain("/_ew/c.js");
  });

  it("is taken whatever the page says of its address", async () => {
    const ends = ["%", "\ud800", "#"].map((end) => `https://${asked}/${end}`);
    for (const address of [`https://me:secret@${asked}/from`, ...ends, "//", "data:x"]) {
      const more = { page_location: address, page_referrer: address };
      const { status } = await says(new Browser(asked), "granted", {}, more);
      expect([address, status]).toEqual([address, 202]);
    }
  });

  it.each([
    ["another site's page", { state: "granted" }, { origin: "https://evil.example" }, 403, "wrong_origin"],
    ["something else", { state: "maybe" }, {}, 400, "invalid_request"],
  ])("is not taken from %s", async (_what, body, headers, status, code) => {
    const browser = new Browser(asked);
    const answer = await browser.post("/_ew/c", body, headers);
    expect([answer.status, answer.sets]).toEqual([status, []]);
    expect(answer.text).toContain(code);
    expect((await browser.ask("/_ew/c")).status).toBe(405);
  });
});

describe("consent by the shop's banner", () => {
  it("is read from its cookie on each page, and written down", async () => {
    const browser = new Browser(bannered);
    expect((await browser.ask("/")).sets).toEqual([]);
    browser.cookies.set("CookieConsent", no);
    expect((await browser.ask("/")).sets).toEqual([]);
    browser.cookies.set("CookieConsent", yes);
    const { sets, text } = await browser.ask("/");
    expect(sets).toEqual(["__Host-ew"]);
    expect(text).toContain("/_ew/s.js");
    expect(await carried(browser, "banner")).toMatchObject({ by: "banner", atMs: nowMs });
    expect(await browser.did("view_item", nowMs)).toBe(202);
    expect(await isPersonal(browser)).toBe(true);
  });

  it.each([
    ["says no", no],
    ["is deleted", undefined],
  ])("ends when its cookie %s", async (_what, value) => {
    const browser = new Browser(bannered);
    browser.cookies.set("CookieConsent", yes);
    await browser.ask("/");
    await browser.did("view_item", nowMs);
    if (value === undefined) browser.cookies.delete("CookieConsent");
    else browser.cookies.set("CookieConsent", value);
    const visitor = await visitorOf(browser, "banner");
    expect(await recalled("banner", visitor)).not.toBe(null);
    expect(await browser.did("view_item", nowMs)).toBe(401);
    expect(await isPersonal(browser)).toBe(false);
    expect(browser.cookies.has("__Host-ew")).toBe(false);
    expect(await recalled("banner", visitor)).toBe(null);
  });

  it("ends though Edgewise was switched off while the page was open", async () => {
    const browser = new Browser(bannered);
    browser.cookies.set("CookieConsent", yes);
    await browser.ask("/");
    await turn(false, nowMs + 60_000);
    expect((await browser.ask("/")).text).not.toContain("script");
    expect(await browser.did("view_item", nowMs)).toBe(202);
    browser.cookies.set("CookieConsent", no);
    expect(await browser.did("view_item", nowMs)).toBe(401);
    await turn(true, nowMs + 120_000);
    expect((await browser.ask("/")).text).toContain("script");
  });
});

describe("Global Privacy Control", () => {
  it("outweighs the banner, and consent that was given before it was switched on", async () => {
    const browser = new Browser(bannered);
    browser.cookies.set("CookieConsent", yes);
    expect((await browser.ask("/", { headers: gpc })).sets).toEqual([]);
    const other = new Browser(asked);
    await says(other, "granted");
    await other.did("view_item", nowMs);
    expect((await other.ask("/personal", { headers: gpc })).text).not.toContain("Hello");
    const switchedOn = new Browser(asked, gpc);
    for (const [name, value] of other.cookies) switchedOn.cookies.set(name, value);
    expect(await switchedOn.did("page_view", nowMs)).toBe(401);
  });

  it("does not outweigh that the visitor agrees in spite of it", async () => {
    const browser = new Browser(asked, gpc);
    expect((await browser.ask("/")).text).toContain("/_ew/c.js");
    await says(browser, "granted");
    expect(await carried(browser, "asked")).toMatchObject({ gpc: true });
    expect(await browser.did("view_item", nowMs)).toBe(202);
    expect(await isPersonal(browser)).toBe(true);
  });

  it("leaves no script on a site that does not ask", async () => {
    const { text, sets } = await new Browser(assumed, gpc).ask("/");
    expect(text).not.toContain("<script");
    expect(sets).toEqual([]);
  });
});
