import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { changeId } from "../../model/change-id.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { newSession, newSnapshot, type Snapshot } from "../../model/snapshot.ts";
import { profileOf } from "../profile/profile-of.ts";
import { snapshotCookie } from "../recognise/cookie.ts";
import { sealPreview } from "../recognise/preview.ts";
import { readKeys, toBase64Url } from "../recognise/seal.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { publish } from "../store/versions.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { ownEndpoint } from "./own-endpoint.ts";

const nowMs = 1_790_000_000_000;
const rule = ruleWith();
const compared = ruleWith({
  id: "compared",
  holdout: 0.5,
  variants: [
    { id: "control", changes: [] },
    { id: "shown", changes: [{ type: "setText", selector: "h1", text: "Hello" }] },
  ],
});
const waiting = ruleWith({
  id: "waiting",
  trigger: { type: "exitIntent" },
  changes: [{ type: "insertOffer", placement: "top", offer: "gift" }],
});
const change = changeId({ type: "setText", selector: "h1", text: "Hello" });

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const site = siteWith({ holdout: 0.5 });
  await prepareDatabase(site);
  const configuration = configurationWith({
    rules: [rule, ruleWith({ id: "off", on: false }), compared, waiting],
    offers: [offerWith({ id: "gift" })],
    placements: [{ id: "top", name: "Top", selector: "body", position: "start" }],
    segments: [
      { id: "buyers", name: "Buyers", condition: { orders: { $gte: 1 } } },
      {
        id: "lookers",
        name: "Lookers in Italy",
        condition: { country: "IT", $did: { event: "view_item", count: { $gte: 2 } } },
      },
      { id: "from-ads", name: "From ads", condition: { source: "ads" } },
      { id: "italian-buyers", name: "Both", condition: { $inSegment: "buyers", country: "IT" } },
    ],
  });
  await publish(env, { site, over: 0, configuration, note: "", by: "owner", nowMs });
  const work: Promise<unknown>[] = [];
  liveBundle(env, site.id, nowMs, (begun) => work.push(begun));
  await Promise.all(work);
});

function newVisitor(): Snapshot {
  const visitor = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  return newSnapshot(visitor, nowMs - 1000, newSession(nowMs - 1000));
}

/** What goes to the queue of exposures while events are taken, in the form in which it arrives there. */
async function send(
  events: object[],
  { visitor = newVisitor(), site = "lumen", headers = {}, cookies = "", country = "XX" } = {},
) {
  const messages: unknown[] = [];
  const keep = async (message: { type: string }) => {
    if (message.type === "exposures") messages.push(message);
  };
  const bindings = { ...env, RECORDS: { send: keep } };
  const cookie = (await snapshotCookie(visitor, site, await readKeys(env.COOKIE_KEYS))).split(";")[0] ?? "";
  const request = new Request("https://shop.example/_ew/e", {
    method: "POST",
    headers: { cookie: cookie + cookies, ...headers },
    body: JSON.stringify({ events, sentAtMs: nowMs }),
    cf: { country } as unknown as IncomingRequestCfProperties,
  });
  const context = createExecutionContext();
  const later = (work: Promise<unknown>) => context.waitUntil(work);
  const response = await ownEndpoint(request, bindings as unknown as EdgeEnv, {
    site,
    name: "e",
    nowMs,
    later,
  });
  await waitOnExecutionContext(context);
  return { status: response.status, answer: await response.json<Record<string, unknown>>(), messages };
}

/** What is kept of the exposures of a visitor, each without what says which it is and when. */
async function exposuresOf({ profile }: Snapshot) {
  return (await keptOf(profile)).filter(({ name }) => name === "ew_exposed").map(({ params }) => params);
}

/** What is kept of what somebody did, the latest first. */
async function keptOf(profile: string) {
  return (await profileOf(env.PROFILES, "lumen", profile).timeline({ after: null, limit: 10 })).events;
}

let count = 0;
const event = (name: string, params: object) => ({ id: `event-00${++count}`, name, timeMs: nowMs, params });
const seen = { rule: rule.id, variant: "a" };

