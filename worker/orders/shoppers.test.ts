import * as fc from "fast-check";
import { beforeAll, expect, it, vi } from "vitest";
import { type ApiAnswer, apiClient } from "../testing/api-client.ts";
import { bought } from "../testing/bought.ts";
import { faulty } from "../testing/faulty.ts";
import { OrderWebhooks } from "../testing/order-webhooks.ts";
import { configurationWith, prepareDatabase, siteWith } from "../testing/shop.ts";
import { goLive } from "../testing/visiting.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import type { CouponLedger } from "../api/contract.ts";

let owner: (methodAndPath: string, body?: unknown) => Promise<ApiAnswer>;
beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  owner = await apiClient("owner");
});

/** An order of one shopper, in cents. */
interface Cart {
  coupon: "ten" | "glow" | "gift" | null;
  value: number;
  extra: number;
  discount: number;
  /** Parts of what was paid, in thousandths. */
  refunds: number[];
  /** `again`: paid after it had been cancelled; `undone`: and cancelled once more. */
  ends: "placed" | "paid" | "cancelled" | "again" | "undone";
  isToldByPage: boolean;
  /** Where its messages go among all others, and how often they come. */
  places: number[];
}

const cart: fc.Arbitrary<Cart> = fc.record({
  coupon: fc.constantFrom("ten", "glow", "gift", null),
  value: fc.integer({ min: 1, max: 30_000 }),
  extra: fc.integer({ min: 0, max: 5000 }),
  discount: fc.integer({ min: 1, max: 3000 }),
  refunds: fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 3 }),
  ends: fc.constantFrom("placed", "paid", "paid", "paid", "cancelled", "again", "again", "undone"),
  isToldByPage: fc.boolean(),
  places: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 3, maxLength: 12 }),
});

let runs = 0;

/** A shop where one shopper comes for each cart, and is given the coupon. */
async function shopOf(carts: readonly Cart[]) {
  const site = `shoppers-${++runs}`;
  const coupons = [
    couponWith({ id: "ten", code: "TEN" }),
    couponWith({ id: "glow", pool: { kind: "generated", pattern: "GLOW-#############" }, shards: 3 }),
    couponWith({ id: "gift", pool: { kind: "imported" }, shards: 2 }),
  ];
  await goLive(
    siteWith({ id: site, hosts: [`${site}.example`] }),
    configurationWith({ coupons }),
    Date.now(),
  );
  const codes = carts.map((_cart, index) => `GIFT-${index}`);
  const stocked = await owner(`POST /coupons/gift/codes?site=${site}`, { codes });
  expect(stocked.answer).toEqual({ added: codes.length, duplicates: 0, rejected: [] });
  const { answer } = await owner(`POST /order-secrets?site=${site}`, { platform: "generic" });
  const shoppers = [];
  for (const [index, one] of carts.entries()) {
    const identities = [{ type: "customer", value: `c${index}` }];
    const seen = { id: `seen-${site}-${index}`, name: "visit_shop", timeMs: Date.now(), identities };
    await owner("POST /events", { site, events: [seen] });
    const issued =
      one.coupon === null
        ? null
        : await owner(`POST /coupons/${one.coupon}/issue?site=${site}`, { identities });
    expect(issued?.status ?? 200).toBe(200);
    shoppers.push({
      ...one,
      order: `${site}-${index}`,
      identities,
      code: issued?.answer.code as string | undefined,
    });
  }
  return { site, secret: answer.secret as string, shoppers };
}
type Shopper = Awaited<ReturnType<typeof shopOf>>["shoppers"][number];

/** What the shop's server tells of an order over time: each time all of it. */
function statesOf({ order, identities, code, coupon, value, extra, discount, refunds, ends }: Shopper) {
  const whole = {
    order,
    identities,
    currency: "EUR",
    value: value / 100,
    total: (value + extra) / 100,
    codes: coupon === null ? [] : [{ code, amount: discount / 100 }],
  };
  const placed = { ...whole, state: "placed" };
  if (ends === "placed") return asTimeGoesBy([placed]);
  const paid = { ...whole, state: "paid" };
  const cancelled = { ...whole, state: "cancelled" };
  if (ends === "cancelled") return asTimeGoesBy([placed, paid, cancelled]);
  if (ends === "undone") return asTimeGoesBy([placed, paid, cancelled, paid, cancelled]);
  const before = ends === "again" ? [placed, paid, cancelled, paid] : [placed, paid];
  const parts = refunds.map((part, index) => {
    return { id: `r${index}`, amount: partOf(part, value + extra) / 100 };
  });
  const refunded = parts.map((_part, index) => ({ ...paid, refunds: parts.slice(0, index + 1) }));
  return asTimeGoesBy([...before, ...refunded]);
}

/** Each a second after the one before, and all of it lately. */
function asTimeGoesBy<State extends object>(states: readonly State[]) {
  const sinceMs = Date.now() - 60_000;
  const placedAt = new Date(sinceMs).toISOString();
  return states.map((state, index) => {
    return { ...state, placedAt, at: new Date(sinceMs + 1000 * index).toISOString() };
  });
}

function partOf(thousandths: number, total: number): number {
  return Math.round((total * thousandths) / 1000);
}

