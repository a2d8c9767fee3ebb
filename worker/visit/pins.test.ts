import { env } from "cloudflare:workers";
import * as v from "valibot";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { changeId } from "../../model/change-id.ts";
import { Configuration } from "../../model/configuration.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";

const host = "shop.example";
const shared = "/shared";
const site = siteWith({ sharedPages: [{ pages: [shared], freshForSeconds: 60 }], leftAlone: ["/checkout"] });
const configuration = v.parse(Configuration, {
  rules: [ruleWith({ id: "shows", changes: [{ type: "insertOffer", placement: "top", offer: "sale" }] })],
  offers: [
    { id: "sale", name: "Sale", layout: "bar", headline: "The sale is on" },
    { id: "sorry", name: "Sorry", layout: "bar", headline: "We are sorry", coupon: "ten" },
  ],
  coupons: [couponWith()],
  placements: [{ id: "top", name: "Top", selector: "main", position: "start" }],
});

let nowMs = Date.parse("2026-11-27T17:30:00Z");
let care: ApiClient;

beforeAll(async () => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  await prepareDatabase(site);
  await goLive(site, configuration, nowMs);
  care = await apiClient("care");
});
beforeEach(() => {
  nowMs += 60_000;
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => {
    // As long as a shop takes: news are looked for meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 60));
    return new Response("<html><body><h1>Shop</h1><main></main></body></html>", {
      headers: { "content-type": "text/html" },
    });
  });
});
afterEach(() => vi.restoreAllMocks());

/** A browser that was here, and of which its profile knows. */
async function shopper(consent?: object): Promise<{ browser: Browser; id: string }> {
  const browser = new Browser(host);
  await browser.ask("/");
  expect(await browser.did("page_view", nowMs)).toBe(202);
  if (consent !== undefined) await browser.post("/_ew/c", consent);
  return { browser, id: (await carriedBy(browser)).visitor };
}

async function carriedBy({ cookies }: Browser) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return (await readSnapshot(cookie, site.id, await readKeys(env.COOKIE_KEYS)))!;
}

const pin = (id: string, more: object = {}) =>
  care(`POST /profiles/${id}/pins?site=lumen`, { offer: "sorry", ...more });
const unpin = (id: string) => care(`DELETE /profiles/${id}/pins/sorry?site=lumen`);

/** Which of the two offers each of these pages shows; each page is asked for a little later. */
async function seen({ browser }: { browser: Browser }, ...paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    nowMs += 4000;
    const { text } = await browser.ask(path);
    found.push(text.includes("We are sorry") ? "sorry" : text.includes("The sale is on") ? "sale" : "none");
  }
  return found;
}

it("is on the person's next page, wherever rules show theirs and on pages that no rule looks at, until it is taken away", async () => {
  const anna = await shopper();
  const other = await shopper();
  expect(await seen(anna, "/", "/about")).toEqual(["sale", "none"]);
  expect(await pin(anna.id, { why: "Her parcel was late" })).toMatchObject({
    status: 200,
    answer: { pin: { offer: "sorry", placement: null, until: null, why: "Her parcel was late" } },
  });
  expect(await seen(anna, "/", "/about", shared, shared, "/checkout")).toEqual([
    "sorry",
    "sorry",
    "sorry",
    "sorry",
    "none",
  ]);
  expect(await seen(other, "/", "/about", shared)).toEqual(["sale", "none", "none"]);
  const carried = await carriedBy(anna.browser);
  expect(carried.coupons).toMatchObject([{ id: "ten", state: "held" }]);
  expect(carried.memory).toMatchObject({ variants: {}, shownAtMs: {} });
  expect((await unpin(anna.id)).status).toBe(200);
  expect((await unpin(anna.id)).status).toBe(404);
  expect(await seen(anna, "/", "/about", shared)).toEqual(["sale", "none", "none"]);
});

it("is counted as one of its own, and what browsers say of it is taken where it can be so", async () => {
  const anna = await shopper();
  await pin(anna.id);
  const messages: unknown[] = [];
  const RECORDS = { send: async (message: unknown) => void messages.push(message) } as unknown as Queue;
  const watching = new Browser(host, {}, { RECORDS });
  for (const [name, value] of anna.browser.cookies) watching.cookies.set(name, value);
  expect(await seen({ browser: watching }, "/about")).toEqual(["sorry"]);
  expect(messages).toContainEqual(expect.objectContaining({ type: "decisions", pages: { "pin:sorry": 1 } }));
  const change = changeId({ type: "insertOffer", placement: "top", offer: "sorry" });
  const about = { rule: "pin:sorry", variant: "pinned" };
  const events = [
    ["ew_exposed", about],
    ["ew_reverted", { ...about, change, times: 1 }],
    ["ew_exposed", { ...about, variant: "a" }],
    ["ew_exposed", { ...about, rule: "pin:never" }],
    ["ew_reverted", { ...about, change: "a1", times: 1 }],
  ].map(([name, params]) => ({ id: crypto.randomUUID(), name, timeMs: nowMs, params }));
  const answer = await watching.post("/_ew/e", { sentAtMs: nowMs, events });
  expect(JSON.parse(answer.text)).toMatchObject({ accepted: 2 });
});

