import { gunzipSync, gzipSync } from "node:zlib";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Configuration } from "../model/configuration.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, startOrigin } from "./testing/origin.ts";
import { type Ask, Shopper } from "./testing/shopper.ts";

let served = 0;
/** A page that says which answer of the shop's server it is. */
const numbered = () =>
  `<!doctype html><html><head></head><body><h1>Shop</h1><p>Answer ${++served}</p></body></html>`;

const hour = "public, max-age=3600";
const headersOf: Record<string, Record<string, string>> = {
  "/shared": { "cache-control": hour, etag: '"1"', vary: "Accept-Encoding" },
  "/edge": { "cache-control": "max-age=0, s-maxage=3600" },
  "/unruled": { "cache-control": hour },
  "/second": { "cache-control": "public, max-age=1" },
  "/old": { "cache-control": "public, max-age=100", age: "100" },
  "/silent": {},
  "/guessed": { "cache-control": "max-age=3600" },
  "/private": { "cache-control": "private, max-age=3600" },
  "/validated": { "cache-control": "public, no-cache, max-age=3600" },
  "/varying": { "cache-control": hour, vary: "accept-encoding, cookie" },
  "/cookie": { "cache-control": hour, "set-cookie": "session=1" },
  "/named": { "cache-control": "private, no-cache", "set-cookie": "lang=de" },
};

const configuration = v.parse(Configuration, {
  rules: [
    {
      id: "hello",
      name: "Hello",
      on: true,
      pages: ["/shared", "/edge", "/second"],
      condition: { medium: "cpc" },
      priority: 1,
      variants: [{ id: "a", changes: [{ type: "setText", selector: "h1", text: "Hello from {x}" }] }],
    },
  ],
  offers: [],
  coupons: [],
  placements: [],
});

let origin: Origin;
let edge: Edge;
beforeAll(async () => {
  const answers = Object.entries(headersOf).map(([path, headers]) => {
    const answer: Parameters<typeof startOrigin>[0][string] = (request, response) => {
      const body = Buffer.from(numbered());
      const isGzip = (request.headers["accept-encoding"] ?? "").includes("gzip");
      const encoding = isGzip ? { "content-encoding": "gzip" } : {};
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers, ...encoding });
      response.end(isGzip ? gzipSync(body) : body);
    };
    return [path, answer] as const;
  });
  origin = await startOrigin(Object.fromEntries(answers));
  const sharedPages = [{ pages: ["/named"], freshForSeconds: 600, privateCookies: ["session*"] }];
  edge = await startEdge({ origin: origin.url, configuration, site: { sharedPages } });
});
afterAll(async () => {
  await edge?.close();
  await origin?.close();
});

/** Which of the shop's answers a new visitor gets, and its headline. */
async function ask(path: string, asked: Ask = {}, shopper = new Shopper(edge.port)) {
  const answer = await shopper.ask(path, asked);
  const text =
    answer.headers["content-encoding"] === "gzip" ? gunzipSync(answer.bytes).toString() : answer.text;
  return {
    text,
    number: /Answer (\d+)/.exec(text)?.[1],
    headline: /<h1>([^<]*)/.exec(text)?.[1],
    isWhole: text.endsWith("</body></html>") && text.includes("/_ew/s.js"),
    headers: answer.headers,
  };
}

