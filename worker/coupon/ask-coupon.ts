import type {
  Answered,
  AskedOf,
  Cancel,
  Holder,
  Issue,
  Issued,
  Ledger,
  Part,
  Redeem,
  Redeemed,
  Release,
  Reserve,
  Revoke,
  Stock,
  Stocked,
} from "./asked.ts";
import type { CouponCodes } from "./coupon-codes.ts";
import { marksOf } from "./holder.ts";
import { ledgerOfAll } from "./ledger.ts";
import { objectOf } from "./object-of.ts";
import { shardOf } from "./shard-of.ts";
import { type Elsewhere, type Told, toldOf } from "./told.ts";

/** A coupon's objects. */
export interface CouponName {
  site: string;
  coupon: string;
  shards: number;
}

type Coupons = Pick<Env, "COUPONS">;

/** An object that restarts breaks off what it was asked; asked again, it knows what it has done. */
const mostTries = 3;
/** Issues a coupon to somebody: the same one to whoever asks again, until it is over and they may have another. */
export async function issueCoupon(env: Coupons, asked: AskedOf, issue: Issue): Promise<Answered<Issued>> {
  const shard = await placeOf(env, asked, issue.holder);
  return ask<Issued>(env, asked, shard, (object, told) => object.issue(told, issue));
}

/** Keeps somebody's coupon for a cart; reserved again, its amount and time are adjusted. */
export async function reserveCoupon(
  env: Coupons,
  asked: AskedOf,
  reserve: Reserve,
): Promise<Answered<{ untilMs: number }>> {
  const shard = await placeOfCode(env, asked, reserve.code, reserve.holder);
  return ask<{ untilMs: number }>(env, asked, shard, (object, told) => object.reserve(told, reserve));
}

/** It is out of the cart again. */
export async function releaseCoupon(
  env: Coupons,
  asked: AskedOf,
  released: Release,
): Promise<Answered<unknown>> {
  const shard = await placeOfCode(env, asked, released.code, released.holder);
  return ask<unknown>(env, asked, shard, (object, told) => object.release(told, released));
}

/** A shop took an order with a code. What it took off is counted, whoever the code was meant for. */
export async function redeemCoupon(
  env: Coupons,
  asked: AskedOf,
  redeem: Redeem,
): Promise<Answered<Redeemed>> {
  const shard = await placeOfOrder(env, asked, redeem);
  return ask<Redeemed>(env, asked, shard, (object, told) => object.redeem(told, redeem));
}

/** An order was cancelled, or part of it was paid back. It may be told of before the order itself. */
export async function cancelCoupon(env: Coupons, asked: AskedOf, cancel: Cancel): Promise<Answered<unknown>> {
  const shard = await placeOfOrder(env, asked, { ...cancel, holder: null });
  return ask<unknown>(env, asked, shard, (object, told) => object.cancel(told, cancel));
}

/** Takes back what nobody has ordered with. @returns how many units that were. */
export async function revokeCoupon(
  env: Coupons,
  asked: AskedOf,
  revoke: Revoke,
): Promise<Answered<{ revoked: number }>> {
  const answers = await Promise.all(
    allShards(asked.terms.coupon.shards).map((shard) =>
      ask<{ revoked: number }>(env, asked, shard, (object, told) => object.revoke(told, revoke)),
    ),
  );
  const revoked = answers.reduce((sum, answer) => sum + (answer.ok ? answer.revoked : 0), 0);
  return { ok: true, revoked };
}

/** Has somebody hold alone what they were issued together with somebody else. */
export async function partHolders(env: Coupons, asked: AskedOf, part: Part): Promise<void> {
  await Promise.all(
    allShards(asked.terms.coupon.shards).map((shard) =>
      ask<unknown>(env, asked, shard, (object, told) => object.part(told, part)),
    ),
  );
}

/** Adds codes to an imported pool, 1,000 at most; a code is never in it twice. */
export function stockCodes(env: Coupons, asked: AskedOf, stock: Stock): Promise<Answered<Stocked>> {
  return ask<Stocked>(env, asked, 0, (object, told) => object.stock(told, stock));
}

/** Its terms are others now. Offers of a coupon that was spent are not shown, so that nobody else would tell it. */
export async function tellTerms(env: Coupons, asked: AskedOf): Promise<void> {
  await Promise.all(
    allShards(asked.terms.coupon.shards).map((shard) =>
      ask<unknown>(env, asked, shard, (object, told) => object.learn(told)),
    ),
  );
}

export async function ledgerOf(env: Coupons, name: CouponName): Promise<Ledger> {
  return ledgerOfAll(
    await Promise.all(
      allShards(name.shards).map((shard) => tried(() => objectOf(env, name, shard).ledger())),
    ),
  );
}

/** Nothing is known any more of whom the units of a person belong to; what they add up to stays. */
export async function forgetHolder(env: Coupons, name: CouponName, marks: readonly string[]): Promise<void> {
  await Promise.all(
    allShards(name.shards).map((shard) => tried(() => objectOf(env, name, shard).forget(marks))),
  );
}

/** Where somebody's units are, or are to be. */
async function placeOf(env: Coupons, asked: AskedOf, holder: Holder): Promise<number> {
  const { shards } = asked.terms.coupon;
  const home = shardOf(holder.profile, shards);
  if (shards === 1) return home;
  const marks = Map.groupBy(marksOf(holder), (mark) => shardOf(mark, shards));
  marks.delete(home);
  // The shards of all that the person is known by agree on one, so that nobody is issued a unit at each of them.
  const places = await Promise.all(
    [...marks].map(([shard, own]) => tried(() => objectOf(env, nameOf(asked), shard).claim(own, home))),
  );
  return places.find((place) => place !== home) ?? home;
}

async function placeOfCode(env: Coupons, asked: AskedOf, code: string, holder: Holder): Promise<number> {
  const { pool, shards } = asked.terms.coupon;
  if (pool === null) return placeOf(env, asked, holder);
  return pool.kind === "generated" ? shardOf(code, shards) : 0;
}

async function placeOfOrder(
  env: Coupons,
  asked: AskedOf,
  { code, holder, order }: Pick<Redeem, "code" | "holder" | "order">,
): Promise<number> {
  const { pool, shards } = asked.terms.coupon;
  if (pool !== null) return pool.kind === "generated" ? shardOf(code, shards) : 0;
  if (shards === 1) return 0;
  // Whoever tells of an order first says where it is kept.
  const orders = shardOf(order, shards);
  const place = holder === null ? orders : await placeOf(env, asked, holder);
  return tried(() => objectOf(env, nameOf(asked), orders).claim([`order ${order}`], place));
}

/** @throws where the object fails again and again. */
async function ask<T>(
  env: Coupons,
  asked: AskedOf,
  first: number,
  work: (object: DurableObjectStub<CouponCodes>, told: Told) => Promise<Answered<T> | Elsewhere>,
): Promise<Answered<T>> {
  const call = (shard: number, isSent: boolean) =>
    tried(() => work(objectOf(env, nameOf(asked), shard), toldOf(asked, isSent)));
  const answer = await call(first, false);
  const last = "elsewhere" in answer ? await call(answer.elsewhere, true) : answer;
  if ("elsewhere" in last) throw new Error("The shards of a coupon do not agree where this belongs.");
  return last;
}

async function tried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === mostTries) throw error;
    }
  }
}

function nameOf({ site, terms: { coupon } }: AskedOf): CouponName {
  return { site, coupon: coupon.id, shards: coupon.shards };
}

function allShards(shards: number): number[] {
  return Array.from({ length: shards }, (_, shard) => shard);
}
