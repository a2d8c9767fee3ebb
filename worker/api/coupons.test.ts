import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { couponWith } from "../../model/testing/coupon.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { recordRefusals } from "../record/record-refusals.ts";
import { createKey } from "../store/api-keys.ts";
import { type ApiAnswer, apiClient } from "../testing/api-client.ts";
import { faulty } from "../testing/faulty.ts";
import { OrderWebhooks } from "../testing/order-webhooks.ts";
import { configurationWith, prepareDatabase, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";
import { api } from "../testing/held-api.ts";

const site = "couponed";
type Call = Awaited<ReturnType<typeof apiClient>>;
let owner: Call;
let care: Call;
let key = "";

const customer = (value: string) => [{ type: "customer", value }];

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  const coupons = [
    couponWith({ id: "ten", code: "TEN", limits: { total: 3, perPerson: 1, perDay: null } }),
    couponWith({ id: "glow", pool: { kind: "generated", pattern: "GLOW-#############" } }),
    couponWith({ id: "gift", pool: { kind: "imported" } }),
  ];
  await goLive(
    siteWith({ id: site, hosts: ["couponed.example"] }),
    configurationWith({ coupons }),
    Date.now(),
  );
  [owner, care] = [await apiClient("owner"), await apiClient("care")];
  key = (await createKey(env.DB, { site, name: "App", scopes: ["coupons"] }, "owner", 0)).secret;
});

