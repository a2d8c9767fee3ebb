import { applyD1Migrations, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import {
  cancelCoupon,
  forgetHolder,
  issueCoupon,
  partHolders,
  redeemCoupon,
  releaseCoupon,
  reserveCoupon,
  revokeCoupon,
  stockCodes,
} from "./ask-coupon.ts";
import type { Holder, Redeem } from "./asked.ts";
import { objectOf } from "./object-of.ts";
import { shardOf } from "./shard-of.ts";
import { toldOf } from "./told.ts";
import { Asking, generated, imported, noLimits, person } from "./testing/asking.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** To come, so that no alarm goes off by itself. Noon, UTC. */
const startMs = Date.UTC(2033, 0, 21, 12);
let nowMs = startMs;
let sites = 0;
let asking: Asking;

beforeEach(() => {
  asking = new Asking(`site-${sites++}`);
  nowMs = startMs;
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

const pooled = (parts: Partial<Coupon> = {}) => couponWith({ pool: generated, ...parts });
const issue = (coupon: Coupon, holder: Holder) => issueCoupon(env, asking.of(coupon), { holder });
const reserve = (coupon: Coupon, holder: Holder, code: string, amount = 100, untilMs = nowMs + hourMs) =>
  reserveCoupon(env, asking.of(coupon), { holder, code, amount, untilMs });
const redeem = (coupon: Coupon, what: Partial<Redeem> & Pick<Redeem, "code" | "order">) =>
  redeemCoupon(env, asking.of(coupon), { holder: null, amount: 100, isFinal: true, ...what });
const cancel = (coupon: Coupon, what: { code: string; order: string; amount?: number }) =>
  cancelCoupon(env, asking.of(coupon), what);
const anna = person("anna");
const ben = person("ben");

describe("issuing", () => {
  it("gives one person one unit, however often they ask and by whatever they are known", async () => {
    const coupon = pooled({ limits: { ...noLimits, perPerson: 1 } });
    const code = await asking.issue(coupon, person("telephone"));
    expect(code).toMatch(/^GLOW-[0-9A-Z]{13}$/);
    expect(await asking.issue(coupon, person("customer", "visitor:telephone"))).toBe(code);
    expect(await asking.issue(coupon, person("customer"))).toBe(code);
    expect(await asking.issue(coupon, person("laptop"))).not.toBe(code);
    expect(await asking.ledger(coupon)).toMatchObject({ issued: 2, available: 2, stock: null });
  });

  it("finds a person's unit at whichever shard it is", async () => {
    const coupon = pooled({ shards: 8, limits: { ...noLimits, perPerson: 1 } });
    for (let number = 0; number < 8; number += 1) {
      const visitor = `visitor-${number}`;
      const code = await asking.issue(coupon, person(visitor));
      const known = person(`customer-${number}`, `visitor:${visitor}`);
      expect(await asking.issue(coupon, known)).toBe(code);
      expect(await asking.issue(coupon, person(visitor))).toBe(code);
      expect(await reserve(coupon, known, code)).toMatchObject({ ok: true });
      expect(await redeem(coupon, { code, order: `${number}` })).toEqual({ ok: true, abuse: null });
    }
    expect(await asking.ledger(coupon)).toMatchObject({ issued: 8, redeemed: 8 });
  });

  it("answers a wish as it answered before, though the coupon was used since", async () => {
    const coupon = pooled();
    const asked = asking.of(coupon);
    const first = await issueCoupon(env, asked, { holder: anna });
    await redeem(coupon, { code: first.ok ? first.code : "", order: "1", holder: anna });
    expect(await issueCoupon(env, asked, { holder: anna })).toEqual(first);
    expect(await asking.issue(coupon, anna)).not.toBe(first.ok ? first.code : "");
  });

  it("stops at each limit, and says which", async () => {
    const total = pooled({ id: "total", limits: { ...noLimits, total: 1 } });
    await asking.issue(total, anna);
    expect(await issue(total, ben)).toEqual({ ok: false, reason: "exhausted" });
    const own = pooled({ id: "own", limits: { ...noLimits, perPerson: 1 } });
    await redeem(own, { code: await asking.issue(own, anna), order: "1", holder: anna });
    expect(await issue(own, person("later", "visitor:anna"))).toEqual({ ok: false, reason: "person_limit" });
    const budget = pooled({ id: "budget", budget: 250 });
    const [first, second] = [await asking.issue(budget, anna), await asking.issue(budget, ben)];
    expect(await reserve(budget, anna, first, 200)).toMatchObject({ ok: true });
    expect(await reserve(budget, ben, second, 100)).toEqual({ ok: false, reason: "budget_spent" });
    expect(await reserve(budget, anna, first, 150)).toMatchObject({ ok: true });
    expect(await reserve(budget, ben, second, 100)).toMatchObject({ ok: true });
    expect(await issue(budget, person("carl"))).toEqual({ ok: false, reason: "budget_spent" });
    expect((await asking.ledger(budget)).refusals).toEqual({ budget_spent: 2 });
  });

  it("goes by the days of the shop's clock", async () => {
    const coupon = pooled({ limits: { ...noLimits, perDay: 1 } });
    nowMs = Date.UTC(2033, 0, 21, 22, 30);
    await asking.issue(coupon, anna);
    expect(await issue(coupon, ben)).toEqual({ ok: false, reason: "day_limit" });
    nowMs += hourMs;
    expect(await issue(coupon, ben)).toMatchObject({ ok: true });
  });

  it("does not forget a day's count over a wish that was under way at midnight", async () => {
    const coupon = pooled({ limits: { ...noLimits, perDay: 1 } });
    const midnightMs = Date.UTC(2033, 0, 21, 23);
    nowMs = midnightMs - minuteMs;
    await asking.issue(coupon, anna);
    nowMs = midnightMs + minuteMs;
    await asking.issue(coupon, ben);
    const late = { ...asking.of(coupon), nowMs: midnightMs - 1000 };
    const spent = { ok: false, reason: "day_limit" };
    expect(await issueCoupon(env, late, { holder: person("carl") })).toEqual(spent);
    expect(await issue(coupon, person("dora"))).toEqual(spent);
  });

  it("goes by the newest terms that it was told", async () => {
    const coupon = pooled({ limits: { ...noLimits, total: 1 } });
    const more = pooled({ limits: { ...noLimits, total: 2 } });
    await asking.issue(coupon, anna);
    expect(await issueCoupon(env, asking.of(more, 2), { holder: ben })).toMatchObject({ ok: true });
    expect(await issueCoupon(env, asking.of(pooled(), 1), { holder: person("carl") })).toEqual({
      ok: false,
      reason: "exhausted",
    });
  });

  it("lets units be used again where the coupon's end is put off, though it was over by then", async () => {
    const until = (day: number) => ({
      from: null,
      until: `2033-01-${day}T00:00`,
      timeZone: null,
      weekly: [],
    });
    const of = (day: number) =>
      pooled({ schedule: until(day), limits: { ...noLimits, total: 2, perPerson: 1 } });
    const code = await asking.issue(of(22), anna);
    const forgotten = await asking.issue(of(22), ben);
    nowMs += dayMs;
    expect(await asking.ledger(of(22))).toMatchObject({ expired: 2 });
    await forgetHolder(env, { site: asking.site, coupon: "ten", shards: 1 }, ["visitor:ben"]);
    const wish = { holder: anna, code, amount: 100, untilMs: nowMs + hourMs };
    expect(await reserveCoupon(env, asking.of(of(25), 2), wish)).toMatchObject({ ok: true });
    expect(
      await reserveCoupon(env, asking.of(of(25), 2), { ...wish, holder: ben, code: forgotten }),
    ).toMatchObject({
      ok: false,
    });
    expect(await asking.ledger(of(25))).toMatchObject({ issued: 2, reserved: 1, expired: 1 });
  });

  it("never exceeds a limit that is lowered while shards still have some of it", async () => {
    const of = (total: number) => pooled({ shards: 4, limits: { ...noLimits, total } });
    for (let number = 0; number < 20; number += 1) await asking.issue(of(100), person(`early-${number}`));
    const later = await Promise.all(
      Array.from({ length: 40 }, (_, number) =>
        issueCoupon(env, asking.of(of(30), 2), { holder: person(`late-${number}`) }),
      ),
    );
    expect(later.filter(({ ok }) => ok)).toHaveLength(10);
    expect(await asking.ledger(of(30))).toMatchObject({ issued: 30, isSpent: true });
  });

  it("is only within the coupon's time, and lasts as long as it says", async () => {
    const schedule = { from: "2033-01-22T00:00", until: "2033-01-25T00:00", timeZone: null, weekly: [] };
    const coupon = pooled({ schedule, hoursAfterIssue: 24 });
    expect(await issue(coupon, anna)).toEqual({ ok: false, reason: "not_yet_valid" });
    nowMs += dayMs;
    const issuedAtMs = nowMs;
    expect(await issue(coupon, anna)).toMatchObject({ ok: true, expiresAtMs: issuedAtMs + dayMs });
    nowMs = issuedAtMs + 2 * dayMs;
    const code = await asking.issue(coupon, ben);
    expect(await asking.ledger(coupon)).toMatchObject({ issued: 2, available: 1, expired: 1 });
    nowMs += dayMs;
    expect(await issue(coupon, person("carl"))).toEqual({ ok: false, reason: "expired" });
    expect(await reserve(coupon, ben, code)).toEqual({ ok: false, reason: "expired" });
    expect(await asking.ledger(coupon)).toMatchObject({ available: 0, expired: 2 });
  });

  it("refuses whoever refers themselves", async () => {
    const answer = await issueCoupon(env, asking.of(pooled()), {
      holder: person("new", "email:e"),
      referredBy: person("old", "visitor:o", "email:e"),
    });
    expect(answer).toEqual({ ok: false, reason: "self_referral" });
  });
});

describe("a cart", () => {
  it("keeps what is its shopper's, until it lets go or its time is over", async () => {
    const coupon = pooled();
    const code = await asking.issue(coupon, anna);
    expect(await reserve(coupon, ben, code)).toEqual({ ok: false, reason: "not_theirs" });
    expect(await reserve(coupon, anna, "GLOW-NOBODYS")).toEqual({ ok: false, reason: "unknown_code" });
    expect(await reserve(coupon, anna, code.toLowerCase())).toEqual({ ok: true, untilMs: nowMs + hourMs });
    expect(await asking.ledger(coupon)).toMatchObject({ reserved: 1, reservedAmount: 100 });
    expect(await releaseCoupon(env, asking.of(coupon), { holder: anna, code })).toEqual({ ok: true });
    expect(await asking.ledger(coupon)).toMatchObject({ available: 1, reservedAmount: 0 });
    await reserve(coupon, anna, code);
    nowMs += hourMs;
    expect(await runDurableObjectAlarm(objectOf(env, { site: asking.site, coupon: coupon.id }, 0))).toBe(
      true,
    );
    expect(await asking.ledger(coupon)).toMatchObject({ available: 1, reserved: 0, reservedAmount: 0 });
  });

  it("tells the units of one code for all apart by who has them", async () => {
    const coupon = couponWith({ limits: { ...noLimits, total: 2 } });
    expect(await asking.issue(coupon, anna)).toBe("TEN");
    expect(await asking.issue(coupon, ben)).toBe("TEN");
    await reserve(coupon, anna, "TEN", 150);
    await redeem(coupon, { code: "ten", order: "1", holder: ben, amount: 70 });
    expect(await reserve(coupon, ben, "TEN")).toEqual({ ok: false, reason: "redeemed" });
    expect(await asking.ledger(coupon)).toMatchObject({
      issued: 2,
      reserved: 1,
      reservedAmount: 150,
      redeemed: 1,
      redeemedAmount: 70,
    });
  });
});

describe("a cookie from when two were taken for one person", () => {
  it.each([
    ["a code of a pool", {}],
    ["one code for all", { code: "TEN", pool: null }],
  ])("does not reach the unit that is the other's alone since: %s", async (_what, parts) => {
    const coupon = pooled({ limits: { ...noLimits, perPerson: 1 }, ...parts });
    const code = await asking.issue(coupon, person("anna", "ben"));
    const mergedAtMs = nowMs;
    nowMs += minuteMs;
    await partHolders(env, asking.of(coupon), { code, keeps: ["anna"], loses: ["ben"] });
    await reserve(coupon, anna, code);
    const stale = { holder: person("anna", "ben"), code, asOfMs: mergedAtMs };
    const refused = { ok: false, reason: "not_theirs" };
    const wish = { ...stale, amount: 100, untilMs: nowMs + hourMs };
    expect(await reserveCoupon(env, asking.of(coupon), wish)).toEqual(refused);
    expect(await issueCoupon(env, asking.of(coupon), stale)).toEqual(refused);
    expect(await releaseCoupon(env, asking.of(coupon), stale)).toEqual(refused);
    expect(await asking.ledger(coupon)).toMatchObject({ issued: 1, reserved: 1 });
    // Who is given one of their own has it, also by that cookie.
    const own = await asking.issue(coupon, ben);
    expect(await reserveCoupon(env, asking.of(coupon), { ...wish, code: own })).toMatchObject({ ok: true });
    expect(await asking.ledger(coupon)).toMatchObject({ issued: 2, reserved: 2 });
    // And who turns out to be the same person after all is it again.
    nowMs += minuteMs;
    const again = { ...wish, asOfMs: nowMs };
    expect(await reserveCoupon(env, asking.of(coupon), again)).toMatchObject({ ok: true });
  });
});

describe("an order", () => {
  it("that only a page told of keeps the coupon until the shop confirms it, or its time is over", async () => {
    const coupon = pooled({ limits: { ...noLimits, perPerson: 1 } });
    const [code, other] = [await asking.issue(coupon, anna), await asking.issue(coupon, ben)];
    const told = { isFinal: false, untilMs: nowMs + 3 * dayMs };
    expect(await redeem(coupon, { code, order: "1", holder: anna, ...told })).toEqual({
      ok: true,
      abuse: null,
    });
    await redeem(coupon, { code: other, order: "2", holder: ben, ...told });
    expect(await reserve(coupon, anna, code)).toEqual({ ok: false, reason: "reserved" });
    expect(await redeem(coupon, { code, order: "1", amount: 90 })).toEqual({ ok: true, abuse: null });
    nowMs += 3 * dayMs;
    expect(await asking.ledger(coupon)).toMatchObject({ redeemed: 1, redeemedAmount: 90, available: 1 });
    expect(await redeem(coupon, { code: other, order: "2", amount: 80 })).toEqual({ ok: true, abuse: null });
    expect(await asking.ledger(coupon)).toMatchObject({ issued: 2, redeemed: 2, redeemedAmount: 170 });
  });

  it("that is cancelled gives the coupon back; one that is paid back in part leaves it used", async () => {
    const coupon = pooled();
    const code = await asking.issue(coupon, anna);
    await redeem(coupon, { code, order: "1", amount: 100 });
    await cancel(coupon, { code, order: "1", amount: 30 });
    expect(await asking.ledger(coupon)).toMatchObject({ redeemed: 1, redeemedAmount: 70 });
    await cancel(coupon, { code, order: "1" });
    expect(await asking.ledger(coupon)).toMatchObject({ available: 1, redeemed: 0, redeemedAmount: 0 });
    expect(await reserve(coupon, anna, code)).toMatchObject({ ok: true });
  });

  it("may be told of after its cancellation, and after its refund", async () => {
    const coupon = pooled();
    const [code, other] = [await asking.issue(coupon, anna), await asking.issue(coupon, ben)];
    await cancel(coupon, { code, order: "1" });
    await redeem(coupon, { code, order: "1" });
    await cancel(coupon, { code: other, order: "2", amount: 30 });
    await redeem(coupon, { code: other, order: "2", amount: 100 });
    expect(await asking.ledger(coupon)).toMatchObject({ available: 1, redeemed: 1, redeemedAmount: 70 });
  });

  it("that stands again after its code was replaced counts by what it took off, also for the limit", async () => {
    const coupon = pooled({ limits: { ...noLimits, perPerson: 1 } });
    const code = await asking.issue(coupon, anna);
    await redeem(coupon, { code, order: "1", holder: anna, amount: 100, atMs: nowMs });
    await cancelCoupon(env, asking.of(coupon), { code, order: "1", atMs: nowMs + minuteMs });
    await revokeCoupon(env, asking.of(coupon), { code, isGivenBack: true });
    const other = await asking.issue(coupon, anna);
    expect(other).not.toBe(code);
    const again = { code, order: "1", holder: anna, amount: 100, atMs: nowMs + 2 * minuteMs };
    for (let told = 0; told < 2; told += 1) {
      expect(await redeem(coupon, again)).toMatchObject({ ok: true });
      expect(await reserve(coupon, anna, other, 30)).toEqual({ ok: false, reason: "redeemed" });
      expect(await asking.ledger(coupon)).toMatchObject({
        issued: 2,
        redeemed: 1,
        redeemedAmount: 100,
        revoked: 1,
      });
    }
    // Cancelled once more, it is the other one that they may use again.
    await cancelCoupon(env, asking.of(coupon), { code, order: "1", atMs: nowMs + 3 * minuteMs });
    expect(await reserve(coupon, anna, other, 30)).toMatchObject({ ok: true });
    expect(await asking.ledger(coupon)).toMatchObject({ reserved: 1, redeemed: 0, redeemedAmount: 0 });
  });

  it("is counted once, by whoever told of it first and whoever it turns out to be", async () => {
    for (const shards of [1, 8]) {
      const coupon = couponWith({ id: `fixed-${shards}`, shards, limits: { ...noLimits, perPerson: 1 } });
      await asking.issue(coupon, anna);
      expect(await redeem(coupon, { code: "TEN", order: "1" })).toMatchObject({ abuse: "not_issued" });
      await redeem(coupon, { code: "TEN", order: "1", holder: anna, isFinal: false, untilMs: nowMs + dayMs });
      await redeem(coupon, { code: "TEN", order: "1", holder: anna });
      expect(await asking.ledger(coupon)).toMatchObject({ redeemed: 1, redeemedAmount: 100 });
    }
  });

  it("counts whatever the shop accepted, and says what was wrong with it", async () => {
    const coupon = pooled({ limits: { ...noLimits, total: 3 } });
    const code = await asking.issue(coupon, anna);
    const page = { holder: ben, isFinal: false, untilMs: nowMs + dayMs };
    expect(await redeem(coupon, { code, order: "1", ...page })).toEqual({ ok: false, reason: "not_theirs" });
    expect(await redeem(coupon, { code, order: "1", holder: ben })).toEqual({
      ok: true,
      abuse: "not_theirs",
    });
    expect(await redeem(coupon, { code, order: "2", holder: anna })).toEqual({ ok: true, abuse: "replay" });
    expect(await redeem(coupon, { code: "GLOW-GUESSED", order: "3" })).toEqual({
      ok: false,
      reason: "unknown_code",
    });
    expect(await asking.ledger(coupon)).toMatchObject({ issued: 2, redeemed: 2, redeemedAmount: 200 });
    const once = pooled({ id: "once", limits: { ...noLimits, perPerson: 1 } });
    const theirs = await asking.issue(once, anna);
    for (const order of ["1", "2", "2"]) await redeem(once, { code: theirs, order, holder: anna });
    await cancel(once, { code: theirs, order: "2" });
    expect(await asking.ledger(once)).toMatchObject({ issued: 2, redeemed: 1, revoked: 1, available: 0 });
    await asking.issue(coupon, person("carl"));
    expect(await issue(coupon, person("dora"))).toEqual({ ok: false, reason: "exhausted" });
    const fixed = couponWith({ id: "fixed", limits: { ...noLimits, perPerson: 1 } });
    expect(await redeem(fixed, { code: "TEN", order: "1", holder: anna })).toMatchObject({
      abuse: "not_issued",
    });
    expect(await issue(fixed, anna)).toEqual({ ok: false, reason: "person_limit" });
  });
});

describe("an imported pool", () => {
  const coupon = couponWith({ pool: imported, shards: 4 });

  it("has each code once, and names those that are none", async () => {
    const codes = ["A-1", "a-1", "not a code", "B-2"];
    expect(await stockCodes(env, asking.of(coupon), { codes })).toEqual({
      ok: true,
      added: 2,
      duplicates: 1,
      rejected: [{ index: 2, code: "malformed_code", message: expect.any(String) }],
    });
    const [one, two] = [await asking.issue(coupon, anna), await asking.issue(coupon, ben)];
    expect([one, two].toSorted()).toEqual(["A-1", "B-2"]);
    expect(await stockCodes(env, asking.of(coupon), { codes })).toMatchObject({ added: 0, duplicates: 3 });
    expect(await issue(coupon, person("carl"))).toEqual({ ok: false, reason: "exhausted" });
    expect(await redeem(coupon, { code: one, order: "1", holder: anna })).toEqual({ ok: true, abuse: null });
    expect(await asking.ledger(coupon)).toMatchObject({ stock: 0, issued: 2, redeemed: 1, isSpent: true });
    await stockCodes(env, asking.of(coupon), { codes: ["C-3"] });
    nowMs += 2000;
    expect(await asking.issue(coupon, person("carl"))).toBe("C-3");
  });

  it("counts a code that the shop took before anybody was issued it", async () => {
    await stockCodes(env, asking.of(coupon), { codes: ["LEAKED"] });
    expect(await redeem(coupon, { code: "LEAKED", order: "1" })).toEqual({ ok: true, abuse: "not_issued" });
    expect(await issue(coupon, anna)).toEqual({ ok: false, reason: "exhausted" });
    expect(await asking.ledger(coupon)).toMatchObject({ stock: 0, issued: 1, redeemed: 1 });
  });

  it("takes no order with a code that is on its way back to the first shard, which may issue it", async () => {
    const lent = couponWith({ pool: imported, shards: 2 });
    await stockCodes(env, asking.of(lent), { codes: Array.from({ length: 40 }, (_, n) => `C-${n}`) });
    const atSecond = Array.from({ length: 20 }, (_, n) => `visitor-${n}`).find(
      (name) => shardOf(name, 2) === 1,
    );
    await asking.issue(lent, person(atSecond ?? ""));
    const { terms } = toldOf(asking.of(lent), true);
    const second = objectOf(env, { site: asking.site, coupon: lent.id }, 1);
    // As when the first shard has not heard of it yet.
    const back = await second.giveBack(terms, 100);
    const code = back?.codes[0] ?? "";
    expect(code).not.toBe("");
    await expect(redeem(lent, { code, order: "1" })).rejects.toThrow("on its way");
    expect(await asking.ledger(lent)).toMatchObject({ issued: 1, redeemed: 0 });
  });

  it("refuses codes for a coupon that has none", async () => {
    expect(await stockCodes(env, asking.of(pooled()), { codes: ["A"] })).toEqual({
      ok: false,
      reason: "not_applicable",
    });
  });
});

describe("what is taken back", () => {
  it("cannot be used any more, and makes room for others", async () => {
    const coupon = pooled({ shards: 4, limits: { ...noLimits, total: 2 } });
    const code = await asking.issue(coupon, anna);
    await asking.issue(coupon, ben);
    expect(await issue(coupon, person("carl"))).toMatchObject({ ok: false });
    expect(await revokeCoupon(env, asking.of(coupon), { holder: anna })).toEqual({ ok: true, revoked: 1 });
    expect(await reserve(coupon, anna, code)).toEqual({ ok: false, reason: "revoked" });
    nowMs += 2000;
    expect(await issue(coupon, person("carl"))).toMatchObject({ ok: true });
    expect(await revokeCoupon(env, asking.of(coupon), { all: true })).toEqual({ ok: true, revoked: 2 });
    expect(await asking.ledger(coupon)).toMatchObject({ issued: 3, revoked: 3, available: 0 });
  });

  it("is a code too that nobody was issued yet: nobody will be", async () => {
    const coupon = couponWith({ pool: imported });
    await stockCodes(env, asking.of(coupon), { codes: ["LEAKED", "SAFE"] });
    expect(await revokeCoupon(env, asking.of(coupon), { code: "leaked" })).toEqual({ ok: true, revoked: 1 });
    expect(await asking.issue(coupon, anna)).toBe("SAFE");
    expect(await issue(coupon, ben)).toEqual({ ok: false, reason: "exhausted" });
    expect(await asking.ledger(coupon)).toMatchObject({ stock: 0, issued: 1 });
  });

  it("is nobody's where a person is forgotten; what they add up to stays", async () => {
    const coupon = pooled({ limits: { ...noLimits, perPerson: 1 } });
    const code = await asking.issue(coupon, anna);
    await redeem(coupon, { code, order: "1", holder: anna });
    const kept = await asking.issue(coupon, ben);
    await forgetHolder(env, { site: asking.site, coupon: coupon.id, shards: 1 }, [
      "visitor:anna",
      "visitor:ben",
    ]);
    expect(await asking.ledger(coupon)).toMatchObject({
      issued: 2,
      redeemed: 1,
      redeemedAmount: 100,
      revoked: 1,
    });
    expect(await reserve(coupon, ben, kept)).toEqual({ ok: false, reason: "not_theirs" });
    expect(await issue(coupon, anna)).toMatchObject({ ok: true });
  });

  it("keeps nothing of whom it refused", async () => {
    const coupon = pooled({ limits: { ...noLimits, total: 1 } });
    await asking.issue(coupon, anna);
    const wish = { ...asking.of(coupon), requestId: "issue carl-without-any ten 1" };
    await issueCoupon(env, wish, { holder: person("carl-without-any") });
    const name = { site: asking.site, coupon: coupon.id };
    await forgetHolder(env, { ...name, shards: 1 }, ["visitor:carl-without-any"]);
    const kept = await runInDurableObject(objectOf(env, name, 0), (_object, { storage: { sql } }) =>
      sql.exec("SELECT request FROM answers").toArray(),
    );
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain("carl");
  });
});

describe("a coupon that is spent", () => {
  const rows = async () => {
    const { results } = await env.DB.prepare(
      "SELECT coupon, until_ms FROM spent_coupons WHERE site = ? ORDER BY coupon",
    )
      .bind(asking.site)
      .all();
    return results;
  };

  it("tells so in D1, and that it is had again", async () => {
    await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
    const total = pooled({ id: "total", shards: 4, limits: { ...noLimits, total: 1 } });
    const daily = pooled({ id: "daily", limits: { ...noLimits, perDay: 1 } });
    await asking.issue(total, anna);
    await issue(total, ben);
    await asking.issue(daily, anna);
    const midnightMs = Date.UTC(2033, 0, 21, 23);
    await vi.waitFor(async () =>
      expect(await rows()).toEqual([
        { coupon: "daily", until_ms: midnightMs },
        { coupon: "total", until_ms: null },
      ]),
    );
    await revokeCoupon(env, asking.of(total), { all: true });
    // Not more than once in a second.
    nowMs += 2000;
    for (const shard of [1, 2, 3, 0])
      await runDurableObjectAlarm(objectOf(env, { site: asking.site, coupon: "total" }, shard));
    await vi.waitFor(async () => expect((await rows())[1]).toEqual({ coupon: "total", until_ms: 0 }));
  });

  it("tells so later where D1 fails", async () => {
    await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
    const logged = vi.spyOn(console, "error").mockReturnValue();
    const coupon = pooled({ limits: { ...noLimits, total: 1 } });
    await env.DB.exec("ALTER TABLE spent_coupons RENAME TO away");
    await asking.issue(coupon, anna);
    await vi.waitFor(() => expect(logged).toHaveBeenCalled());
    await env.DB.exec("ALTER TABLE away RENAME TO spent_coupons");
    nowMs += minuteMs;
    expect(await runDurableObjectAlarm(objectOf(env, { site: asking.site, coupon: coupon.id }, 0))).toBe(
      true,
    );
    expect(await rows()).toEqual([{ coupon: coupon.id, until_ms: null }]);
  });
});
