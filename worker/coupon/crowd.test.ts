import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { couponWith } from "../../model/testing/coupon.ts";
import { issueCoupon, stockCodes } from "./ask-coupon.ts";
import { Asking, generated, imported, noLimits, persistently, person } from "./testing/asking.ts";

beforeEach(() => void vi.spyOn(console, "error").mockReturnValue());
afterEach(() => vi.restoreAllMocks());

describe.each([
  { shards: 1, pool: generated },
  { shards: 8, pool: generated },
  { shards: 1, pool: imported },
  { shards: 8, pool: imported },
])("1,000 shoppers at once on 100 codes, $pool.kind, in $shards shards that crash", ({ shards, pool }) => {
  it("are issued exactly 100, and no code twice", { timeout: 120_000 }, async () => {
    const asking = new Asking(`${pool.kind}-${shards}`);
    const total = pool.kind === "generated" ? 100 : null;
    const coupon = couponWith({ pool, shards, limits: { ...noLimits, total, perPerson: 1 } });
    const own = Array.from({ length: 100 }, (_, number) => `CODE-${number}`);
    if (pool.kind === "imported") await stockCodes(env, asking.of(coupon), { codes: own });
    const over = new AbortController();
    let crashes = 0;
    const crashing = (async () => {
      while (!over.signal.aborted) {
        const shard = Math.floor(Math.random() * shards);
        await asking.crash(coupon, shard);
        crashes += 1;
        await scheduler.wait(10);
      }
    })();
    const answers = await Promise.all(
      Array.from({ length: 1000 }, async (_, number) => {
        const asked = asking.of(coupon);
        const holder = person(`person-${number}`);
        const answer = await persistently(() => issueCoupon(env, asked, { holder }));
        // Some ask again, not having heard.
        const again =
          number % 10 === 0 ? await persistently(() => issueCoupon(env, asked, { holder })) : answer;
        if (answer.ok) expect(again).toEqual(answer);
        return again;
      }),
    );
    over.abort();
    await crashing;
    const codes = answers.flatMap((answer) => (answer.ok ? [answer.code] : []));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toHaveLength(100);
    if (pool.kind === "imported") expect(codes.toSorted()).toEqual(own.toSorted());
    const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.reason]));
    expect(new Set(refusals)).toEqual(new Set(["exhausted"]));
    expect(await asking.ledger(coupon)).toMatchObject({
      issued: 100,
      available: 100,
      stock: pool.kind === "generated" ? null : 0,
      isSpent: true,
    });
    expect(crashes).toBeGreaterThan(0);
  });
});