/** The same shop on paper. */
function expected({ value, extra, discount, refunds, ends, isToldByPage, coupon }: Shopper) {
  const total = value + extra;
  const parts = refunds.map((part) => partOf(part, total)).filter((part) => part > 0);
  const isPaid = ends === "paid" || ends === "again";
  const isRefunded = isPaid && parts.reduce((sum, part) => sum + part, 0) >= total;
  const shareOf = (amount: number) =>
    parts.reduce((sum, part) => sum + Math.round((amount * part) / total), 0);
  const left = isPaid && !isRefunded ? Math.max(0, value - shareOf(value)) : value;
  const stands = ends === "placed" ? isToldByPage : isPaid && !isRefunded && left > 0;
  return {
    coupon,
    state: isPaid && !isRefunded ? "redeemed" : ends === "placed" ? "reserved" : "available",
    amount: ends === "placed" ? discount : Math.max(0, discount - shareOf(discount)),
    bought: stands ? [1, left / 100] : [0, 0],
  };
}

it("counts what random shoppers bought and what coupons took off to the cent, whatever comes when, how often, and what fails", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(cart, { minLength: 4, maxLength: 8 }), fc.nat(), async (carts, seed) => {
      const { site, secret, shoppers } = await shopOf(carts);
      const shop = new OrderWebhooks(site);
      const messages: { place: number; tell: (by: OrderWebhooks) => Promise<void> }[] = [];
      for (const shopper of shoppers) {
        for (const told of statesOf(shopper)) await shop.send("generic", secret, told);
        const waiting = shop.waiting.splice(0);
        const page = {
          id: `page-${shopper.order}`,
          name: "purchase",
          timeMs: Date.now(),
          params: {
            transaction_id: shopper.order,
            currency: "EUR",
            value: shopper.value / 100,
            // What the page says of an order that nobody confirms is an estimate.
            ...(shopper.ends === "placed" ? {} : { coupon: shopper.code }),
          },
          identities: shopper.identities,
        };
        const tells = [
          ...waiting.map((message) => (by: OrderWebhooks) => by.deliver([message])),
          ...(shopper.isToldByPage
            ? [() => owner("POST /events", { site, events: [page] }).then(() => undefined)]
            : []),
        ];
        // Each at least once, some of them more often, in whatever order.
        for (let index = 0; index < Math.max(tells.length, shopper.places.length); index++) {
          const place = shopper.places[index % shopper.places.length]! * (index + 1);
          messages.push({ place, tell: tells[index % tells.length]! });
        }
      }
      messages.sort((a, b) => (a.place % (seed + 7)) - (b.place % (seed + 7)));
      // Whatever could not be taken is delivered again.
      const broken = seed % 2 === 0 ? { COUPONS: faulty("down") } : { PROFILES: faulty("down") };
      for (const { tell } of messages.slice(0, 10)) await tell(new OrderWebhooks(site, broken));
      for (const { tell } of messages) await tell(shop);
      const paper = shoppers.map(expected);
      for (const [index, { bought: sum }] of paper.entries())
        expect(await bought(site, "customer", `c${index}`)).toEqual(sum);
      const report = await owner(`GET /reports/coupons?site=${site}`);
      for (const { id, ledger } of report.answer.coupons as { id: string; ledger: CouponLedger }[]) {
        const own = paper.filter(({ coupon }) => coupon === id);
        const count = (state: string) => own.filter((each) => each.state === state).length;
        const amount = (state: string) =>
          own.filter((each) => each.state === state).reduce((sum, each) => sum + each.amount, 0);
        expect(ledger).toMatchObject({
          issued: own.length,
          available: count("available"),
          reserved: count("reserved"),
          redeemed: count("redeemed"),
          expired: 0,
          revoked: 0,
          reservedAmount: amount("reserved"),
          redeemedAmount: amount("redeemed"),
        });
      }
    }),
    { numRuns: 4 },
  );
}, 120_000);

it("lets no page give back what the shop's server confirms", async () => {
  const site = "webhook-only";
  const told = siteWith({ id: site, hosts: [`${site}.example`], ordersBy: "webhook" });
  await goLive(told, configurationWith({ coupons: [couponWith({ id: "ten", code: "TEN" })] }), Date.now());
  const { answer } = await owner(`POST /order-secrets?site=${site}`, { platform: "generic" });
  const identities = [{ type: "customer", value: "liar" }];
  const tell = (name: string, params: object) => {
    const event = { id: `liar-${name}`, name, timeMs: Date.now(), params, identities };
    return owner("POST /events", { site, events: [event] });
  };
  await tell("visit_shop", {});
  await owner(`POST /coupons/ten/issue?site=${site}`, { identities });
  await tell("purchase", { transaction_id: "L-1", currency: "EUR", value: 40, coupon: "TEN" });
  await tell("refund", { transaction_id: "L-1" });
  const ledger = async () => (await owner(`GET /coupons/ten/ledger?site=${site}`)).answer.ledger;
  await vi.waitFor(async () => expect(await ledger()).toMatchObject({ issued: 1, reserved: 1 }));
  const shop = new OrderWebhooks(site);
  await shop.send("generic", answer.secret as string, {
    order: "L-1",
    state: "paid",
    at: new Date().toISOString(),
    currency: "EUR",
    value: 40,
    identities,
    codes: [{ code: "TEN", amount: 5 }],
  });
  await shop.deliver();
  expect(await ledger()).toMatchObject({ issued: 1, redeemed: 1, redeemedAmount: 500 });
});
