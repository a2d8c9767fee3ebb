import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { Identity } from "../../model/identity/identity.ts";
import { ownProfile } from "../../model/identity/node.ts";
import * as v from "valibot";
import { identitiesOf } from "../identity/identities-of.ts";
import { linkOf } from "../identity/link-of.ts";
import { nodeOf } from "../identity/node-of.ts";
import { saveProfiles } from "../store/profile-index.ts";
import { type ApiAnswer, apiClient } from "../testing/api-client.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { profileOf } from "../profile/profile-of.ts";
import { indexRowWith, profileId } from "../testing/index-row.ts";
import { prepareDatabase, snapshotWith } from "../testing/shop.ts";

const nowMs = Date.now();
let call: (methodAndPath: string, body?: unknown) => Promise<ApiAnswer>;

const node = (type: string, value: string) => nodeOf(env, "lumen", v.parse(Identity, { type, value }));

async function search({ q, ...page }: Record<string, string>, site = "lumen"): Promise<ApiAnswer> {
  const query = new URLSearchParams({ site, ...page }).toString();
  return q === undefined ? call(`GET /profiles?${query}`) : call(`POST /profiles/search?${query}`, { q });
}
const names = ({ answer }: ApiAnswer) => answer.profiles.map(({ name }: { name: string | null }) => name);

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  call = await apiClient("care");
  const customer = await node("customer", "4711");
  const anna = indexRowWith({
    id: ownProfile(customer),
    name: "Anna Lind",
    seenAtMs: nowMs,
    facts: { orders: 3, lifetimeValue: 90, source: "google" },
    nodes: [
      customer,
      await node("email", "anna@example.com"),
      await node("phone", "+49301234"),
      `visitor:${profileId(1)}`,
    ],
  });
  const others = Array.from({ length: 30 }, (_, index) =>
    indexRowWith({ id: profileId(100 + index), name: `Annabel M${index}`, seenAtMs: nowMs - 1000 - index }),
  );
  const unknown = indexRowWith({ id: profileId(2) });
  await saveProfiles(
    env.DB,
    [anna, unknown, ...others, { ...anna, site: "other", name: "Anna Other" }],
    nowMs,
  );
});

describe("a search for people", () => {
  it.each([
    "anna@example.com",
    "ANNA@example.COM ",
    "email:anna@example.com",
    "4711",
    "customer:4711",
    "+49 30 1234",
    profileId(1),
    "lind",
    "ánna LI",
  ])("finds by %j the one whom it names", async (q) =>
    expect(names(await search({ q }))).toEqual(["Anna Lind"]),
  );

  it("says what tells people apart", async () => {
    const { answer } = await search({ q: "4711" });
    expect(answer.profiles).toEqual([
      {
        id: ownProfile(await node("customer", "4711")),
        name: "Anna Lind",
        known: true,
        seenAt: new Date(nowMs).toISOString(),
        facts: { orders: 3, lifetimeValue: 90 },
      },
    ]);
    const unknown = await search({ q: profileId(2) });
    expect(unknown.answer.profiles).toMatchObject([{ id: profileId(2), name: null, known: false }]);
  });

  it.each([{ q: "ann" }, {}])("for %j goes on page by page, each once", async (query) => {
    const all: string[] = [];
    let after: string | null = null;
    do {
      const page = await search({ ...query, ...(after === null ? {} : { after }), limit: "7" });
      expect(page.status).toBe(200);
      expect(page.answer.profiles.length).toBeLessThanOrEqual(7);
      all.push(...names(page));
      after = page.answer.next;
    } while (after !== null);
    expect(all.length).toBe(31);
    expect(new Set(all).size).toBe(31);
    expect(all[0]).toBe("Anna Lind");
  });

  it.each(["nobody@example.com", "email:x", "%", "_", "' OR 1=1 --", "annabell", "\u0000", "🙂"])(
    "finds nobody by %j",
    async (q) =>
      expect(await search({ q })).toMatchObject({ status: 200, answer: { profiles: [], next: null } }),
  );

  it("finds whom the index must not know by what they are known by alone, so that they can be served", async () => {
    const email = await node("email", "no-count@example.com");
    const customer = await node("customer", "no-count");
    const identities = [
      { type: "customer", value: "no-count" },
      { type: "email", value: "no-count@example.com" },
    ];
    const said = { id: "link-no-count", timeMs: nowMs, by: "shop", identities };
    await identitiesOf(env.IDENTITIES, "lumen").link([await linkOf(env, "lumen", said)], nowMs);
    const id = ownProfile(customer);
    const event = { id: crypto.randomUUID(), name: "sign_up", timeMs: nowMs, params: {} };
    const arrival = arrivalWith(nowMs, { profile: id, source: email, carried: null, events: [event] });
    await profileOf(env.PROFILES, "lumen", id).record(arrival);
    const found = { profiles: [{ id, name: null, known: true, seenAt: null, facts: {} }], next: null };
    expect((await search({ q: "No-Count@example.com" })).answer).toEqual(found);
    expect((await search({ q: "customer:no-count" })).answer).toEqual(found);
  });

  it("finds a visitor by their id of whom the index has not heard yet", async () => {
    const id = profileId(600);
    const carried = snapshotWith(nowMs, { visitor: id, profile: id });
    const event = { id: crypto.randomUUID(), name: "page_view", timeMs: nowMs, params: {} };
    const { index } = await profileOf(env.PROFILES, "lumen", id).record(
      arrivalWith(nowMs, { carried, events: [event] }),
    );
    expect(index).toBeNull();
    const found = { id, name: null, known: false, seenAt: null, facts: {} };
    expect((await search({ q: id })).answer).toEqual({ profiles: [found], next: null });
  });

  it("keeps sites apart", async () => {
    expect((await search({ q: "anna" }, "other")).status).toBe(404);
    expect(names(await search({ q: "other" }))).toEqual([]);
  });

  it.each([
    { limit: "0" },
    { limit: "101" },
    { limit: "x" },
    { after: "%" },
    { after: "e30" },
    { q: "x".repeat(321) },
  ])("refuses %j", async (query) =>
    expect(await search(query)).toMatchObject({
      status: 400,
      answer: { error: { code: "invalid_request" } },
    }),
  );

  it("refuses to go on in another list", async () => {
    const { answer } = await search({ limit: "1" });
    expect(answer.next).toMatch(/./);
    expect((await search({ q: "ann", after: answer.next })).status).toBe(400);
  });
});

