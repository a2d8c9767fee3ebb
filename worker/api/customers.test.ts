import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Event } from "../../model/event.ts";
import { Identity } from "../../model/identity/identity.ts";
import { ownProfile, visitorNode } from "../../model/identity/node.ts";
import { nodeOf } from "../identity/node-of.ts";
import { profileOf } from "../profile/profile-of.ts";
import { saveProfiles } from "../store/profile-index.ts";
import { saveSite } from "../store/sites.ts";
import { type ApiAnswer, apiClient } from "../testing/api-client.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { indexRowWith, profileId } from "../testing/index-row.ts";
import { prepareDatabase, siteWith, snapshotWith } from "../testing/shop.ts";

type Call = Awaited<ReturnType<typeof apiClient>>;

const nowMs = Date.now();
const of = "site=lumen";
let care: Call;
let owner: Call;
let viewer: Call;

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  await saveSite(env.DB, siteWith({ id: "other", hosts: ["other.example"] }));
  [care, owner, viewer] = [await apiClient("care"), await apiClient("owner"), await apiClient("viewer")];
});

let events = 0;
const event = (name: string, ago: number, params: Event["params"] = {}): Event => ({
  id: `event-${++events}-of-test`,
  name,
  timeMs: nowMs - ago,
  params,
});

let visitors = 0;
/** A visitor of whom these events are known. @returns their id. */
async function visitorWith(...all: Event[]): Promise<string> {
  const visitor = profileId(++visitors);
  const carried = snapshotWith(nowMs, { visitor, profile: visitor });
  await profileOf(env.PROFILES, "lumen", visitor).record(arrivalWith(nowMs, { carried, events: all }));
  return visitor;
}

const done = ({ status, answer }: ApiAnswer) => {
  expect([status, answer]).toEqual([200, expect.anything()]);
  return answer;
};

