import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { array, assert, asyncProperty, type Arbitrary, constantFrom, nat, record } from "fast-check";
import { beforeAll, expect, it, vi } from "vitest";
import { offerWith } from "../../model/testing/offer.ts";
import { writeRoutes } from "../store/routing.ts";
import { publish } from "../store/versions.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";

const startMs = Date.parse("2026-11-27T17:30:00Z");
const host = "shop.example";
let nowMs = startMs;

/** Isolates of one data centre: each with a memory of its own, and all with one cache. */
const isolates: (typeof import("./visit.ts"))[] = [];

beforeAll(async () => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  const site = siteWith({
    hosts: [host],
    sharedPages: [{ pages: ["/named", "/moody"], freshForSeconds: 30, privateCookies: ["session"] }],
  });
  await prepareDatabase(site);
  await writeRoutes(env.BUNDLES, site, []);
  const configuration = configurationWith({
    rules: [
      ruleWith({ pages: ["/*"], changes: [{ type: "insertOffer", placement: "top", offer: "near" }] }),
      ruleWith({
        id: "german",
        pages: ["/*"],
        condition: { language: "de" },
        changes: [{ type: "insertHtml", selector: "h1", position: "end", html: "<b>Servus</b>" }],
      }),
    ],
    offers: [offerWith({ id: "near", headline: "Shops in {{ city }}" })],
    placements: [{ id: "top", name: "Top", selector: "h1", position: "after" }],
  });
  await publish(env, { site, over: 0, configuration, note: "", by: "owner", nowMs });
  for (let count = 0; count < 2; count += 1) {
    vi.resetModules();
    const { liveBundle } = await import("../store/live-bundle.ts");
    const work: Promise<unknown>[] = [];
    liveBundle(env, site.id, nowMs, (begun) => work.push(begun));
    await Promise.all(work);
    isolates.push(await import("./visit.ts"));
  }
});

/** How old a page may be that was not asked for this visitor, in seconds: as long as its shop or owner says. */
const oldest: Record<string, number> = { "/public": 20, "/stale": 50, "/named": 30, "/moody": 30 };
const paths = [...Object.keys(oldest), "/silent", "/private"];

/** Whose each private page is, by the number that is written on it. */
let owners: Map<number, number>;

/** A page that the shop failed to answer about may be shown for some seconds more. */
let wasDownAtMs = 0;

/** When the shop last said of a page, by the moment at which it was made, that it is still the same. */
const confirmedAtMs = new Map<number, number>();

/** A shop that greets whoever has a session, begins one where it likes, and says what it says of it. */
function shop(request: Request, asker: number): Response {
  const { pathname } = new URL(request.url);
  const cookies = request.headers.get("cookie") ?? "";
  const hasSession = /session=|login=/.test(cookies) || request.headers.has("authorization");
  const beginsSession = pathname === "/moody" && nowMs % 3 === 0;
  const isSecret = pathname === "/moody" && nowMs % 3 === 1;
  const isPrivate = hasSession || beginsSession || isSecret || !(pathname in oldest);
  const headers = new Headers({ "content-type": "text/html", ...controls[pathname] });
  if (beginsSession) headers.append("set-cookie", "session=new");
  if (isSecret) headers.set("cache-control", "no-store");
  if (pathname === "/named") headers.append("set-cookie", "basket=empty");
  const number = isPrivate ? owners.size + 1 : 0;
  if (isPrivate) owners.set(number, asker);
  headers.set("etag", `"${nowMs}"`);
  const known = /^"(\d+)"$/.exec(request.headers.get("if-none-match") ?? "")?.[1];
  // Only of what is the same for everybody does it say that it has not changed.
  if (!isPrivate && known !== undefined && nowMs % 2 === 0) {
    confirmedAtMs.set(Number(known), nowMs);
    headers.set("etag", `"${known}"`);
    return new Response(null, { status: 304, headers });
  }
  return new Response(`<head></head><h1>Shop</h1><p>number=${number} made=${nowMs} </p>`, { headers });
}

const controls: Record<string, Record<string, string>> = {
  "/public": { "cache-control": "public, max-age=20" },
  "/stale": { "cache-control": "public, max-age=20, stale-while-revalidate=30" },
  "/private": { "cache-control": "private, max-age=60" },
  "/named": { "cache-control": "private, no-cache", vary: "Cookie" },
};