describe("one person", () => {
  it("is shown as their profile knows them, whatever rules are live", async () => {
    const id = profileId(500);
    const purchase = {
      id: crypto.randomUUID(),
      name: "purchase",
      timeMs: nowMs,
      params: { transaction_id: "t1", value: 12.5, currency: "EUR" },
    };
    await profileOf(env.PROFILES, "lumen", id).record(
      arrivalWith(nowMs, { carried: snapshotWith(nowMs, { visitor: id, profile: id }), events: [purchase] }),
    );
    const { status, answer } = await call(`GET /profiles/${id}?site=lumen`);
    expect(status).toBe(200);
    expect(answer.profile).toMatchObject({
      id,
      name: null,
      known: false,
      seenAt: null,
      visit: { number: 1, source: "direct" },
      facts: { orders: 1, lifetimeValue: 12.5 },
      coupons: [],
    });
  });

  it("who has become known is found by their browser's id too, with what it did before", async () => {
    const visitor = profileId(502);
    const seen = { id: crypto.randomUUID(), name: "email_open", timeMs: nowMs, params: {} };
    const carried = snapshotWith(nowMs, { visitor, profile: visitor });
    await profileOf(env.PROFILES, "lumen", visitor).record(arrivalWith(nowMs, { carried, events: [seen] }));
    const identities = [
      { type: "visitor", value: visitor },
      { type: "customer", value: "4712" },
    ];
    const said = { id: "link-4712", timeMs: nowMs, by: "shop", identities };
    const link = await linkOf(env, "lumen", said);
    await identitiesOf(env.IDENTITIES, "lumen").link([link], nowMs);
    const { answer } = await call(`GET /profiles/${visitor}?site=lumen`);
    expect(answer.profile).toMatchObject({
      id: ownProfile(await node("customer", "4712")),
      known: true,
      facts: { emailOpens: 1 },
    });
  });

  it("who was made one with somebody is found by the id that their profile had", async () => {
    const email = { type: "email", value: "old-id@example.com" };
    const before = ownProfile(await node(email.type, email.value));
    const source = await node(email.type, email.value);
    const opened = { id: crypto.randomUUID(), name: "email_open", timeMs: nowMs, params: {} };
    const arrival = arrivalWith(nowMs, { profile: before, source, events: [opened] });
    await profileOf(env.PROFILES, "lumen", before).record({ ...arrival, carried: null });
    expect((await call(`GET /profiles/${before}?site=lumen`)).answer.profile).toMatchObject({ id: before });
    const said = {
      id: "link-4713",
      timeMs: nowMs,
      by: "api",
      identities: [email, { type: "customer", value: "4713" }],
    };
    await identitiesOf(env.IDENTITIES, "lumen").link([await linkOf(env, "lumen", said)], nowMs);
    expect((await call(`GET /profiles/${before}?site=lumen`)).answer.profile).toMatchObject({
      id: ownProfile(await node("customer", "4713")),
      facts: { emailOpens: 1 },
    });
  });

  it.each([
    [profileId(501), 404, "not_found"],
    ["short", 400, "invalid_request"],
  ])("%s is not there", async (id, status, code) => {
    const { status: answered, answer } = await call(`GET /profiles/${id}?site=lumen`);
    expect([answered, answer.error.code]).toEqual([status, code]);
  });
});
