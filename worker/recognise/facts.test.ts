import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Purpose } from "../../model/consent/purpose.ts";
import { type Fact, type FactName, facts as catalogue } from "../../model/facts/catalogue.ts";
import { newSession, type Snapshot } from "../../model/snapshot.ts";
import { snapshotWith } from "../testing/shop.ts";
import { gatherFacts } from "./facts.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** A Friday. */
const nowMs = Date.parse("2026-11-27T17:30:00Z");
const everyFact = Object.keys(catalogue) as FactName[];

interface Asked {
  address?: string;
  headers?: Record<string, string>;
  cf?: Record<string, unknown>;
  snapshot?: Partial<Snapshot>;
  purposes?: readonly Purpose[] | null;
  timeZone?: string;
  atMs?: number;
}

function gather(wanted: readonly FactName[], asked: Asked = {}) {
  const {
    address = "https://shop.example/",
    headers = {},
    cf,
    snapshot,
    purposes = null,
    timeZone = "Europe/Berlin",
    atMs = nowMs,
  } = asked;
  const plain = new Request(address, { headers });
  // The platform's own `cf` cannot be set to anything that it would not hold itself.
  const request = { url: plain.url, headers: plain.headers, cf } as unknown as Request;
  return gatherFacts(wanted, {
    request,
    snapshot: snapshotWith(atMs, snapshot),
    purposes,
    timeZone,
    nowMs: atMs,
  });
}

const munich = {
  country: "DE",
  continent: "EU",
  isEUCountry: "1",
  region: "Bavaria",
  regionCode: "BY",
  city: "Munich",
  postalCode: "80331",
  latitude: "48.13743",
  longitude: "11.57549",
  timezone: "Europe/Berlin",
  asOrganization: "Deutsche Telekom AG",
};

describe("gathering facts", () => {
  it("reads those that are wanted, and what conditions always ask", () => {
    expect(gather(["country", "path"], { cf: munich })).toEqual({
      country: "DE",
      path: "/",
      behaviour: { nowMs, sessionStartedAtMs: nowMs - minuteMs, timesMs: {} },
    });
    const headers = new Headers();
    headers.get = () => {
      throw new Error("nobody asked");
    };
    const request = { url: "https://shop.example/", headers, cf: {} } as unknown as Request;
    const sources = { request, snapshot: snapshotWith(nowMs), purposes: null, timeZone: "UTC", nowMs };
    expect(gatherFacts(["path", "country", "hour"], sources)).toMatchObject({ path: "/" });
  });

  it("knows every fact of the catalogue, if only that it is not known", () => {
    const { behaviour, ...found } = gather(everyFact);
    expect(Object.keys(found)).toEqual(everyFact);
    expect(Object.values(found)).not.toContain(undefined);
    expect(behaviour.nowMs).toBe(nowMs);
  });

  it("gives values that the catalogue promises, and short ones, whatever a request holds", () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
      maxLength: 600,
    });
    const header = fc.constantFrom(
      "user-agent",
      "accept-language",
      "sec-ch-ua",
      "sec-ch-ua-platform",
      "sec-ch-ua-platform-version",
      "sec-ch-ua-mobile",
      "referer",
    );
    const anything = fc.oneof(
      fc.jsonValue() as fc.Arbitrary<unknown>,
      fc.constantFrom(Number.NaN, Infinity, undefined, "Europe/Nowhere", "x".repeat(500)),
    );
    const cf = fc.option(fc.dictionary(fc.constantFrom(...Object.keys(munich)), anything), {
      nil: undefined,
    });
    const address = fc.webUrl({ withQueryParameters: true, withFragments: true });
    fc.assert(
      fc.property(
        fc.dictionary(header, ascii),
        cf,
        address,
        fc.constantFrom("UTC", "", "Nowhere/At_All"),
        (headers, details, url, timeZone) => {
          const found = gather(everyFact, {
            headers,
            address: url,
            timeZone,
            ...(details && { cf: details }),
          });
          for (const name of everyFact) expectPromised(name, found[name] ?? null);
        },
      ),
    );
  });
});