const visitors = [
  "",
  "",
  "",
  "_ga=1",
  "session=2",
  "session=3; _ga=2",
  "login=4",
  "basket=5",
  "basket=6; lang=de",
  "lang=de",
];

const cities = ["Kiel", "Graz", "Bern"];

/** How a visitor's browser asks, beside their cookies. */
interface Browser {
  city: number;
  language: string;
  isOptedOut: boolean;
  readsPacked: boolean;
}

const browser = record<Browser>({
  city: nat(cities.length - 1),
  language: constantFrom("en", "de"),
  isOptedOut: constantFrom(false, false, true),
  readsPacked: constantFrom(true, false),
});

function headersOf({ language, isOptedOut, readsPacked }: Browser): Record<string, string> {
  return {
    "accept-language": language,
    // Nobody waits until a crawler's pages are counted, and it is shown what others are.
    "user-agent": "Examplebot",
    ...(isOptedOut && { "sec-gpc": "1" }),
    ...(readsPacked && { "accept-encoding": "gzip" }),
  };
}

const step = record({
  browser,
  path: constantFrom(...paths),
  visitor: nat(visitors.length - 1),
  isolate: nat(1),
  waitsMs: constantFrom(0, 0, 1, 1, 1000, 3001, 15_002),
  header: constantFrom({}, {}, {}, { authorization: "Basic eDp5" }, { "cache-control": "no-cache" }),
  isDown: constantFrom(false, false, false, false, true),
});
type Step = typeof step extends Arbitrary<infer T> ? T : never;

/** The pages that were shown without asking the shop. */
const shownUnasked = new Set<string>();

async function visitOnce(
  run: number,
  { path, browser: asks, visitor, isolate, header, isDown }: Step,
): Promise<void> {
  if (isDown) wasDownAtMs = nowMs;
  let timesAsked = 0;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (request) => {
    timesAsked += 1;
    return isDown ? new Response("down", { status: 503 }) : shop(request as Request, visitor);
  });
  const context = createExecutionContext();
  const cookie = visitors[visitor] ?? "";
  const headers = { accept: "text/html", cookie, ...headersOf(asks), ...header };
  const cf = { city: cities[asks.city] };
  const request = new Request(`https://${host}${path}?run=${run}`, { headers, cf });
  const response = await isolates[isolate]!.visit(request, env, context);
  const text = await response.text();
  await waitOnExecutionContext(context);
  if (response.status >= 500) return;
  const [, number, made] = /number=(\d+) made=(\d+)/.exec(text) ?? [];
  const owner = owners.get(Number(number));
  expect(text.split("/_ew/s.js").length).toBe(asks.isOptedOut ? 1 : 2);
  expect(text.includes("Servus")).toBe(asks.language === "de");
  for (const [index, city] of cities.entries())
    expect(text.includes(`Shops in ${city}`), `${path} in ${city}`).toBe(index === asks.city);
  const what = `${path} for visitor ${visitor}`;
  if (timesAsked === 0) {
    shownUnasked.add(path);
    expect(Object.keys(header), `${what} is the shop's own to answer`).toEqual([]);
    expect(owner, `${what} is private, and yet kept`).toBeUndefined();
  }
  if (owner !== undefined) {
    expect(owner, `${what} is somebody else's`).toBe(visitor);
  } else if (nowMs - wasDownAtMs > 10_000) {
    const trueAtMs = confirmedAtMs.get(Number(made)) ?? Number(made);
    expect(nowMs - trueAtMs, `${what} is too old`).toBeLessThan((oldest[path] ?? 0) * 1000);
  }
}

it("no visitor gets a page of another's, nor one that is older than it may be", async () => {
  let run = 0;
  await assert(
    asyncProperty(array(step, { minLength: 60, maxLength: 120 }), async (steps) => {
      run += 1;
      owners = new Map();
      for (const each of steps) {
        nowMs += each.waitsMs;
        await visitOnce(run, each);
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
  expect([...shownUnasked].toSorted()).toEqual(Object.keys(oldest).toSorted());
}, 60_000);
