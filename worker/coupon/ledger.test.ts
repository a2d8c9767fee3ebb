import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { couponWith } from "../../model/testing/coupon.ts";
import { cancelCoupon, issueCoupon, redeemCoupon, releaseCoupon, reserveCoupon } from "./ask-coupon.ts";
import type { AskedOf } from "./asked.ts";
import { Asking, generated, noLimits, persistently, person } from "./testing/asking.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let nowMs = Date.UTC(2033, 0, 21, 12);
let runs = 0;

beforeEach(() => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

const shopper = fc.nat(2);
/** Small, so that orders meet the same units again and again. */
const orderOf = fc.nat(2);
/** When it was so by the shop's clock, in no order; some do not say. */
const at = fc.option(fc.nat(5), { nil: undefined });
const ordered = { does: fc.constant("redeem" as const), shopper, order: orderOf, isFinal: fc.boolean(), at };
const step = fc.oneof(
  fc.record(ordered),
  fc.record({ does: fc.constant("issue" as const), shopper }),
  fc.record({ does: fc.constant("reserve" as const), shopper, amount: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ does: fc.constant("release" as const), shopper }),
  fc.record(ordered),
  fc.record({ does: fc.constant("cancel" as const), order: orderOf, at }),
  fc.record({
    does: fc.constant("payBack" as const),
    order: orderOf,
    amount: fc.integer({ min: 1, max: 80 }),
  }),
  fc.record({ does: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ does: fc.constant("crash" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** What a shop knows of an order, in whatever order it was told: the plainest thing that can be right. */
interface ShopOrder {
  code: string;
  isPlaced: boolean;
  stoodAt: number;
  cancelledAt: number;
  paidBack: number;
}

const newOrder = (code: string): ShopOrder => {
  return { code, isPlaced: false, stoodAt: -1, cancelledAt: -1, paidBack: 0 };
};
const isCancelled = ({ stoodAt, cancelledAt }: ShopOrder) => cancelledAt >= 0 && cancelledAt >= stoodAt;
const atOf = (since: number | undefined) => (since === undefined ? {} : { atMs: since });
const amountOf = (order: number) => 50 + order;

it.each(["fixed", "pool"])(
  "adds up after each step, and to the cent, with orders told in any order, again and again: %s",
  { timeout: 120_000 },
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 15, maxLength: 40 }),
        fc.infiniteStream(fc.boolean()),
        async (steps, coins) => {
          const asking = new Asking(`${kind}-${runs++}`);
          const limits = { ...noLimits, perPerson: 2, total: 20 };
          const rest = { limits, budget: 1000, hoursAfterIssue: 4 };
          const coupon = couponWith(kind === "pool" ? { ...rest, pool: generated } : rest);
          const orders = new Map<number, ShopOrder>();
          const codes = new Map<number, string>();
          const twice = async <T>(work: (asked: AskedOf) => Promise<T>): Promise<T> => {
            const asked = asking.of(coupon);
            const answer = await persistently(() => work(asked));
            // An answer that was lost on the way.
            return coins.next().value === true ? persistently(() => work(asked)) : answer;
          };
          const make = async (did: Step): Promise<void> => {
            if (did.does === "wait") nowMs += did.minutes * minuteMs;
            if (did.does === "crash") await asking.crash(coupon);
            if (did.does === "issue") {
              const answer = await twice((asked) =>
                issueCoupon(env, asked, { holder: person(`${did.shopper}`) }),
              );
              if (answer.ok) codes.set(did.shopper, answer.code);
            }
            if (did.does === "reserve" || did.does === "release") {
              const holder = person(`${did.shopper}`);
              const code = codes.get(did.shopper) ?? "TEN";
              if (did.does === "release") await twice((asked) => releaseCoupon(env, asked, { holder, code }));
              else {
                const { amount } = did;
                const cart = { holder, code, amount, untilMs: nowMs + hourMs };
                await twice((asked) => reserveCoupon(env, asked, cart));
              }
            }
            if (did.does === "redeem") {
              const { order, isFinal, at: since } = did;
              const code = orders.get(order)?.code ?? codes.get(did.shopper) ?? "TEN";
              const holder = coins.next().value === true ? person(`${did.shopper}`) : null;
              const told = {
                code,
                holder,
                order: `${order}`,
                amount: amountOf(order),
                isFinal,
                ...atOf(since),
              };
              const answer = await twice((asked) =>
                redeemCoupon(env, asked, { ...told, untilMs: nowMs + 2 * hourMs }),
              );
              const before = orders.get(order) ?? newOrder(code);
              const now = { ...before, stoodAt: Math.max(before.stoodAt, since ?? -1) };
              // An order that is cancelled since is not placed by an old word.
              if (answer.ok && !isCancelled(now))
                orders.set(order, { ...now, isPlaced: before.isPlaced || isFinal });
            }
            if (did.does === "cancel" || did.does === "payBack") {
              const before = orders.get(did.order) ?? newOrder(codes.get(0) ?? "TEN");
              const told = { code: before.code, order: `${did.order}` };
              const part = did.does === "payBack" ? { amount: did.amount } : atOf(did.at);
              const answer = await twice((asked) => cancelCoupon(env, asked, { ...told, ...part }));
              const cancelledAt =
                did.does === "cancel" ? Math.max(before.cancelledAt, did.at ?? Infinity) : before.cancelledAt;
              const paidBack = before.paidBack + (did.does === "payBack" ? did.amount : 0);
              const now = { ...before, cancelledAt, paidBack };
              if (answer.ok) orders.set(did.order, { ...now, isPlaced: now.isPlaced && !isCancelled(now) });
            }
          };
          for (const did of steps) {
            await make(did);
            const ledger = await persistently(() => asking.ledger(coupon));
            const { available, reserved, redeemed, expired, revoked } = ledger;
            expect(ledger.issued).toBe(available + reserved + redeemed + expired + revoked);
            const valid = [...orders].filter(([, { isPlaced }]) => isPlaced);
            const took = valid.map(([order, { paidBack }]) => Math.max(0, amountOf(order) - paidBack));
            expect([redeemed, ledger.redeemedAmount]).toEqual([
              valid.length,
              took.reduce((sum, amount) => sum + amount, 0),
            ]);
            expect(ledger.reservedAmount === 0 || reserved > 0).toBe(true);
          }
        },
      ),
      { numRuns: 25 },
    );
  },
);