function expectPromised(name: FactName, value: unknown): void {
  if (value === null) return;
  const fact: Fact = catalogue[name];
  if (fact.values !== undefined) expect(fact.values).toContain(value);
  const texts = (
    Array.isArray(value) ? value : typeof value === "object" ? Object.values(value) : [value]
  ) as unknown[];
  for (const text of texts)
    if (typeof text === "string")
      expect(text.length).toBeLessThanOrEqual(name === "url" || name === "path" ? 2000 : 200);
    else expect(typeof text === "boolean" || Number.isFinite(text)).toBe(true);
}

describe("facts of the page", () => {
  it("are read from its address", () => {
    const address = "https://shop.example/category/lips?gift=yes&gift=no&empty=&constructor=x#top";
    expect(gather(["url", "path", "query"], { address })).toMatchObject({
      url: address,
      path: "/category/lips",
      query: { gift: "yes", empty: "", constructor: "x" },
    });
  });

  it("are bounded", () => {
    const address = `https://shop.example/${"a".repeat(5000)}?${"b".repeat(500)}=${"c".repeat(500)}`;
    const { url, path, query } = gather(["url", "path", "query"], { address });
    expect([url!.length, path!.length]).toEqual([2000, 2000]);
    expect(query).toEqual({ ["b".repeat(200)]: "c".repeat(200) });
    const many = Array.from({ length: 300 }, (_, index) => `p${index}=1`).join("&");
    expect(Object.keys(gather(["query"], { address: `https://shop.example/?${many}` }).query!)).toHaveLength(
      50,
    );
  });
});

describe("facts of languages", () => {
  it.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de", ["de-AT", "de", "en"]],
    ["en;q=0.5, fr ;q=0.9, *;q=0.1, es;q=0", "fr", ["fr", "en"]],
    ["pt-br, pt-BR;q=0.5", "pt", ["pt-BR"]],
    ["zh-hant-tw", "zh", ["zh-Hant-TW"]],
    ["not a language", null, []],
    ["", null, []],
  ])("%j is %j of %j", (header, language, languages) => {
    expect(gather(["language", "languages"], { headers: { "accept-language": header } })).toMatchObject({
      language,
      languages,
    });
  });
});

describe("facts of the place", () => {
  it("are what the platform says", () => {
    expect(gather(everyFact, { cf: munich })).toMatchObject({
      country: "DE",
      continent: "EU",
      inEuropeanUnion: true,
      region: "Bavaria",
      regionCode: "BY",
      city: "Munich",
      postalCode: "80331",
      location: { latitude: 48.13743, longitude: 11.57549 },
      network: "Deutsche Telekom AG",
      visitorTimeZone: "Europe/Berlin",
    });
  });

  it("are not known where it does not say", () => {
    const nowhere = {
      country: null,
      continent: null,
      inEuropeanUnion: null,
      location: null,
      city: null,
      visitorHour: null,
      visitorTimeZone: null,
    };
    const wanted = Object.keys(nowhere) as FactName[];
    expect(gather(wanted)).toMatchObject(nowhere);
    for (const cf of [
      { country: "XX", latitude: "91", longitude: "0" },
      { country: "T1", latitude: "", longitude: "" },
      { country: "Germany", continent: "T1", latitude: "48.1", timezone: "Mars/Base" },
    ])
      expect(gather(wanted, { cf })).toMatchObject(nowhere);
  });

  it("say that a country is outside of the European Union", () => {
    expect(gather(["inEuropeanUnion"], { cf: { country: "CH" } }).inEuropeanUnion).toBe(false);
  });
});

describe("facts of time", () => {
  it("are told by a clock at the shop, and one at the visitor's", () => {
    const wanted: FactName[] = ["hour", "weekday", "date", "visitorHour", "visitorWeekday", "visitorDate"];
    expect(gather(wanted, { cf: { timezone: "Asia/Tokyo" } })).toMatchObject({
      hour: 18,
      weekday: "friday",
      date: "2026-11-27",
      visitorHour: 2,
      visitorWeekday: "saturday",
      visitorDate: "2026-11-28",
    });
  });

  it.each([
    ["2026-03-29T00:59:00Z", 1, "2026-03-29"],
    ["2026-03-29T01:00:00Z", 3, "2026-03-29"],
    ["2026-10-25T00:59:00Z", 2, "2026-10-25"],
    ["2026-10-25T01:00:00Z", 2, "2026-10-25"],
    ["2026-10-25T02:00:00Z", 3, "2026-10-25"],
    ["2026-12-31T23:00:00Z", 0, "2027-01-01"],
    ["2026-06-30T22:00:00Z", 0, "2026-07-01"],
  ])("at %s are %i o'clock on %s in Berlin", (moment, hour, date) => {
    expect(gather(["hour", "date"], { atMs: Date.parse(moment) })).toMatchObject({ hour, date });
  });

  it("are not known in a time zone that there is not", () => {
    expect(gather(["hour", "weekday", "date"], { timeZone: "Mars/Base" })).toMatchObject({
      hour: null,
      weekday: null,
      date: null,
    });
  });
});

