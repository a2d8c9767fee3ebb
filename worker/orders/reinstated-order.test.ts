import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { visitorNode } from "../../model/identity/node.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { profileOf } from "../profile/profile-of.ts";
import { recordAtProfile } from "../profile/send-to-profile.ts";
import { apiClient } from "../testing/api-client.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { takeMessagesOf } from "../testing/messages-of.ts";
import { OrderWebhooks } from "../testing/order-webhooks.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith, snapshotWith } from "../testing/shop.ts";
import { goLive } from "../testing/visiting.ts";

const site = "reinstated";
const visitor = "V".repeat(22);
const identities = [{ type: "visitor", value: visitor }];
const sinceMs = Date.now() - 60_000;
const coupon = couponWith({ id: "glow", pool: { kind: "generated", pattern: "GLOW-#############" } });
const gift = offerWith({ id: "gift", coupon: "glow", cost: 300 });
const rule = ruleWith({ id: "welcome", holdout: 0.5 });

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  const configuration = configurationWith({ rules: [rule], offers: [gift], coupons: [coupon] });
  await goLive(siteWith({ id: site, hosts: ["reinstated.example"] }), configuration, sinceMs);
});

it("counts an order that stands again after its code was replaced once: as an order, as a coupon, and as what it cost", async () => {
  const owner = await apiClient("owner");
  const call = async (request: string, body?: object) =>
    (await owner(`${request}?site=${site}`, body)).answer;
  const { secret } = await call("POST /order-secrets", { platform: "generic" });
  const shop = new OrderWebhooks(site);
  await takeMessagesOf(profileOf(env.PROFILES, site, visitor), (message) => shop.waiting.push(message));

  // They see the rule, and are given a code of their own.
  const carried = snapshotWith(sinceMs, { visitor, profile: visitor });
  const source = visitorNode(visitor);
  const params = { rule: "welcome", variant: "a", source };
  const seen = { id: "seen-welcome", name: "ew_exposed", timeMs: sinceMs, params };
  await recordAtProfile(env, arrivalWith(sinceMs, { site, carried, events: [seen] }));
  const issue = async () => (await call("POST /coupons/glow/issue", { identities })) as { code: string };
  const { code } = await issue();
  let told = 0;
  const tell = async (state: "paid" | "cancelled") => {
    const atMs = sinceMs + 1000 * ++told;
    const [placedAt, at] = [sinceMs + 500, atMs].map((ms) => new Date(ms).toISOString());
    const codes = [{ code, amount: 5 }];
    const whole = { order: "R-1", state, placedAt, at, currency: "EUR", value: 40, identities, codes };
    await shop.send("generic", secret, whole);
    // First the order, then what the profile tells of it.
    await shop.deliver();
    await shop.deliver();
  };
  const known = async () => {
    const { ledger } = await call("GET /coupons/glow/ledger");
    const { profile } = await call(`GET /profiles/${visitor}`);
    const results = await call("GET /reports/results/welcome");
    const [{ orders, costs }] = results.funnel;
    const [{ code: held, state }] = profile.coupons;
    const { redeemed, redeemedAmount } = ledger;
    return { redeemed, redeemedAmount, held, state, orders, costs, earned: results.result.variants[0].total };
  };

  await tell("paid");
  const once = { redeemed: 1, redeemedAmount: 500, orders: 1, costs: 3, earned: 37 };
  expect(await known()).toEqual({ ...once, held: code, state: "redeemed" });

  await tell("cancelled");
  const none = { redeemed: 0, redeemedAmount: 0, orders: 0, costs: 0, earned: 0 };
  expect(await known()).toEqual({ ...none, held: code, state: "held" });

  await call("POST /coupons/glow/revoke", { code });
  const other = (await issue()).code;
  expect(other).not.toBe(code);
  expect(await known()).toEqual({ ...none, held: other, state: "held" });

  for (const again of [1, 2]) {
    await tell("paid");
    expect([again, await known()]).toEqual([again, { ...once, held: other, state: "redeemed" }]);
  }
  await tell("cancelled");
  expect(await known()).toEqual({ ...none, held: other, state: "held" });
});