describe("a page that the shop lets be shared", () => {
  it("is asked for once, and yet each visitor's own", async () => {
    const first = await ask("/shared?gclid=1");
    const stranger = await ask("/shared?gclid=1", { headers: { cookie: "_ga=1; _fbp=2" } });
    expect(first).toMatchObject({ headline: "Hello from {x}", isWhole: true });
    expect(stranger).toMatchObject({ number: first.number, headline: "Hello from {x}", isWhole: true });
    const usual = await ask("/shared");
    const again = await ask("/shared");
    expect(again).toMatchObject({ number: usual.number, headline: "Shop", isWhole: true });
    const known = new Shopper(edge.port);
    await ask("/shared?gclid=1", {}, known);
    expect(await ask("/shared", {}, known)).toMatchObject({
      number: usual.number,
      headline: "Hello from {x}",
    });
  });

  it("is private once it is somebody's own, and says how old it is where it is not", async () => {
    const personal = await ask("/shared");
    expect(personal.headers).toMatchObject({ "cache-control": "private, no-cache" });
    expect(personal.headers.etag).toMatch(/^W\/"ew-/);
    const shopper = new Shopper(edge.port);
    await ask("/unruled", {}, shopper);
    const { headers } = await ask("/unruled", {}, shopper);
    expect(headers).toMatchObject({ "cache-control": hour, age: expect.stringMatching(/^\d+$/) });
    expect(headers["set-cookie"]).toBeUndefined();
  });

  it("goes to each browser in an encoding that it reads", async () => {
    const plain = await ask("/edge", { headers: { "accept-encoding": "identity" } });
    const packed = await ask("/edge", { headers: { "accept-encoding": "gzip" } });
    expect([plain.headers["content-encoding"], packed.headers["content-encoding"]]).toEqual([
      undefined,
      "gzip",
    ]);
    for (const [coding, first] of [
      ["identity", plain],
      ["gzip", packed],
    ] as const) {
      const second = await ask("/edge", { headers: { "accept-encoding": coding } });
      expect(second).toMatchObject({ number: first.number, isWhole: true });
    }
  });

  it("is asked for again when it is no longer fresh, and when somebody reloads for that", async () => {
    const { number } = await ask("/second");
    expect((await ask("/second")).number).toBe(number);
    await expect.poll(async () => (await ask("/second")).number, { timeout: 3000 }).not.toBe(number);
    const shared = await ask("/shared");
    expect((await ask("/shared", { headers: { "cache-control": "no-cache" } })).number).not.toBe(
      shared.number,
    );
  });

  it("shows what was published since, without being asked for again", async () => {
    const before = await ask("/shared?gclid=2");
    const rule = {
      ...configuration.rules[0],
      variants: [{ id: "a", changes: [{ type: "setHtml", selector: "p", html: "New" }] }],
    };
    await edge.api("PUT", "/rules/hello?site=shop", { document: rule }, { "if-match": '"1"' });
    await edge.api("POST", "/publish?site=shop", {});
    const asked = origin.asked.length;
    const page = async () => (await ask("/shared?gclid=2")).text;
    await expect.poll(page, { timeout: 6000, interval: 300 }).toContain("<h1>Shop</h1><p>New</p>");
    expect(origin.asked.length).toBe(asked);
    expect(before.headline).toBe("Hello from {x}");
  });
});

describe("a page that the owner named", () => {
  it("is shared by all who have no private cookie, and hands on nobody's", async () => {
    await ask("/unruled");
    const first = await ask("/named");
    expect(String(first.headers["set-cookie"])).not.toContain("lang");
    const withBasket = { headers: { cookie: "basket=1" } };
    expect(await ask("/named", withBasket)).toMatchObject({ number: first.number, isWhole: true });
    const own = await ask("/named", { headers: { cookie: "basket=1; session_2=1" } });
    expect(own.number).not.toBe(first.number);
    expect(String(own.headers["set-cookie"])).toContain("lang=de");
    expect(await ask("/named")).toMatchObject({ number: first.number });
  });
});

describe("the cache of a data centre", () => {
  it("has the page for an isolate that has just begun", async () => {
    const host = `shop.localhost:${edge.port}`;
    const { number } = await ask("/unruled", { host });
    const asked = origin.asked.length;
    await edge.restart();
    await expect.poll(async () => (await ask("/unruled", { host })).isWhole, { timeout: 3000 }).toBe(true);
    expect(await ask("/unruled", { host })).toMatchObject({ number });
    expect(origin.asked.length).toBe(asked);
  });
});

describe("a page that is not shared", () => {
  it.each(["/old", "/silent", "/guessed", "/private", "/validated", "/varying", "/cookie"])(
    "because its headers do not allow it: %s",
    async (path) => {
      const first = await ask(path);
      expect((await ask(path)).number).not.toBe(first.number);
    },
  );

  it("because the shop knows the visitor", async () => {
    const { number } = await ask("/unruled");
    expect((await ask("/unruled")).number).toBe(number);
    const withSession = { headers: { cookie: "session=abc" } };
    const own = await ask("/unruled", withSession);
    expect(own.number).not.toBe(number);
    expect((await ask("/unruled")).number).toBe(number);
    expect((await ask("/unruled", { headers: { authorization: "Basic eDp5" } })).number).not.toBe(number);
  });
});
