import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { profileOf } from "../profile/profile-of.ts";
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

  it("has what it says that was seen kept with who saw it, as the edge knows that", async () => {
    const phone = { "user-agent": "Mozilla/5.0 (Linux; Android 16) Mobile" };
    const { answer } = await send(batch("page_view", view), phone);
    const exposed = batch("ew_exposed", { rule: "welcome", variant: "a", source: "me" }, answer.visitor);
    expect((await send(exposed, phone)).answer).toMatchObject({ accepted: 1 });
    const snapshot = await readSnapshot(answer.visitor, site.id, await readKeys(env.COOKIE_KEYS));
    const profile = profileOf(env.PROFILES, site.id, snapshot!.profile);
    const { events } = await profile.timeline({ after: null, limit: 1 });
    expect(events).toMatchObject([
      {
        name: "ew_exposed",
        params: { rule: "welcome", variant: "a", device: "mobile", visitor: "new", source: "letter" },
      },
    ]);
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

describe("consent on a host that Edgewise does not stand before", () => {
  const consentAddress = "/_ew/c?site=careful";
  const eventAddress = "/_ew/e?site=careful";
  const keys = () => readKeys(env.COOKIE_KEYS);

  beforeAll(async () => {
    const hosts = { hosts: ["careful.example"], snippetHosts: ["www.shop.example"] };
    await goLive(siteWith({ id: "careful", ...hosts, consent: "asked" }), configurationWith(), Date.now());
  });

  async function post(path: string, body: object, headers: Record<string, string> = {}) {
    const answered = await new Browser("careful.example").post(path, body, { origin, ...headers });
    return { ...answered, answer: JSON.parse(answered.text) as { visitor?: string; consent: string[] } };
  }
  const says = (state: string, visitor = "", headers = {}) =>
    post(consentAddress, { state, visitor, ...view }, headers);
  const sends = async (visitor?: string) =>
    (await post(eventAddress, batch("view_item", {}, visitor))).status;

  it("may be said by the site's pages, and by no others", async () => {
    for (const [from, path, status] of [
      [origin, consentAddress, 204],
      ["https://evil.example", consentAddress, 403],
      ["null", consentAddress, 403],
      [origin, "/_ew/c", 403],
      [origin, "/_ew/c?site=apart", 403],
    ] as const) {
      const init = { method: "OPTIONS", headers: { origin: from } };
      const asked = await new Browser("careful.example").ask(path, init);
      const allowed = status === 204 ? from : null;
      expect([from, path, asked.status, asked.headers.get("access-control-allow-origin")]).toEqual([
        from,
        path,
        status,
        allowed,
      ]);
      expect(asked.headers.get("access-control-allow-credentials")).toBeNull();
      if (status === 204) continue;
      expect((await post(path, { state: "granted" }, { origin: from })).status).toBe(403);
    }
    const refused = await says("maybe");
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([400, origin]);
  });

  it("makes the visitor known, whose visit begins with that page, and keeps no cookie", async () => {
    expect(await sends()).toBe(401);
    const { status, answer, sets, headers } = await says("granted");
    expect([status, sets, headers.get("access-control-allow-origin")]).toEqual([202, [], origin]);
    expect(answer.consent).toEqual(["necessary", "personalisation", "measurement", "marketing"]);
    const snapshot = await readSnapshot(answer.visitor!, "careful", await keys());
    expect(snapshot).toMatchObject({
      consent: { by: "page" },
      session: { source: "letter", landingPage: "/" },
    });
    expect(await sends(answer.visitor)).toBe(202);
    // Said again, it is no other choice: the page keeps what it has.
    expect((await says("granted", answer.visitor)).answer.visitor).toBeUndefined();
  });

  it("is withdrawn for good, and with it what was kept", async () => {
    const { answer } = await says("granted");
    expect(await sends(answer.visitor)).toBe(202);
    const { visitor } = (await readSnapshot(answer.visitor!, "careful", await keys()))!;
    const denied = (await says("denied", answer.visitor)).answer;
    expect(denied.consent).toEqual(["necessary"]);
    expect(await profileOf(env.PROFILES, "careful", visitor).copy()).toBeNull();
    expect(await sends(denied.visitor)).toBe(401);
    const again = (await says("granted", denied.visitor)).answer;
    expect(await sends(again.visitor)).toBe(202);
    expect((await readSnapshot(again.visitor!, "careful", await keys()))?.visitor).not.toBe(visitor);
  });

  it("never speaks for the visitor whose cookie the browser has", async () => {
    const { answer } = await says("granted");
    expect(await sends(answer.visitor)).toBe(202);
    const { visitor } = (await readSnapshot(answer.visitor!, "careful", await keys()))!;
    await says("denied", "", { cookie: answer.visitor! });
    expect(await profileOf(env.PROFILES, "careful", visitor).isForgotten()).toBe(false);
  });
});
