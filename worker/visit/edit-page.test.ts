import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { nobodySpecial } from "../../model/preview-visitor.ts";
import { type Preview, sealPreview } from "../recognise/preview.ts";
import { readKeys } from "../recognise/seal.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive, watchedBindings } from "../testing/visiting.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");
const hourMs = 60 * 60_000;
const host = "shop.example";
const dashboard = "https://ew.shop.example";
const page =
  "<!doctype html><title>Shop</title><h1 class=big>Shop</h1><ul><li>One<li>Two</ul><table><tr><td>A<td><b>B</b></table><img src=a.jpg alt=>";
const shopHeaders = {
  "content-type": "text/html",
  "cache-control": "public, max-age=60",
  "x-frame-options": "DENY",
  "content-security-policy": "script-src 'self'; frame-ancestors 'none'; object-src 'none'",
  etag: '"v1"',
};

let asked: Request[] = [];
beforeAll(async () => {
  const site = siteWith({ hosts: [host] });
  await prepareDatabase(site);
  await goLive(site, configurationWith({ rules: [ruleWith({ pages: ["/*"] })] }), nowMs);
});

beforeEach(() => {
  asked = [];
  vi.spyOn(Date, "now").mockReturnValue(nowMs);
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    asked.push(new Request(input, init));
    return new Response(page, { headers: shopHeaders });
  });
});

const asSomebody = { ...nobodySpecial, visitor: "AAAAAAAAAAAAAAAAAAAAAA" };

async function tokenFor(changes: Partial<Preview> = {}, site = "lumen"): Promise<string> {
  const frame = { dashboard, user: "owner", isEdited: true };
  const preview = { forced: {}, drafts: null, as: asSomebody, frame, ...changes };
  return sealPreview(preview, site, await readKeys(env.COOKIE_KEYS), nowMs);
}

/** A frame of the dashboard, which has followed the address with the token. */
async function frameWith(token: string, bindings: Partial<EdgeEnv> = {}): Promise<Browser> {
  const frame = new Browser(host, { "sec-fetch-dest": "iframe" }, bindings);
  await frame.ask(`/?ew_frame=${token}`);
  return frame;
}

const find = (browser: Browser, selectors: readonly string[], headers: Record<string, string> = {}) =>
  browser.post("/_ew/find", { page: "/", selectors }, { "sec-fetch-dest": "empty", ...headers });

