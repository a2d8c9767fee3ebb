import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { ownProfile } from "../../model/identity/node.ts";
import { nodeOf } from "../identity/node-of.ts";
import { profileOf } from "../profile/profile-of.ts";
import { keepErasure } from "../store/erasures.ts";
import { saveSite } from "../store/sites.ts";
import { type ApiAnswer, apiClient } from "../testing/api-client.ts";
import { bought } from "../testing/bought.ts";
import { faulty } from "../testing/faulty.ts";
import { OrderWebhooks } from "../testing/order-webhooks.ts";
import { prepareDatabase, siteWith } from "../testing/shop.ts";

const site = "ordered";
type Call = (methodAndPath: string, body?: unknown) => Promise<ApiAnswer>;
let owner: Call;
let marketer: Call;
let secret = "";

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  await saveSite(env.DB, siteWith({ id: site, hosts: ["ordered.example"] }));
  [owner, marketer] = [await apiClient("owner"), await apiClient("marketer")];
  secret = await newSecret({ platform: "generic" });
});

async function newSecret(body: object): Promise<string> {
  const { status, answer } = await owner(`POST /order-secrets?site=${site}`, body);
  expect(status).toBe(201);
  return answer.secret as string;
}

/** Whether anything is known of whoever has this node. */
async function recalled(node: string): Promise<boolean> {
  const profile = profileOf(env.PROFILES, site, ownProfile(node));
  return runInDurableObject(profile, async (_profile, { storage: { sql } }) => {
    const tables = sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .toArray();
    return tables.some(({ name }) =>
      JSON.stringify(sql.exec(`SELECT * FROM "${name}"`).toArray()).includes("A-"),
    );
  });
}

let orders = 0;
/** An order of somebody who has not ordered before. */
function orderOf(customer: string, changes: object = {}) {
  return {
    order: `A-${++orders}`,
    state: "paid",
    at: new Date().toISOString(),
    currency: "EUR",
    value: 40,
    total: 50,
    identities: [{ type: "customer", value: customer }],
    ...changes,
  };
}

describe("a secret", () => {
  it("is an owner's to give, of a platform that is known, as the platform has it", async () => {
    const path = `POST /order-secrets?site=${site}`;
    expect((await marketer(path, { platform: "generic" })).answer.error.code).toBe("not_allowed");
    expect((await owner(path, { platform: "shopify" })).answer.error.code).toBe("invalid_request");
    expect((await owner(path, { platform: "generic", secret: "x".repeat(40) })).status).toBe(400);
    expect((await owner(path, { platform: "magento" })).status).toBe(400);
    const { answer } = await owner(path, { platform: "shopify", secret: "0123456789abcdef0123456789abcdef" });
    expect(answer).toEqual({ secret: "0123456789abcdef0123456789abcdef", previousUntil: null });
    expect(await newSecret({ platform: "medusa" })).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });

  it("is not stored as it is, and stays good for a day once there is another", async () => {
    const first = await newSecret({ platform: "woocommerce" });
    const { results } = await env.DB.prepare("SELECT * FROM order_secrets").all();
    expect(JSON.stringify(results)).not.toContain(first);
    const { answer } = await owner(`POST /order-secrets?site=${site}`, { platform: "woocommerce" });
    expect(Date.parse(answer.previousUntil)).toBeGreaterThan(Date.now() + 23 * 60 * 60_000);
    const shop = new OrderWebhooks(site);
    expect((await shop.send("woocommerce", first, "{}")).answer).toEqual({ taken: false });
    expect((await shop.send("woocommerce", answer.secret, "{}")).answer).toEqual({ taken: false });
    await env.DB.prepare("UPDATE order_secrets SET previous_until_ms = ?")
      .bind(Date.now() - 1)
      .run();
    expect((await shop.send("woocommerce", first, "{}")).answer.error.code).toBe("invalid_signature");
  });
});