it("stays away once they closed it, and comes again when it is pinned anew", async () => {
  const anna = await shopper();
  await pin(anna.id);
  expect(await seen(anna, "/")).toEqual(["sorry"]);
  const closed = {
    id: crypto.randomUUID(),
    name: "ew_dismissed",
    timeMs: nowMs,
    params: { rule: "pin:sorry" },
  };
  await anna.browser.post("/_ew/e", { sentAtMs: nowMs, events: [closed] });
  expect(await seen(anna, "/")).toEqual(["sale"]);
  nowMs += 1000;
  await pin(anna.id);
  expect(await seen(anna, "/")).toEqual(["sorry"]);
});

it("is shown on every device of the person, until its end", async () => {
  const [telephone, laptop] = [await shopper(), await shopper()];
  const until = new Date(nowMs + 60_000).toISOString();
  const identity = { type: "email", value: "anna@mail.example" };
  for (const { id } of [telephone, laptop])
    expect((await care(`POST /profiles/${id}/links?site=lumen`, { identity })).status).toBe(200);
  await vi.waitFor(async () =>
    expect((await care(`GET /profiles/${laptop.id}?site=lumen`)).answer.profile.id).toBe(
      (await care(`GET /profiles/${telephone.id}?site=lumen`)).answer.profile.id,
    ),
  );
  // KV takes one word of a browser a second, and has just been told of the merge.
  nowMs += 2000;
  await pin(telephone.id, { until });
  expect([...(await seen(telephone, "/")), ...(await seen(laptop, "/"))]).toEqual(["sorry", "sorry"]);
  nowMs += 60_000;
  expect([...(await seen(telephone, "/")), ...(await seen(laptop, "/"))]).toEqual(["sale", "sale"]);
});

it("is nothing for whom personal pages are not, and while the site is switched off", async () => {
  const anna = await shopper({ state: { personalisation: false, measurement: true } });
  await pin(anna.id);
  expect((await carriedBy(anna.browser)).consent?.purposes).toEqual(["measurement"]);
  expect(await seen(anna, "/")).toEqual(["sale"]);
  const bert = await shopper();
  await pin(bert.id);
  const owner = await apiClient("owner");
  await owner("POST /sites/lumen/switch", { on: false });
  nowMs += 6000;
  expect(await seen(bert, "/", "/")).toContain("none");
  await owner("POST /sites/lumen/switch", { on: true });
  nowMs += 6000;
  expect(await seen(bert, "/", "/")).toContain("sorry");
});

it("is decided for any channel, and for pages that the edge does not make", async () => {
  const anna = await shopper();
  await pin(anna.id);
  const question = { site: "lumen", identities: [{ type: "visitor", value: anna.id }], explain: true };
  const { answer } = await care("POST /decide", question);
  expect(answer.decisions).toMatchObject([
    {
      rule: "pin:sorry",
      name: "Sorry",
      how: "pinned",
      offers: [{ offer: "sorry", placement: "top", words: { headline: "We are sorry" } }],
    },
  ]);
  expect(answer.explanation.rules).toMatchObject([
    { rule: "pin:sorry", outcome: "chosen" },
    { rule: "shows", outcome: "outranked", to: ["pin:sorry"] },
  ]);
  await seen(anna, "/");
  const asked = await anna.browser.post("/_ew/decide", { page_location: `https://${host}/about` });
  expect(JSON.parse(asked.text)).toMatchObject({
    decisions: [{ rule: "pin:sorry", variant: "pinned", changes: [{ type: "insert", selector: "main" }] }],
    offers: { top: { rule: "pin:sorry", offer: "sorry" } },
  });
});

it("has to be live, to have a place and to end later, is for those who serve customers, and is told of in the audit", async () => {
  const anna = await shopper();
  const refused = async (more: object) => (await pin(anna.id, more)).answer.error.code;
  expect(await refused({ offer: "never" })).toBe("conflict");
  expect(await refused({ placement: "never" })).toBe("conflict");
  expect(await refused({ until: new Date(nowMs).toISOString() })).toBe("invalid_request");
  expect(await refused({ until: "tomorrow" })).toBe("invalid_request");
  expect(await refused({ why: "x".repeat(501) })).toBe("invalid_request");
  expect((await pin("NNNNNNNNNNNNNNNNNNNNNN")).status).toBe(404);
  const viewer = await apiClient("viewer");
  expect((await viewer(`POST /profiles/${anna.id}/pins?site=lumen`, { offer: "sorry" })).status).toBe(403);
  expect((await viewer(`DELETE /profiles/${anna.id}/pins/sorry?site=lumen`)).status).toBe(403);
  await pin(anna.id, { placement: "top", why: "Her parcel was late" });
  await unpin(anna.id);
  const owner = await apiClient("owner");
  const { entries } = (await owner(`GET /audit?site=lumen&kind=profile&id=${anna.id}`)).answer;
  expect(entries).toMatchObject([{ what: "offer.unpinned" }, { what: "offer.pinned", by: { name: "care" } }]);
  expect(JSON.stringify(entries)).not.toContain("parcel");
});