describe("what browsers report of changes", () => {
  it("is counted together: seen, made again and lost", async () => {
    const { answer, messages } = await send([
      event("ew_exposed", seen),
      event("ew_exposed", seen),
      event("ew_reapplied", { ...seen, change, times: 1 }),
      event("ew_reverted", { ...seen, change, times: 3 }),
      event("view_item", {}),
    ]);
    expect(answer).toEqual({ accepted: 5, duplicates: 0, rejected: [] });
    expect(messages).toEqual([
      {
        type: "exposures",
        id: expect.any(String),
        site: "lumen",
        atMs: nowMs,
        counts: [
          { what: "seen", rule: rule.id, change: "", pages: 2 },
          { what: "restored", rule: rule.id, change, pages: 1 },
          { what: "lost", rule: rule.id, change, pages: 1 },
        ],
      },
    ]);
  });

  it("is counted once, though it is sent again, or twice in one batch", async () => {
    const visitor = newVisitor();
    const exposed = event("ew_exposed", seen);
    const first = await send([exposed, exposed], { visitor });
    expect(first.messages).toMatchObject([{ counts: [{ pages: 1 }] }]);
    const again = await send([exposed], { visitor });
    expect([again.answer, again.messages]).toEqual([{ accepted: 0, duplicates: 1, rejected: [] }, []]);
  });

  it("is taken of those who would have seen a rule, but is none of what was shown", async () => {
    const would = { rule: "compared", variant: "held-out" };
    const { answer, messages } = await send([
      event("ew_exposed", would),
      event("ew_exposed", { rule: "compared", variant: "control" }),
      event("ew_reverted", { rule: "compared", variant: "control", change: "watched", times: 0 }),
    ]);
    expect(answer).toEqual({ accepted: 3, duplicates: 0, rejected: [] });
    expect(messages).toMatchObject([{ counts: [{ what: "seen", rule: "compared", pages: 1 }] }]);
    const { answer: refused } = await send([event("ew_exposed", { ...would, rule: rule.id })]);
    expect(refused).toMatchObject({ error: { code: "invalid_event" } });
  });

  it("is taken of those who would have seen any rule of the site", async () => {
    const would = { rule: "site:all", variant: "held-out" };
    const watched = { ...would, change: "watched", times: 0 };
    const { answer, messages } = await send([event("ew_exposed", would), event("ew_reverted", watched)]);
    expect([answer, messages]).toEqual([{ accepted: 2, duplicates: 0, rejected: [] }, []]);
    const { answer: refused } = await send([event("ew_exposed", { ...would, variant: "treated" })]);
    expect(refused).toMatchObject({ error: { code: "invalid_event" } });
  });

  it("is kept with who saw it, as the edge knows it and not as the page says", async () => {
    const phone = { "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148" };
    const letter = newSession(nowMs - 1000, { source: "letter-of-november".repeat(5) });
    const returning = { ...newVisitor(), firstSeenAtMs: nowMs - 86_400_000, session: letter };
    const lies = { device: "fridge", country: "XX", source: "me@shop.example", ip: "192.0.2.1", email: "x" };
    await send([event("ew_exposed", { ...seen, ...lies })], {
      visitor: returning,
      headers: { ...phone, "cf-connecting-ip": "192.0.2.1" },
      country: "IT",
    });
    expect(await exposuresOf(returning)).toEqual([
      {
        ...seen,
        device: "mobile",
        visitor: "returning",
        country: "IT",
        source: "letter-of-novemberletter-of-novemberlett",
      },
    ]);
    const stranger = newVisitor();
    await send([event("ew_exposed", { ...seen, ...lies }), event("view_item", {})], { visitor: stranger });
    expect(await exposuresOf(stranger)).toEqual([
      { ...seen, device: "desktop", visitor: "new", source: "direct" },
    ]);
  });

  it("is kept with the segments that whoever saw it was in before, also those that no rule asks for", async () => {
    const visitor = { ...newVisitor(), session: newSession(nowMs - 1000, { source: "ads" }) };
    const order = { transaction_id: "1", value: 10, currency: "EUR", items: [] };
    const first = [event("view_item", {}), event("ew_exposed", seen), event("purchase", order)];
    await send(first, { visitor, country: "IT" });
    await send([event("view_item", {}), event("ew_exposed", seen)], { visitor, country: "IT" });
    await send([event("ew_exposed", seen)], { visitor, country: "IT" });
    const kept = (await exposuresOf(visitor)).map(({ segments }) => segments);
    expect(new Set(kept)).toEqual(
      new Set(["buyers from-ads italian-buyers", "buyers lookers from-ads italian-buyers", "from-ads"]),
    );
    const stranger = newVisitor();
    await send([event("ew_exposed", { ...seen, segments: "buyers" })], { visitor: stranger });
    expect((await exposuresOf(stranger)).map(({ segments }) => segments)).toEqual([undefined]);
  });

  it("is that an offer was shown which had waited, once, and that it was seen, once, with who saw it", async () => {
    const visitor = newVisitor();
    const offer = { rule: "waiting", variant: "a" };
    const shown = event("ew_triggered", { ...offer, source: "a lie", email: "x" });
    await send([shown], { visitor });
    await send([shown, event("ew_exposed", offer)], { visitor });
    const kept = await keptOf(visitor.profile);
    const who = { ...offer, device: "desktop", visitor: "new", source: "direct" };
    expect(kept.map(({ name }) => name).toSorted()).toEqual(["ew_exposed", "ew_triggered"]);
    expect(kept.map(({ params }) => params)).toEqual([who, who]);
    const { answer } = await send([event("ew_triggered", { rule: "waiting", variant: "z" })]);
    expect(answer).toMatchObject({ error: { code: "invalid_event" } });
  });

  it("is nobody's where a crawler says it, or who looks at a preview", async () => {
    const crawler = newVisitor();
    const headers = {
      "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    };
    const { status, messages } = await send([event("ew_exposed", seen)], { visitor: crawler, headers });
    expect([status, messages, await exposuresOf(crawler)]).toEqual([401, [], []]);
    const previewer = newVisitor();
    const token = await sealPreview({ forced: {} }, "lumen", await readKeys(env.COOKIE_KEYS), nowMs);
    const cookies = `; __Host-ew-preview=${token}`;
    const previewed = await send([event("ew_exposed", seen)], { visitor: previewer, cookies });
    expect([previewed.status, previewed.messages, await exposuresOf(previewer)]).toEqual([401, [], []]);
  });

  it("counts for nothing where there is nothing of it", async () => {
    expect((await send([event("view_item", {})])).messages).toEqual([]);
  });

  it.each<[string, string, object]>([
    ["of a rule that is not there", "ew_exposed", { rule: "nowhere", variant: "a" }],
    ["of a rule that is off", "ew_exposed", { rule: "off", variant: "a" }],
    ["of a variant that is not there", "ew_exposed", { ...seen, variant: "z" }],
    ["of every object's own names", "ew_exposed", { rule: "__proto__", variant: "a" }],
    ["of no rule", "ew_exposed", {}],
    ["of a rule whose name is none", "ew_exposed", { rule: "seen x", variant: "a" }],
    ["of a change that is not there", "ew_reverted", { ...seen, change: "abc", times: 1 }],
    ["of no change", "ew_reapplied", { ...seen, times: 1 }],
    ["of more attempts than there are", "ew_reapplied", { ...seen, change, times: 4 }],
    ["of attempts that are no number", "ew_reverted", { ...seen, change, times: "3" }],
  ])("is refused where it is %s, and takes nothing else with it", async (_what, name, params) => {
    const { status, answer, messages } = await send([event("view_item", {}), event(name, params)]);
    expect([status, messages]).toEqual([202, []]);
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: "invalid_event" }] });
    const alone = await send([event(name, params)]);
    expect([alone.status, alone.answer]).toMatchObject([400, { error: { code: "invalid_event" } }]);
  });

  it("stays with the browser while it is not known which rules are live", async () => {
    const { status, answer } = await send([event("ew_exposed", seen)], { site: "unknown" });
    expect([status, answer]).toMatchObject([503, { error: { code: "temporarily_unavailable" } }]);
    expect((await send([event("view_item", {})], { site: "unknown" })).status).toBe(202);
  });
});
