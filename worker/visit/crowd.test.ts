import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { couponWith } from "../../model/testing/coupon.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";

const host = "crowded.example";
const site = siteWith({ id: "crowded", hosts: [host] });
const limits = { total: 100_000, perPerson: null, perDay: null };
const dayMs = 24 * 60 * 60_000;
let nowMs = Date.parse("2026-11-25T11:00:00Z");
let reported: { coupon: string; reason: string; times: number }[] = [];

/** Its profiles are of no interest here: so many would take long. */
const bindings = () => {
  const PROFILES = {
    idFromName: () => "id",
    get: () => new Proxy({}, { get: () => () => Promise.reject(new Error("down")) }),
  } as unknown as Env["PROFILES"];
  const send = async (message: { type: string; counts: typeof reported }) => {
    if (message.type === "refusals") reported.push(...message.counts);
  };
  return { ...env, PROFILES, RECORDS: { send } as unknown as Queue };
};
const comesFrom = (address: string) => new Browser(host, { "cf-connecting-ip": address }, bindings());
const sees = async (browser: Browser, path = "/") => (await browser.ask(path)).text.includes("Ten off");

const insert = (offer: string) => [{ type: "insertOffer" as const, placement: "top", offer }];
const configuration = configurationWith({
  rules: [
    ruleWith({ id: "few", pages: ["/"], changes: insert("few") }),
    ruleWith({ id: "many", pages: ["/many"], changes: insert("many") }),
  ],
  offers: [
    offerWith({ id: "few", headline: "Ten off", coupon: "few" }),
    offerWith({ id: "many", headline: "Ten off", coupon: "many" }),
  ],
  placements: [{ id: "top", name: "Top", selector: "main", position: "start" }],
  coupons: [couponWith({ id: "few", code: "FEW", limits }), couponWith({ id: "many", code: "MANY" })],
});

beforeAll(async () => {
  await prepareDatabase(site);
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  await goLive(site, configuration, nowMs);
});
beforeEach(() => {
  reported = [];
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => {
    const headers = { "content-type": "text/html" };
    return new Response("<html><head></head><body><main></main></body></html>", { headers });
  });
});
afterEach(() => vi.restoreAllMocks());

describe("a coupon of which there are only so many", () => {
  it("is not had in hundreds by whoever comes from one address without cookies; nobody else notices", async () => {
    const address = "203.0.113.9";
    const known = comesFrom(address);
    await known.ask("/elsewhere");
    nowMs += dayMs;
    const holder = comesFrom(address);
    expect(await sees(holder)).toBe(true);
    const others = Array.from({ length: 199 }, () => sees(comesFrom(address)));
    expect(new Set(await Promise.all(others))).toEqual(new Set([true]));
    const late = comesFrom(address);
    expect(await sees(late)).toBe(false);
    await late.ask("/?coupon=FEW");
    expect(await sees(late)).toBe(false);
    await vi.waitFor(() => expect(reported.length).toBeGreaterThan(0));
    expect(new Set(reported.map(({ coupon, reason }) => `${coupon} ${reason}`))).toEqual(
      new Set(["few crowded"]),
    );
    expect(await sees(late, "/many")).toBe(true);
    expect(await sees(holder)).toBe(true);
    expect(await sees(known)).toBe(true);
    expect(await sees(comesFrom("203.0.113.10"))).toBe(true);
    nowMs += 60 * 60_000;
    expect(await sees(comesFrom(address))).toBe(true);
  }, 30_000);

  it.each([
    [2, 2, false],
    [null, 205, true],
  ])(
    "is had by as many of one address as the site's owner says: %s",
    async (newHoldersPerHour, times, isMore) => {
      const id = `crowded-by-${newHoldersPerHour}`;
      await goLive(siteWith({ id, hosts: [`${id}.example`], newHoldersPerHour }), configuration, nowMs);
      const comes = () =>
        sees(new Browser(`${id}.example`, { "cf-connecting-ip": "203.0.113.11" }, bindings()));
      const first = await Promise.all(Array.from({ length: times }, comes));
      expect(new Set(first)).toEqual(new Set([true]));
      expect(await comes()).toBe(isMore);
    },
    30_000,
  );
});