async function ask(path: string, init: RequestInit, bindings: Env = env): Promise<ApiAnswer> {
  const context = createExecutionContext();
  const request = new Request(`https://ew.shop.example/api/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) },
  });
  const response = await api.fetch(request, bindings, context);
  await waitOnExecutionContext(context);
  return { status: response.status, answer: await response.json() };
}

describe("codes of an imported pool", () => {
  it("are taken as a list or as CSV, each once, and what is none is named by its place", async () => {
    const first = await owner(`POST /coupons/gift/codes?site=${site}`, {
      codes: ["A-1", "A-2", "not a code", 7],
    });
    expect(first.answer).toMatchObject({ added: 2, duplicates: 0 });
    expect(first.answer.rejected.map((each: { index: number }) => each.index)).toEqual([2, 3]);
    const csv = { method: "POST", headers: { "content-type": "text/csv" } };
    const body = 'note,code\nfirst,"A-2"\nsecond,A-3\n';
    const second = await ask(`/coupons/gift/codes?site=${site}`, { ...csv, body });
    expect(second.answer).toEqual({ added: 1, duplicates: 1, rejected: [] });
    const { answer } = await owner(`GET /coupons/gift/ledger?site=${site}`);
    expect(answer.ledger).toMatchObject({ stock: 3, issued: 0, isSpent: false });
    const unreadable = await ask(`/coupons/gift/codes?site=${site}`, { ...csv, body: "note\nfirst\n" });
    expect(unreadable.answer.error.code).toBe("invalid_request");
  });

  it("are not for coupons that have their own", async () => {
    const { status, answer } = await owner(`POST /coupons/glow/codes?site=${site}`, { codes: ["A-9"] });
    expect([status, answer.error.code]).toEqual([409, "conflict"]);
    const most = { codes: Array.from({ length: 1001 }, (_, index) => `B-${index}`) };
    expect((await owner(`POST /coupons/gift/codes?site=${site}`, most)).status).toBe(400);
  });
});

describe("a coupon for somebody", () => {
  it("is the same to whoever has it, and a care agent or a program with a key may issue it", async () => {
    const wish = { identities: customer("4711") };
    const { answer } = await care(`POST /coupons/glow/issue?site=${site}`, wish);
    expect(answer).toMatchObject({ issued: true, expiresAt: null });
    expect(answer.code).toMatch(/^GLOW-[0-9A-Z]{13}$/);
    const again = await ask(`/coupons/glow/issue?site=${site}`, {
      method: "POST",
      body: JSON.stringify(wish),
    });
    expect(again.answer).toEqual(answer);
    const { ledger } = (await care(`GET /coupons/glow/ledger?site=${site}`)).answer;
    expect(ledger).toMatchObject({ issued: 1, available: 1 });
  });

  it("is refused with a reason, which is counted", async () => {
    const issue = (value: string, more: object = {}) =>
      owner(`POST /coupons/ten/issue?site=${site}`, { identities: customer(value), ...more });
    const own = await issue("5000", { referredBy: customer("5000") });
    expect(own.answer).toEqual({ issued: false, reason: "self_referral" });
    expect((await issue("5000", { referredBy: customer("5009") })).answer.issued).toBe(true);
    await issue("5001");
    await issue("5002");
    expect((await issue("5003")).answer).toEqual({ issued: false, reason: "exhausted" });
  });

  it("is known to their browser", async () => {
    vi.stubGlobal(
      "fetch",
      async () => new Response("<h1>Shop</h1>", { headers: { "content-type": "text/html" } }),
    );
    const browser = new Browser("couponed.example");
    await browser.ask("/");
    await browser.did("view_item", Date.now());
    const cookie = `__Host-ew=${browser.cookies.get("__Host-ew")}`;
    const visitor = (await readSnapshot(cookie, site, await readKeys(env.COOKIE_KEYS)))?.visitor ?? "";
    const identities = [{ type: "visitor", value: visitor }];
    expect((await owner(`POST /coupons/glow/issue?site=${site}`, { identities })).answer.issued).toBe(true);
    const { answer } = await owner(`GET /profiles/${visitor}?site=${site}`);
    expect(answer.profile.coupons.map(({ id }: { id: string }) => id)).toEqual(["glow"]);
    vi.unstubAllGlobals();
  });

  it("is taken back from them, by its code, or from everybody", async () => {
    const issue = async (value: string) =>
      (await owner(`POST /coupons/gift/issue?site=${site}`, { identities: customer(value) })).answer
        .code as string;
    const revoke = async (body: object) =>
      (await owner(`POST /coupons/gift/revoke?site=${site}`, body)).answer;
    await issue("6001");
    const code = await issue("6002");
    await issue("6003");
    expect(await revoke({ identities: customer("6001") })).toEqual({ revoked: 1 });
    expect(await revoke({ code })).toEqual({ revoked: 1 });
    expect(await revoke({ all: true })).toEqual({ revoked: 1 });
    expect((await revoke({ code, all: true })).error.code).toBe("invalid_request");
  });

  it("says that it cannot be had now where the coupon does not answer", async () => {
    const broken = { ...env, COUPONS: faulty("down") };
    const init = { method: "POST", body: JSON.stringify({ identities: customer("7000") }) };
    const { status, answer } = await ask(`/coupons/glow/issue?site=${site}`, init, broken);
    expect([status, answer.error.code]).toEqual([503, "temporarily_unavailable"]);
  });
});

it("a key opens what becomes of a coupon, not the coupon itself; care agents issue, and change nothing", async () => {
  const refused = async (asking: Promise<ApiAnswer>) => (await asking).answer.error?.code;
  expect(await refused(ask(`/coupons/glow?site=${site}`, {}))).toBe("not_allowed");
  expect(await refused(ask(`/coupons?site=${site}`, {}))).toBe("not_allowed");
  expect(await refused(ask(`/coupons/glow/ledger?site=lumen`, {}))).toBe("not_allowed");
  expect(await refused(ask(`/reports/coupons?site=${site}`, {}))).toBe("not_allowed");
  expect(await refused(care(`POST /coupons/gift/revoke?site=${site}`, { all: true }))).toBe("not_allowed");
  expect(await refused(care(`POST /coupons/gift/codes?site=${site}`, { codes: ["C-1"] }))).toBe(
    "not_allowed",
  );
  expect(await refused(owner(`GET /coupons/none/ledger?site=${site}`))).toBe("not_found");
});

it("reports each ledger, and what was refused or was not meant so, once for each order and each delivery", async () => {
  const shop = new OrderWebhooks(site);
  const { answer } = await owner(`POST /order-secrets?site=${site}`, { platform: "generic" });
  const { code } = (await owner(`POST /coupons/glow/issue?site=${site}`, { identities: customer("8000") }))
    .answer;
  const order = {
    order: "T-1",
    state: "paid",
    at: new Date().toISOString(),
    currency: "EUR",
    value: 40,
    codes: [{ code: code.toLowerCase(), amount: 5 }],
    identities: customer("8001"),
  };
  await shop.send("generic", answer.secret, order);
  await shop.send("generic", answer.secret, {
    ...order,
    codes: [...order.codes, { code: "SHOPS-OWN", amount: 1 }],
  });
  const refusals = [{ coupon: "", reason: "guessing" } as const, { coupon: "", reason: "guessing" } as const];
  const queue = { send: async (message: unknown) => void shop.waiting.push(message) } as unknown as Queue;
  await recordRefusals(queue, { site, refusals, atMs: Date.now() });
  const messages = shop.waiting.splice(0);
  await shop.deliver([...messages, ...messages]);
  const report = (await owner(`GET /reports/coupons?site=${site}&days=1`)).answer;
  const glow = report.coupons.find(({ id }: { id: string }) => id === "glow");
  expect(glow.ledger).toMatchObject({ redeemed: 1, redeemedAmount: 500 });
  const day = new Date().toISOString().slice(0, 10);
  expect(report.refused).toEqual(
    expect.arrayContaining([
      { day, coupon: "", reason: "guessing", times: 2 },
      { day, coupon: "glow", reason: "not_theirs", times: 1 },
    ]),
  );
  expect((await owner(`GET /reports/coupons?site=${site}&days=99`)).status).toBe(400);
});

describe("a coupon that is live", () => {
  it("keeps its number of shards", async () => {
    const path = `/coupons/glow?site=${site}`;
    const glow = couponWith({ id: "glow", pool: { kind: "generated", pattern: "GLOW-#############" } });
    expect((await owner(`PUT ${path}`, { document: { ...glow, shards: 8 } })).status).toBe(200);
    const { status, answer } = await owner(`POST /publish?site=${site}`, {});
    expect([status, answer.error.code]).toEqual([422, "cannot_publish"]);
    expect(answer.error.details.problems[0]).toMatchObject({
      code: "shards_changed",
      path: "coupons[0].shards",
    });
    expect((await owner(`PUT ${path}`, { document: glow }, { "if-match": '"1"' })).status).toBe(200);
  });

  it("keeps its number of shards also where it was not live for a while", async () => {
    const path = `/coupons/gone?site=${site}`;
    const gone = couponWith({ id: "gone", code: "GONE" });
    const publish = () => owner(`POST /publish?site=${site}`, {});
    await owner(`PUT ${path}`, { document: gone });
    expect((await publish()).status).toBe(200);
    await env.DB.exec("DELETE FROM drafts WHERE id = 'gone'");
    expect((await publish()).status).toBe(200);
    await owner(`PUT ${path}`, { document: { ...gone, shards: 8 } });
    const { answer } = await publish();
    expect(answer.error.details.problems).toMatchObject([{ code: "shards_changed" }]);
    await owner(`PUT ${path}`, { document: gone }, { "if-match": '"1"' });
    expect((await publish()).status).toBe(200);
  });

  it("is had again once its limit is raised", async () => {
    const last = couponWith({ id: "last", code: "LAST", limits: { total: 1, perPerson: 1, perDay: null } });
    const publish = async (document: typeof last, revision?: number) => {
      await owner(
        `PUT /coupons/last?site=${site}`,
        { document },
        revision === undefined ? {} : { "if-match": `"${revision}"` },
      );
      expect((await owner(`POST /publish?site=${site}`, {})).status).toBe(200);
    };
    const spent = () =>
      env.DB.prepare("SELECT until_ms FROM spent_coupons WHERE coupon = 'last'").first("until_ms");
    await publish(last);
    await owner(`POST /coupons/last/issue?site=${site}`, { identities: customer("last-1") });
    await vi.waitFor(async () => {
      const rows = await env.DB.prepare("SELECT * FROM spent_coupons WHERE coupon = 'last'").all();
      expect(rows.results).toMatchObject([{ until_ms: null }]);
    });
    await publish({ ...last, limits: { ...last.limits, total: 2 } }, 1);
    await vi.waitFor(async () => expect(await spent()).toBe(0), 3000);
  });
});
