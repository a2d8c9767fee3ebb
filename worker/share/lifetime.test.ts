import { describe, expect, it } from "vitest";
import { type Lifetime, lifetimeOf } from "./lifetime.ts";
import { namingOf } from "./named-pages.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");

/** The moments of a lifetime, in seconds from when the shop was asked. */
function secondsOf(lifetime: Lifetime | undefined) {
  if (lifetime === undefined) return undefined;
  const { madeAtMs, freshUntilMs, whileRevalidatingUntilMs, ifErrorUntilMs } = lifetime;
  return [madeAtMs, freshUntilMs, whileRevalidatingUntilMs, ifErrorUntilMs].map((ms) => (ms - nowMs) / 1000);
}

const lifetime = (headers: Record<string, string>) => secondsOf(lifetimeOf(new Headers(headers), nowMs));
const control = (value: string, others: Record<string, string> = {}) =>
  lifetime({ "cache-control": value, ...others });

describe("what the shop says outright", () => {
  it.each<[string, number]>([
    ["public, max-age=60", 60],
    ["max-age=60, s-maxage=30", 30],
    ["S-MaxAge=30", 30],
    ['public, max-age="60"', 60],
    ["public, max-age=60, max-age=90", 60],
    ["public, max-age=1h", 0],
    ["public, max-age=-1", 0],
    ["public, max-age=99999", 600],
    ['extension="private, s-maxage=5", s-maxage=7', 7],
  ])("%s: fresh for %i s", (value, seconds) => {
    expect(control(value)).toEqual([0, seconds, seconds, seconds]);
  });

  it.each([
    "",
    "max-age=60",
    "public",
    "private, s-maxage=60",
    'public, max-age=60, no-cache="set-cookie"',
    "public, no-store, max-age=60",
    "public, must-understand, max-age=60",
  ])("%j does not let others see the page", (value) => {
    expect(control(value)).toBeUndefined();
  });

  it.each<[Record<string, string>]>([
    [{ vary: "cookie" }],
    [{ vary: "accept-encoding, user-agent" }],
    [{ vary: "*" }],
    [{ "set-cookie": "a=1" }],
  ])("%j keeps the page from others", (others) => {
    expect(control("public, max-age=60", others)).toBeUndefined();
  });

  it("Vary: Accept-Encoding does not", () => {
    expect(control("public, max-age=60", { vary: "Accept-Encoding" })).toBeDefined();
  });
});

describe("age", () => {
  it("goes on counting from what it was when the page came", () => {
    expect(control("public, max-age=100", { age: "40" })).toEqual([-40, 60, 60, 60]);
    expect(control("public, max-age=100", { age: "300" })).toEqual([-300, -200, -200, -200]);
    expect(control("public, max-age=100", { age: "soon" })).toEqual([0, 100, 100, 100]);
  });
});

describe("Expires", () => {
  const date = new Date(nowMs - 5000).toUTCString();
  const expires = (seconds: number) => new Date(nowMs - 5000 + seconds * 1000).toUTCString();

  it("counts from the shop's own clock, where there is no max-age", () => {
    expect(control("public", { date, expires: expires(60) })).toEqual([0, 60, 60, 60]);
    expect(control("public, max-age=30", { date, expires: expires(60) })).toEqual([0, 30, 30, 30]);
    expect(lifetime({ date, expires: expires(60) })).toBeUndefined();
  });

  it("is in the past where it is no date", () => {
    expect(control("public", { date, expires: "0" })).toEqual([0, 0, 0, 0]);
    expect(control("public", { expires: "Thu, 19 Nov 1981 08:52:00 GMT" })).toEqual([0, 0, 0, 0]);
  });
});

describe("stale pages", () => {
  it("are shown for as long as the shop says, a day at most", () => {
    expect(control("public, max-age=10, stale-while-revalidate=20, stale-if-error=30")).toEqual([
      0, 10, 30, 40,
    ]);
    expect(control("s-maxage=10, stale-while-revalidate=20")).toEqual([0, 10, 30, 10]);
    expect(control("s-maxage=10, stale-if-error=999999")).toEqual([0, 10, 10, 86_410]);
  });

  it("are not, where the shop forbids it", () => {
    const stale = "public, max-age=10, stale-while-revalidate=20, stale-if-error=30";
    expect(control(`${stale}, must-revalidate`)).toEqual([0, 10, 10, 10]);
    expect(control(`${stale}, proxy-revalidate`)).toEqual([0, 10, 10, 10]);
  });
});

describe("a page that the owner named", () => {
  const named = (headers: Record<string, string>, privateCookies = ["session", "wp_*"]) => {
    const naming = namingOf([{ pages: ["/"], freshForSeconds: 900, privateCookies }], "/");
    return secondsOf(lifetimeOf(new Headers(headers), nowMs, naming));
  };
  const shared = [0, 900, 900, 900 + 86_400];

  it.each<[string, Record<string, string>]>([
    ["nothing", {}],
    [
      "what servers say by habit",
      { "cache-control": "private, no-cache, must-revalidate", pragma: "no-cache" },
    ],
    ["that it expired long ago", { expires: "Thu, 19 Nov 1981 08:52:00 GMT" }],
    ["that it varies by cookies", { vary: "Accept-Encoding, Cookie" }],
    ["a cookie that makes nothing private", { "set-cookie": "lang=de" }],
  ])("is shared though the shop says %s", (_what, headers) => {
    expect(named(headers)).toEqual(shared);
  });

  it.each<[string, Record<string, string>]>([
    ["no-store", { "cache-control": "no-store" }],
    ["that it varies by something else", { vary: "Accept-Language" }],
    ["a private cookie", { "set-cookie": "session=1; Path=/" }],
    ["a private cookie by its beginning", { "set-cookie": "wp_session_1=1" }],
  ])("is not where the shop says %s", (_what, headers) => {
    expect(named(headers)).toBeUndefined();
  });

  it("is private with any cookie where none is named", () => {
    expect(named({ "set-cookie": "lang=de" }, [])).toBeUndefined();
    expect(named({ "set-cookie": "_ga=1" }, [])).toEqual(shared);
  });
});