describe("a webhook", () => {
  it("makes a purchase of the person's, once, whatever the page told of it", async () => {
    const shop = new OrderWebhooks(site);
    const order = orderOf("4711");
    expect(await shop.send("generic", secret, order)).toEqual({ status: 200, answer: { taken: true } });
    expect((await shop.send("generic", secret, order)).status).toBe(200);
    const page = {
      id: "page-purchase-1",
      name: "purchase",
      timeMs: Date.now(),
      params: { transaction_id: order.order, currency: "EUR", value: 40 },
      identities: order.identities,
    };
    expect((await owner("POST /events", { site, events: [page] })).answer.accepted).toBe(1);
    await shop.deliver();
    expect(await bought(site, "customer", "4711")).toEqual([1, 40]);
  });

  it("takes back what was paid back, in parts or whole, whatever arrives first", async () => {
    const shop = new OrderWebhooks(site);
    const order = orderOf("4712");
    const part = { ...order, refunds: [{ id: "r1", amount: 12.5 }] };
    for (const told of [part, order, part]) await shop.send("generic", secret, told);
    await shop.deliver();
    // A quarter of what was paid is a quarter of the goods.
    expect(await bought(site, "customer", "4712")).toEqual([1, 30]);
    const whole = {
      ...order,
      refunds: [
        { id: "r1", amount: 12.5 },
        { id: "r2", amount: 37.5 },
      ],
    };
    await shop.send("generic", secret, whole);
    await shop.deliver();
    expect(await bought(site, "customer", "4712")).toEqual([0, 0]);
    const cancelled = orderOf("4713");
    for (const told of [{ ...cancelled, state: "cancelled" }, cancelled])
      await shop.send("generic", secret, told);
    await shop.deliver();
    expect(await bought(site, "customer", "4713")).toEqual([0, 0]);
  });

  it("is a purchase though the shop's clock is ahead, it names more codes than an event holds, or more items", async () => {
    const shop = new OrderWebhooks(site);
    const ahead = new Date(Date.now() + 60 * 60_000).toISOString();
    const codes = Array.from({ length: 20 }, (_, index) => ({ code: `${index}`.padEnd(64, "X") }));
    const items = Array.from({ length: 100 }, (_, index) => {
      return { item_id: `${index}`.padEnd(150, "X"), item_name: "Y".repeat(200) };
    });
    for (const [index, odd] of [{ at: ahead }, { codes }, { items }].entries())
      await shop.send("generic", secret, orderOf(`odd-${index}`, odd));
    await shop.deliver();
    for (const index of [0, 1, 2]) expect(await bought(site, "customer", `odd-${index}`)).toEqual([1, 40]);
    const nameless = await shop.send("generic", secret, orderOf("odd-3", { items: [{ price: 3 }] }));
    expect(nameless.answer.error.details.problems[0].path).toBe("items");
  });

  it("of somebody who was erased since they ordered does not bring them back", async () => {
    const shop = new OrderWebhooks(site);
    const order = orderOf("erased");
    const node = await nodeOf(env, site, { type: "customer", value: "erased" });
    const erasure = { id: "erasure-1", site, requestedAtMs: Date.now(), requestedBy: "owner" };
    const plan = { profiles: [ownProfile(node)], nodes: [node] };
    await keepErasure(env.DB, erasure, plan, Date.now() - 60_000);
    const at = new Date(Date.now() + 1).toISOString();
    const placedAt = new Date(Date.now() - 60_000).toISOString();
    const refunds = [{ id: "r1", amount: 5 }];
    await shop.send("generic", secret, { ...order, at, placedAt, refunds });
    await shop.deliver();
    expect(await recalled(node)).toBe(false);
  });

  it("of an order that is not paid counts nothing yet", async () => {
    const shop = new OrderWebhooks(site);
    await shop.send("generic", secret, orderOf("4714", { state: "placed" }));
    await shop.deliver();
    expect(await bought(site, "customer", "4714")).toEqual([0, 0]);
  });

  it("is not believed without a signature by a secret of this site and platform", async () => {
    const shop = new OrderWebhooks(site);
    const order = orderOf("4715");
    const codeOf = async (sending: Promise<ApiAnswer>) => (await sending).answer.error?.code;
    expect(await codeOf(shop.post("generic", JSON.stringify(order)))).toBe("invalid_signature");
    expect(await codeOf(shop.send("medusa", secret, order))).toBe("invalid_signature");
    expect(await codeOf(new OrderWebhooks("lumen").send("generic", secret, order))).toBe("invalid_signature");
    expect(await codeOf(new OrderWebhooks("nowhere").send("generic", secret, order))).toBe(
      "invalid_signature",
    );
    expect(await codeOf(shop.send("generic", secret, order, Date.now() - 6 * 60_000))).toBe(
      "invalid_signature",
    );
    expect(shop.waiting).toEqual([]);
  });

  it("that is no order says why, where its sender can mend it, and is nothing where a platform sends it", async () => {
    const shop = new OrderWebhooks(site);
    const wrong = await shop.send("generic", secret, orderOf("4716", { value: "1,299" }));
    expect(wrong.status).toBe(400);
    expect(wrong.answer.error.details.problems[0].path).toBe("value");
    expect((await shop.send("generic", secret, "not JSON")).status).toBe(400);
    expect((await shop.send("generic", secret, "x".repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await shop.post("magento", "{}")).status).toBe(404);
    expect(await shop.post("woocommerce", "webhook_id=12")).toEqual({
      status: 200,
      answer: { taken: false },
    });
  });

  it("that a platform tells of and nobody can read leaves a trace, which says nothing of whose it is", async () => {
    const key = "0123456789abcdef0123456789abcdef";
    await owner(`POST /order-secrets?site=${site}`, { platform: "shopify", secret: key });
    const shop = new OrderWebhooks(site);
    const logged = vi.spyOn(console, "error").mockReturnValue();
    const odd = { id: 71, email: "ada@example.com", currency: "EUR", line_items: [{ price: "ada" }] };
    expect(await shop.send("shopify", key, odd)).toEqual({ status: 200, answer: { taken: false } });
    const lines = JSON.stringify(logged.mock.calls);
    expect(lines).toMatch(/could not be read.*line_items\[0\]\.price/);
    expect(lines).not.toContain("ada");
    await vi.waitFor(async () => {
      await shop.deliver();
      const { answer } = await owner(`GET /reports/coupons?site=${site}`);
      expect(answer.refused).toMatchObject([{ coupon: "", reason: "unreadable_order", times: 1 }]);
    });
  });

  it("that is paid long after it was placed is a purchase of the day when it was placed", async () => {
    const shop = new OrderWebhooks(site);
    const placedAt = new Date(Date.now() - 45 * 24 * 60 * 60_000).toISOString();
    await shop.send("generic", secret, orderOf("late", { placedAt }));
    await shop.deliver();
    expect(await bought(site, "customer", "late")).toEqual([1, 40]);
  });

  it("is taken without the queue, and sent again where that fails too", async () => {
    const order = orderOf("4717");
    const alone = new OrderWebhooks(site, { RECORDS: faulty("down") });
    expect((await alone.send("generic", secret, order)).status).toBe(200);
    expect(await bought(site, "customer", "4717")).toEqual([1, 40]);
    const helpless = new OrderWebhooks(site, { RECORDS: faulty("down"), PROFILES: faulty("down") });
    const { status, answer } = await helpless.send("generic", secret, orderOf("4718"));
    expect([status, answer.error.code]).toEqual([503, "temporarily_unavailable"]);
    const blind = new OrderWebhooks(site, { DB: faulty("down") });
    expect((await blind.send("generic", secret, order)).status).toBe(503);
  });

  it("waits in the queue while the profile does not answer", async () => {
    const shop = new OrderWebhooks(site);
    await shop.send("generic", secret, orderOf("4719"));
    const [message] = shop.waiting;
    await new OrderWebhooks(site, { PROFILES: faulty("down") }).deliver([message]);
    expect(await bought(site, "customer", "4719")).toEqual([0, 0]);
    await shop.deliver();
    expect(await bought(site, "customer", "4719")).toEqual([1, 40]);
  });
});