describe("what somebody did", () => {
  it("is told page by page, the latest first, each once, whatever happened at one moment", async () => {
    const all = Array.from({ length: 25 }, (_, index) => event("page_view", Math.floor(index / 4) * 1000));
    const visitor = await visitorWith(...all);
    const told: { id: string; at: string; sources: string[] }[] = [];
    let after = "";
    do {
      const page = done(await care(`GET /profiles/${visitor}/events?${of}&limit=7${after}`));
      expect(page.events.length).toBeLessThanOrEqual(7);
      told.push(...page.events);
      after = page.next === null ? "" : `&after=${page.next}`;
    } while (after !== "");
    expect(told.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
    expect(told.map(({ at }) => at)).toEqual(
      told
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect(told[0]?.sources).toEqual([visitorNode(visitor)]);
  });

  it("is nothing of whom nothing is known, and no foreign place is gone on from", async () => {
    const nobody = done(await care(`GET /profiles/${"N".repeat(22)}/events?${of}`));
    expect(nobody).toEqual({ events: [], next: null });
    for (const after of ["e30", "%25", "WzFd"])
      expect((await care(`GET /profiles/${"N".repeat(22)}/events?${of}&after=${after}`)).status).toBe(400);
  });

  it("says which rules they were shown, saw and closed", async () => {
    const visitor = await visitorWith(
      event("ew_exposed", 5000, { rule: "welcome", variant: "a" }),
      event("ew_exposed", 3000, { rule: "welcome", variant: "a" }),
      event("ew_dismissed", 1000, { rule: "bar" }),
    );
    const { profile } = done(await care(`GET /profiles/${visitor}?${of}`));
    const at = (ago: number) => new Date(nowMs - ago).toISOString();
    expect(profile.rules).toEqual([
      { rule: "bar", variant: null, shownAt: [], seenAt: null, dismissedAt: at(1000) },
      { rule: "welcome", variant: null, shownAt: [], seenAt: at(3000), dismissedAt: null },
    ]);
  });
});

describe("why a condition holds for somebody, or does not", () => {
  it("is said clause by clause, with what no live rule counts, and segments as they are being edited", async () => {
    const visitor = await visitorWith(event("view_item", 1000), event("view_item", 2000));
    const vips = { id: "vips", name: "VIPs", condition: { orders: { $gte: 1 } } };
    done(await owner(`PUT /segments/vips?${of}`, { document: vips }));
    const conditions = {
      looked: { $did: { event: "view_item", within: "7d", count: { $gte: 2 } }, known: false },
      vip: { $inSegment: "vips" },
      here: { path: "/cart" },
    };
    const { explained } = done(await care(`POST /profiles/${visitor}/explain?${of}`, { conditions }));
    expect(explained).toMatchObject({
      looked: {
        holds: true,
        parts: [
          { path: "$did", actual: 2, holds: true },
          { path: "known", actual: false, holds: true },
        ],
      },
      vip: { holds: false, parts: [{ operator: "$inSegment", holds: false, parts: [{ actual: 0 }] }] },
      here: { holds: false, parts: [{ path: "path", actual: null }] },
    });
  });

  it("is asked of somebody who is known, by conditions that are some", async () => {
    const ask = (id: string, conditions: unknown) =>
      care(`POST /profiles/${id}/explain?${of}`, { conditions });
    expect((await ask("N".repeat(22), { all: {} })).status).toBe(404);
    const visitor = await visitorWith(event("page_view", 1));
    expect((await ask(visitor, { odd: { country: { $near: 1 } } })).status).toBe(400);
    expect((await ask(visitor, "all")).status).toBe(400);
  });
});

describe("a note", () => {
  it("is kept with who wrote it, and taken away", async () => {
    const visitor = await visitorWith(event("page_view", 1));
    const text = "Called about <b>shades</b>.";
    const { note } = done(await care(`POST /profiles/${visitor}/notes?${of}`, { text: ` ${text} ` }));
    expect(note).toMatchObject({ text, by: { id: "care", name: "care" } });
    const notes = async () => done(await owner(`GET /profiles/${visitor}?${of}`)).profile.notes;
    expect(await notes()).toEqual([note]);
    done(await owner(`DELETE /profiles/${visitor}/notes/${note.id}?${of}`));
    expect(await notes()).toEqual([]);
    expect((await owner(`DELETE /profiles/${visitor}/notes/${note.id}?${of}`)).status).toBe(404);
    expect((await owner(`DELETE /profiles/${visitor}/notes/x?${of}`)).status).toBe(400);
  });

  it("is written of somebody who is known, is not empty, and there are a hundred at most", async () => {
    const write = (id: string, text: unknown) => care(`POST /profiles/${id}/notes?${of}`, { text });
    expect((await write("N".repeat(22), "Hello")).status).toBe(404);
    const visitor = await visitorWith(event("page_view", 1));
    for (const text of ["  ", "x".repeat(2001), 7]) expect((await write(visitor, text)).status).toBe(400);
    for (let index = 0; index < 100; index++) done(await write(visitor, `Note ${index}`));
    expect(await write(visitor, "One more")).toMatchObject({
      status: 409,
      answer: { error: { code: "conflict" } },
    });
  });
});

describe("an identity that somebody of the shop says is a customer's", () => {
  const say = (id: string, type: string, value: string, as = care) =>
    as(`POST /profiles/${id}/links?${of}`, { identity: { type, value } });
  const node = (type: string, value: string) => nodeOf(env, "lumen", v.parse(Identity, { type, value }));

  async function customerWith(number: string, name: string): Promise<string> {
    const source = await node("customer", number);
    const id = ownProfile(source);
    const arrival = arrivalWith(nowMs, { profile: id, source, carried: null, events: [event(name, 1000)] });
    await profileOf(env.PROFILES, "lumen", id).record(arrival);
    return id;
  }

  it("brings together what both did and what was noted of them, and apart again when that is undone", async () => {
    const customer = await customerWith("9001", "sign_up");
    const source = await node("email", "both@example.com");
    const email = ownProfile(source);
    const opened = arrivalWith(nowMs, {
      profile: email,
      source,
      carried: null,
      events: [event("email_open", 9)],
    });
    await profileOf(env.PROFILES, "lumen", email).record(opened);
    done(await care(`POST /profiles/${email}/notes?${of}`, { text: "Writes in Danish." }));

    expect(done(await say(customer, "email", "Both@example.com"))).toEqual({ profile: customer });
    const seen = async (id: string) => ({
      did: done(await care(`GET /profiles/${id}/events?${of}`)).events.map(({ name }: Event) => name),
      notes: done(await care(`GET /profiles/${id}?${of}`)).profile.notes.map(
        ({ text }: { text: string }) => text,
      ),
    });
    const together = { did: ["email_open", "sign_up"], notes: ["Writes in Danish."] };
    await vi.waitFor(async () => expect(await seen(customer)).toEqual(together));
    const { links } = done(await care(`GET /profiles/${customer}/identities?${of}`));
    expect(links).toMatchObject([{ by: "care", undone: null }]);
    done(await care(`POST /profiles/links/${links[0].id}/undo?${of}`));
    await vi.waitFor(async () =>
      expect(await seen(email)).toEqual({ did: ["email_open"], notes: ["Writes in Danish."] }),
    );
    expect(await seen(customer)).toEqual({ did: ["sign_up"], notes: [] });
  });

  it("never makes one of two customers, nor of nobody, nor is a browser", async () => {
    const [one, another] = [await customerWith("9101", "sign_up"), await customerWith("9102", "sign_up")];
    expect(await say(one, "customer", "9102")).toMatchObject({
      status: 409,
      answer: { error: { code: "conflict" } },
    });
    expect((await say("N".repeat(22), "email", "x@example.com")).status).toBe(404);
    expect((await say(another, "visitor", "V".repeat(22))).status).toBe(400);
    expect((await say(another, "email", " ")).status).toBe(400);
  });
});

describe("those whom a segment is about", () => {
  it("are shown by name first, those seen last, of this site alone", async () => {
    const rows = Array.from({ length: 20 }, (_, index) =>
      indexRowWith({
        site: index === 19 ? "lumen" : "other",
        id: profileId(500 + index),
        name: index === 3 ? "<img src=x onerror=alert(1)>" : null,
        seenAtMs: nowMs - index,
        facts: { country: index % 2 === 1 ? "DK" : "DE" },
      }),
    );
    await saveProfiles(env.DB, rows, nowMs);
    const members = await care("POST /segments/members?site=other", { condition: { country: "DK" } });
    const ids = done(members).profiles.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([503, 501, 505, 507, 509, 511, 513, 515, 517].map(profileId));
    const all = done(await care("POST /segments/members?site=other", { condition: {} }));
    expect(all.profiles).toHaveLength(12);
  });
});

it("whoever may only look sees nobody, and nobody sees another site's people", async () => {
  const visitor = await visitorWith(event("page_view", 1));
  const asked: [string, unknown?][] = [
    [`GET /profiles/${visitor}`],
    [`GET /profiles/${visitor}/events`],
    [`GET /profiles/${visitor}/identities`],
    ["POST /profiles/search", { q: visitor }],
    [`POST /profiles/${visitor}/explain`, { conditions: { all: {} } }],
    [`POST /profiles/${visitor}/notes`, { text: "Seen" }],
    [`POST /profiles/${visitor}/pins`, { offer: "any" }],
    [`POST /profiles/${visitor}/links`, { identity: { type: "email", value: "x@example.com" } }],
    ["POST /segments/members", { condition: {} }],
  ];
  for (const [line, body] of asked)
    expect([line, (await viewer(`${line}?${of}`, body)).status]).toEqual([line, 403]);
  const elsewhere = await Promise.all(asked.map(([line, body]) => care(`${line}?site=other`, body)));
  expect(JSON.stringify(elsewhere.map(({ answer }) => answer))).not.toContain(visitor);
  expect(elsewhere.map(({ status }) => status)).toEqual([404, 200, 200, 200, 404, 404, 409, 404, 200]);
});
