import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { nobodySpecial, type PreviewVisitor } from "../../model/preview-visitor.ts";
import type { Rule } from "../../model/rule.ts";
import { type Preview, sealPreview } from "../recognise/preview.ts";
import { readKeys } from "../recognise/seal.ts";
import { saveDraft } from "../store/drafts.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive, watchedBindings } from "../testing/visiting.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");
const host = "shop.example";
const dashboard = "https://ew.shop.example";
const says = (text: string) => [{ type: "setText" as const, selector: "h1", text }];

const live = ruleWith({ id: "live", priority: 1, changes: says("Live") });
const rules: Rule[] = [
  ruleWith({ id: "ad", condition: { medium: "cpc", campaign: "sale" }, changes: says("From the ad") }),
  ruleWith({ id: "phone", condition: { device: "mobile" }, changes: says("On a phone") }),
  ruleWith({ id: "back", condition: { visitor: "returning" }, changes: says("Welcome back") }),
  staged("Staged"),
];

function staged(text: string): Rule {
  const condition = { medium: "never" };
  return ruleWith({ id: "staged", on: false, priority: 900, condition, changes: says(text) });
}

const site = siteWith({ hosts: [host], consent: "asked" });
beforeAll(async () => {
  await prepareDatabase(site);
  await goLive(site, configurationWith({ rules: [live] }), nowMs);
  for (const document of [live, ...rules])
    await saveDraft(env.DB, { site: site.id, kind: "rules", document, over: 0, by: "owner", nowMs });
});

beforeEach(() => {
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  vi.spyOn(globalThis, "fetch").mockImplementation(
    async () =>
      new Response("<html><head></head><h1>Shop</h1></html>", {
        headers: { "content-type": "text/html", "x-frame-options": "DENY" },
      }),
  );
});

async function opened(changes: Partial<Preview>, bindings: Partial<EdgeEnv> = {}): Promise<Browser> {
  const preview = { forced: {}, drafts: [], as: null, frame: null, ...changes };
  const token = await sealPreview(preview, site.id, await readKeys(env.COOKIE_KEYS), nowMs);
  const isFrame = preview.frame !== null;
  const browser = new Browser(host, isFrame ? { "sec-fetch-dest": "iframe" } : {}, bindings);
  await browser.ask(`/?${isFrame ? "ew_frame" : "ew_preview"}=${token}`);
  return browser;
}

const as = (changes: Partial<PreviewVisitor>) => ({
  as: { ...nobodySpecial, ...changes, visitor: "AAAAAAAAAAAAAAAAAAAAAA" },
});
const headline = async (browser: Browser) => /<h1>([^<]*)/.exec((await browser.ask("/")).text)?.[1];

describe("a preview of the drafts", () => {
  it.each<[string, Partial<PreviewVisitor>, string]>([
    ["comes for the first time", {}, "Live"],
    ["returns", { visit: "returning" }, "Welcome back"],
    ["follows an advertisement", { source: "google", medium: "cpc", campaign: "sale" }, "From the ad"],
    ["has a phone", { device: "mobile" }, "On a phone"],
    ["has a tablet", { device: "tablet" }, "Live"],
  ])("is seen as somebody who %s", async (_what, visitor, text) => {
    const browser = await opened(as(visitor));
    expect(await headline(browser)).toBe(text);
    expect(await headline(browser)).toBe(text);
  });

  it("shows a rule that is off, where it is asked for, and what is saved since at once", async () => {
    const browser = await opened({ ...as({}), drafts: ["staged"], forced: { staged: "a" } });
    expect(await headline(browser)).toBe("Staged");
    const document = staged("Staged anew");
    await saveDraft(env.DB, { site: site.id, kind: "rules", document, over: 1, by: "owner", nowMs });
    expect(await headline(browser)).toBe("Staged anew");
  });

  it("shows what is live where the drafts do not fit together", async () => {
    const changes = [{ type: "insertOffer" as const, placement: "gone", offer: "gone" }];
    const document = ruleWith({ id: "broken", changes });
    await saveDraft(env.DB, { site: site.id, kind: "rules", document, over: 0, by: "owner", nowMs });
    expect(await headline(await opened(as({ visit: "returning" })))).toBe("Live");
    await env.DB.prepare("DELETE FROM drafts WHERE id = 'broken'").run();
  });

  it("is nobody else's, counts nowhere, and changes nothing that the browser carries", async () => {
    const { bindings, asked } = watchedBindings();
    const browser = await opened(as({ device: "mobile" }), bindings);
    const { sets, headers, text } = await browser.ask("/");
    expect(text).not.toContain("<script");
    expect([sets, headers.get("cache-control")]).toEqual([[], "private, no-store"]);
    expect([...browser.cookies.keys()]).toEqual(["__Host-ew-preview"]);
    expect(asked).toEqual([]);
    expect(await headline(new Browser(host, { "user-agent": "Mobile" }))).toBe("Live");
  });

  it("asks a customer's profile what is known of them", async () => {
    const { bindings, asked } = watchedBindings();
    const browser = await opened(as({ profile: "BBBBBBBBBBBBBBBBBBBBBB" }), bindings);
    expect(await headline(browser)).toBe("Live");
    expect(asked).toEqual(["PROFILES.idFromName", "PROFILES.get"]);
  });
});

describe("a preview in a frame of the dashboard", () => {
  const frame = { dashboard, user: "owner", isEdited: false };

  it("may be shown there alone, and has no script that would tell of it", async () => {
    const { text, headers } = await (await opened({ ...as({ visit: "returning" }), frame })).ask("/");
    expect(text).toBe("<html><head></head><h1>Welcome back</h1></html>");
    expect(headers.has("x-frame-options")).toBe(false);
    expect(headers.get("content-security-policy")).toBe(`frame-ancestors ${dashboard}`);
  });

  it("is over once the site is switched off", async () => {
    const browser = await opened({ ...as({ visit: "returning" }), frame });
    await env.DB.prepare("UPDATE sites SET is_on = 0").run();
    expect(await headline(browser)).toBe("Shop");
    await env.DB.prepare("UPDATE sites SET is_on = 1").run();
    expect(await headline(browser)).toBe("Welcome back");
  });
});
