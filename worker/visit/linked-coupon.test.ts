import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { couponWith } from "../../model/testing/coupon.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { configurationWith, prepareDatabase, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";

const site = siteWith({ id: "linked", hosts: ["linked.example"] });
const pool = { kind: "generated", pattern: "GLOW-#############" } as const;
const asked: string[] = [];

beforeAll(async () => {
  await prepareDatabase();
  const coupons = [couponWith(), couponWith({ id: "pooled", name: "Pooled", pool })];
  await goLive(site, configurationWith({ coupons, rules: [] }), Date.now());
});

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("fetch", async (input: RequestInfo | URL) => {
    const { pathname, search, searchParams } = new URL(new Request(input).url);
    asked.push(pathname + search);
    if (pathname.startsWith("/discount/"))
      return new Response(null, {
        status: 302,
        headers: { location: searchParams.get("redirect") ?? "/", "set-cookie": "discount_code=TEN" },
      });
    return new Response("<html><head></head><body></body></html>", {
      headers: { "content-type": "text/html" },
    });
  });
});

async function held({ cookies }: Browser) {
  const header = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const snapshot = await readSnapshot(header, "linked", await readKeys(env.COOKIE_KEYS));
  return snapshot?.coupons.map(({ id, code, state }) => [id, code, state]);
}

it.each(["coupon", "discount", "promo"])(
  "is held by whoever comes by ?%s=, and the shop gets the link whole",
  async (name) => {
    const browser = new Browser("linked.example");
    const link = `/lips?utm_source=letter&${name}=ten&utm_medium=email&x=%2F`;
    expect((await browser.ask(link)).status).toBe(200);
    expect(asked).toEqual([link]);
    expect(await held(browser)).toEqual([["ten", "TEN", "held"]]);
  },
);

it("is held by whoever is led on by /discount/, and nothing of the shop's answer is lost", async () => {
  const browser = new Browser("linked.example");
  const { status, headers, sets } = await browser.ask("/discount/TEN?redirect=/lips&utm_source=letter");
  expect([status, headers.get("location")]).toEqual([302, "/lips"]);
  expect(asked).toEqual(["/discount/TEN?redirect=/lips&utm_source=letter"]);
  expect(sets).toEqual(["discount_code", "__Host-ew"]);
  expect(await held(browser)).toEqual([["ten", "TEN", "held"]]);
});

it("is not had by who must not be remembered, nor with a code that is none of ours, or somebody's own", async () => {
  const stranger = new Browser("linked.example", { "sec-gpc": "1" });
  await stranger.ask("/?coupon=TEN");
  expect(await held(stranger)).toBeUndefined();
  const browser = new Browser("linked.example");
  for (const code of ["NOSUCH", "GLOW-0123456789ABC", "pooled", "%3Cscript%3E", ""]) {
    expect((await browser.ask(`/?coupon=${code}`)).status).toBe(200);
    expect(await held(browser)).toEqual([]);
  }
});

it("is not told any more to who tries one code after the other", async () => {
  const sent: { type: string }[] = [];
  const records = { send: async (message: { type: string }) => void sent.push(message) } as unknown as Queue;
  const browser = new Browser("linked.example", {}, { ...env, RECORDS: records });
  for (let times = 0; times < 10; times++) await browser.ask(`/?coupon=GUESS${times}`);
  expect(sent.filter(({ type }) => type === "refusals")).toMatchObject([
    { type: "refusals", site: "linked", counts: [{ coupon: "", reason: "guessing", times: 1 }] },
  ]);
  await browser.ask("/?coupon=TEN");
  expect(await held(browser)).toEqual([]);
  // The same wrong code in the address of page after page is one guess.
  const reader = new Browser("linked.example");
  for (let times = 0; times < 15; times++) await reader.ask("/?discount=OTHERS");
  await reader.ask("/?coupon=TEN");
  expect(await held(reader)).toEqual([["ten", "TEN", "held"]]);
});

it("is still held by whoever comes after many people behind one address came by another link of the shop's", async () => {
  const headers = { "cf-connecting-ip": "203.0.113.7" };
  const visitors = Array.from({ length: 101 }, () => new Browser("linked.example", headers));
  await Promise.all(visitors.map((visitor) => visitor.ask("/lips?promo=SPRING")));
  const browser = new Browser("linked.example", headers);
  await browser.ask("/lips?coupon=TEN");
  expect(await held(browser)).toEqual([["ten", "TEN", "held"]]);
});