describe("a page that is edited", () => {
  it("is the shop's, each of whose elements says which it is, with what browsers open by themselves", async () => {
    const { text } = await (await frameWith(await tokenFor())).ask("/");
    const stamps = [...text.matchAll(/<(\w+)[^>]* data-ew="([^"]*)"/g)].map(
      ([, tag, stamp]) => `${tag} ${stamp}`,
    );
    expect(stamps).toEqual([
      "title 3:2.head:1.html:0",
      "h1 5:4.body:1.html:0",
      "ul 6:4.body:1.html:0",
      "li 7:6",
      "li 8:6",
      "table 9:4.body:1.html:0",
      "tr 11:10.tbody:9",
      "td 12:11",
      "td 13:11",
      "b 14:13",
      "img 15:4.body:1.html:0",
    ]);
    const plain = text.replaceAll(/ data-ew="[^"]*"/g, "").replace(/<script[^]*?<\/script>/g, "");
    expect(plain).toBe(page.replace("alt=>", 'alt="">'));
  });

  it("brings the scripts of whoever edits it, and nothing that is decided, recorded or kept", async () => {
    const { bindings, asked: used } = watchedBindings();
    const { text, headers, sets } = await (await frameWith(await tokenFor(), bindings)).ask("/");
    expect(text).toContain(
      `<script src="/_ew/keep.js"></script><script src="/_ew/edit.js" data-dashboard="${dashboard}"></script>`,
    );
    expect(text).not.toContain("Hello");
    expect(text).not.toContain("s.js");
    expect([headers.get("cache-control"), headers.get("etag"), sets]).toEqual([
      "private, no-store",
      null,
      [],
    ]);
    expect(used).toEqual([]);
  });

  it("may be shown in a frame of the dashboard and nowhere else, whatever the shop says of frames", async () => {
    const { headers } = await (await frameWith(await tokenFor())).ask("/");
    expect(headers.has("x-frame-options")).toBe(false);
    expect(headers.get("content-security-policy")).toBe(
      `script-src 'self'; object-src 'none'; frame-ancestors ${dashboard}`,
    );
  });

  it.each([
    ["its nonce", "script-src 'nonce-abc'", 'nonce="abc" src="/_ew/edit.js"'],
    ["its address", "script-src https://cdn.example", 'src="/_ew/edit.js"'],
  ])("brings its script past a policy by %s", async (_by, policy, tag) => {
    vi.spyOn(globalThis, "fetch").mockImplementation(
      async () => new Response(page, { headers: { ...shopHeaders, "content-security-policy": policy } }),
    );
    const { text, headers } = await (await frameWith(await tokenFor())).ask(`/${tag.length}`);
    expect(text).toContain(`<script ${tag}`);
    expect(headers.get("content-security-policy")).toMatch(/nonce-abc|https:\/\/shop\.example\/_ew\//);
    expect(headers.get("content-security-policy")).toContain(`frame-ancestors ${dashboard}`);
  });

  it("is the plain one in every other tab, with the same cookies", async () => {
    const frame = await frameWith(await tokenFor());
    const tab = await frame.ask("/", { headers: { "sec-fetch-dest": "document" } });
    expect(tab.text).toContain("<h1 class=big>Hello</h1>");
    expect(tab.text).not.toContain("data-ew");
    expect(tab.headers.get("x-frame-options")).toBe("DENY");
    expect(tab.headers.get("content-security-policy")).toBe(shopHeaders["content-security-policy"]);
  });

  it("reaches nobody else, though the shop lets the page be shared", async () => {
    await (await frameWith(await tokenFor())).ask("/");
    for (const dest of ["document", "iframe"]) {
      const other = await new Browser(host, { "sec-fetch-dest": dest }).ask("/");
      expect(other.text).toContain("Hello");
      expect(other.text).not.toContain("data-ew");
      expect(other.headers.get("x-frame-options")).toBe("DENY");
    }
  });

  it.each<[string, () => Promise<string>]>([
    ["nobody sealed", async () => "k1.AAAA"],
    ["is another site's", () => tokenFor({}, "other")],
    ["is altered", async () => `${await tokenFor()}A`],
    ["is for a browser, not for a frame", () => tokenFor({ frame: null })],
  ])("is the plain one with a token that %s", async (_what, token) => {
    const frame = await frameWith(await token());
    expect([...frame.cookies.keys()]).not.toContain("__Host-ew-frame");
    frame.cookies.set("__Host-ew-frame", await token());
    const { text, headers } = await frame.ask("/");
    expect(text).toContain("Hello");
    expect(text).not.toContain("data-ew");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect((await find(frame, ["li"])).status).toBe(403);
  });

  it("is the plain one after an hour", async () => {
    const frame = await frameWith(await tokenFor());
    vi.spyOn(Date, "now").mockReturnValue(nowMs + hourMs);
    const { text, headers } = await frame.ask("/");
    expect(text).not.toContain("data-ew");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect((await find(frame, ["li"])).status).toBe(403);
  });

  it("cannot be opened by a token for a frame in the browser's place", async () => {
    const browser = new Browser(host);
    await browser.ask(`/?ew_preview=${await tokenFor()}`);
    expect([...browser.cookies.keys()]).not.toContain("__Host-ew-preview");
  });
});

describe("what selectors find", () => {
  it("is told to whoever edits the page, by the numbers of its stamps", async () => {
    const frame = await frameWith(await tokenFor());
    const { status, text } = await find(frame, ["li", "tbody > tr > td:nth-child(2) b", ".big", "#gone"]);
    expect([status, JSON.parse(text)]).toEqual([200, { found: [[7, 8], [14], [5], []] }]);
    expect(asked.at(-1)?.url).toBe(`https://${host}/`);
    expect(asked.at(-1)?.headers.get("cookie")).toBeNull();
  });

  it("is told to nobody else, of no other host, and for nothing that is no selector", async () => {
    expect((await find(new Browser(host), ["li"])).status).toBe(403);
    const preview = await frameWith(await tokenFor({ frame: { dashboard, user: "owner", isEdited: false } }));
    expect((await find(preview, ["li"])).status).toBe(403);
    const frame = await frameWith(await tokenFor());
    expect((await find(frame, ["li:last-child"])).status).toBe(400);
    await frame.post("/_ew/find", { page: "//evil.example/x", selectors: ["li"] });
    expect(asked.at(-1)?.url).toBe(`https://${host}//evil.example/x`);
  });
});
