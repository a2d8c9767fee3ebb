import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { Ledger } from "./asked.ts";

/** The ledger of a coupon from those of its shards. */
export function ledgerOfAll([first, ...others]: readonly Ledger[]): Ledger {
  if (first === undefined) throw new Error("A coupon has at least one shard.");
  return others.reduce(added, first);
}

function added(a: Ledger, b: Ledger): Ledger {
  const refusals = { ...a.refusals };
  for (const [reason, count = 0] of Object.entries(b.refusals) as [CouponRefusal, number?][])
    refusals[reason] = (refusals[reason] ?? 0) + count;
  return {
    stock: a.stock === null ? null : a.stock + (b.stock ?? 0),
    issued: a.issued + b.issued,
    available: a.available + b.available,
    reserved: a.reserved + b.reserved,
    redeemed: a.redeemed + b.redeemed,
    expired: a.expired + b.expired,
    revoked: a.revoked + b.revoked,
    reservedAmount: a.reservedAmount + b.reservedAmount,
    redeemedAmount: a.redeemedAmount + b.redeemedAmount,
    refusals,
    // The first shard knows of all of them.
    isSpent: a.isSpent,
  };
}