describe("facts of the visit", () => {
  it("are what it began with, and how long ago", () => {
    const session = newSession(nowMs - 5.5 * minuteMs, {
      source: "instagram",
      term: "lips",
      number: 3,
      previousVisitAtMs: nowMs - 10 * dayMs,
      landingPage: "/lips",
      pages: 4,
      previousPage: "/cart",
    });
    const snapshot = { session, firstSeenAtMs: nowMs - 40.9 * dayMs, pagesViewed: 25 };
    expect(gather(everyFact, { snapshot })).toMatchObject({
      source: "instagram",
      medium: "none",
      campaign: null,
      term: "lips",
      visitor: "returning",
      visits: 3,
      pagesThisVisit: 4,
      pagesViewed: 25,
      previousPage: "/cart",
      landingPage: "/lips",
      visitMinutes: 5,
      daysSinceFirstVisit: 40,
      daysSinceLastVisit: 9,
    });
  });

  it("know no visit before the first", () => {
    expect(gather(["visits", "daysSinceLastVisit", "visitor"])).toMatchObject({
      visits: 1,
      daysSinceLastVisit: null,
      visitor: "new",
    });
  });
});

describe("facts of the customer", () => {
  it("are what the profile found out, and days go on passing", () => {
    const found = {
      orders: 2,
      lifetimeValue: 148.5,
      lastOrderAtMs: nowMs - 2 * dayMs,
      categoryAffinity: { Lips: 1 },
    };
    const wanted: FactName[] = ["orders", "lifetimeValue", "daysSinceLastOrder", "categoryAffinity"];
    const facts = (atMs: number) => gather(wanted, { snapshot: { version: 4, facts: found }, atMs });
    expect(facts(nowMs)).toMatchObject({
      orders: 2,
      lifetimeValue: 148.5,
      daysSinceLastOrder: 2,
      categoryAffinity: { Lips: 1 },
    });
    expect(facts(nowMs + 3 * dayMs)).toMatchObject({ daysSinceLastOrder: 5 });
  });

  it("are nothing yet of a stranger, and unknown of somebody whose profile has not said", () => {
    const wanted: FactName[] = [
      "orders",
      "cartItems",
      "cartProducts",
      "averageOrderValue",
      "daysSinceLastOrder",
    ];
    expect(gather(wanted, { snapshot: { version: 0 } })).toMatchObject({
      orders: 0,
      cartItems: 0,
      cartProducts: [],
      averageOrderValue: null,
      daysSinceLastOrder: null,
    });
    expect(gather(wanted, { snapshot: { version: 1 } })).toMatchObject({
      orders: null,
      cartItems: null,
      cartProducts: null,
    });
  });

  it("are what the shop's server said of somebody", () => {
    const wanted: FactName[] = ["known", "tags", "tier", "points", "traits"];
    const told = { known: true, tags: ["vip"], tier: "gold", points: 70, traits: { contract: "yearly" } };
    expect(gather(wanted, { snapshot: { version: 4, facts: told } })).toMatchObject(told);
    expect(gather(wanted)).toMatchObject({ known: false, tags: [], tier: null, points: null, traits: {} });
  });

  it("say what the visitor agreed to", () => {
    expect(gather(["consent"], { purposes: ["measurement"] }).consent).toEqual(["necessary", "measurement"]);
    expect(gather(["consent"], { purposes: [] }).consent).toEqual(["necessary"]);
    expect(gather(["consent"]).consent).toBeNull();
  });
});
