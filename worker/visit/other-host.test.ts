import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";

const site = siteWith({ id: "apart", hosts: ["edge.shop.example"], snippetHosts: ["www.shop.example"] });
const origin = "https://www.shop.example";
const address = "/_ew/e?site=apart";

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  const rules = [ruleWith({ condition: { $did: { event: "view_item", count: { $gte: 9 } } } })];
  await goLive(site, configurationWith({ rules }), Date.now());
});

let ids = 0;
function batch(name: string, params: object = {}, visitor?: string) {
  const nowMs = Date.now();
  const event = { id: `other-host-${++ids}`, name, timeMs: nowMs, params };
  return { sentAtMs: nowMs, events: [event], ...(visitor === undefined ? {} : { visitor }) };
}

const view = { page_location: `${origin}/?utm_source=letter&utm_medium=email`, page_referrer: "" };

/** Sends as the page of a host that Edgewise does not stand before. */
async function send(body: object, headers: Record<string, string> = {}, path = address) {
  const answered = await new Browser("edge.shop.example").post(path, body, { origin, ...headers });
  return { ...answered, answer: JSON.parse(answered.text) as { visitor: string; error: { code: string } } };
}

describe("a page on a host that Edgewise does not stand before", () => {
  it("may ask whether it may send, and no other page may", async () => {
    const ask = (from: string, path = address) =>
      new Browser("edge.shop.example").ask(path, { method: "OPTIONS", headers: { origin: from } });
    const { status, headers } = await ask(origin);
    expect([
      status,
      headers.get("access-control-allow-origin"),
      headers.get("access-control-allow-methods"),
    ]).toEqual([204, origin, "POST"]);
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    for (const [from, path] of [
      ["https://evil.example", address],
      ["https://www.shop.example.evil.example", address],
      ["null", address],
      [origin, "/_ew/e"],
      [origin, "/_ew/e?site=lumen"],
    ] as const) {
      const refused = await ask(from, path);
      expect([from, path, refused.status]).toEqual([from, path, 403]);
      expect(refused.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("gets a token in the place of a cookie, by which the visitor is known again", async () => {
    const first = await send(batch("page_view", view));
    expect([first.status, first.answer]).toMatchObject([
      202,
      { accepted: 1, visitor: expect.stringMatching(/./) },
    ]);
    expect(first.sets).toEqual([]);
    expect(first.headers.get("access-control-allow-origin")).toBe(origin);
    expect(first.headers.get("vary")).toBe("Origin");
    const again = batch("view_item", {}, first.answer.visitor);
    expect((await send(again)).answer).toMatchObject({ accepted: 1 });
    const sentTwice = await send({ ...again, visitor: first.answer.visitor });
    expect(sentTwice.answer).toMatchObject({ accepted: 0, duplicates: 1 });
    // The same text opens nothing for another site, and altered it is a new visitor.
    const altered = `${first.answer.visitor.slice(0, -4)}AAAA`;
    expect((await send({ ...again, visitor: altered })).answer).toMatchObject({ accepted: 1 });
  });

  it("can read why its events were refused", async () => {
    const { status, answer, headers } = await send({ events: [] });
    expect([status, answer.error.code, headers.get("access-control-allow-origin")]).toEqual([
      400,
      "invalid_event",
      origin,
    ]);
    expect((await send(batch("page_view", view, "a; b=c\r\n"))).status).toBe(400);
  });

  it.each([
    "data:text/html,x",
    "https://me:secret@www.shop.example/",
    "//",
    "https://",
    "é",
    "https://[::1",
    "mailto:a@b",
  ])("may say that it is at %s without a fault", async (page_location) => {
    const { status } = await send(batch("page_view", { page_location, page_referrer: page_location }));
    expect([202, 400]).toContain(status);
  });

  it("is nobody's where the browser asks for privacy, whatever it sends along", async () => {
    const { answer } = await send(batch("page_view", view));
    for (const visitor of ["", answer.visitor])
      expect(await send(batch("page_view", view, visitor), { "sec-gpc": "1" })).toMatchObject({
        status: 401,
        answer: { error: { code: "no_visitor" } },
      });
  });

  it("never speaks for the visitor whose cookie the browser has", async () => {
    const browser = new Browser("edge.shop.example");
    const { answer } = await send(batch("page_view", view));
    const cookie = answer.visitor;
    const event = batch("view_item");
    await send(event, { cookie });
    // Their own profile has not seen it.
    const own = await browser.post("/_ew/e", event, { cookie });
    expect(JSON.parse(own.text)).toMatchObject({ accepted: 1, duplicates: 0 });
  });
});

it("begins a visit as the page's address says", async () => {
  const { answer } = await send(batch("page_view", view));
  expect(answer.visitor.length).toBeLessThan(4000);
  const snapshot = await readSnapshot(answer.visitor, "apart", await readKeys(env.COOKIE_KEYS));
  expect(snapshot?.session).toMatchObject({ source: "letter", medium: "email", landingPage: "/" });
});
