import type { Coupon } from "../../model/coupon/coupon.ts";
import type { AskedOf } from "./asked.ts";

/** What a coupon's objects go by: not what it is about, which only carts ask. */
export interface KeptTerms extends Pick<
  Coupon,
  "code" | "pool" | "limits" | "budget" | "schedule" | "hoursAfterIssue" | "shards"
> {
  version: number;
  timeZone: string;
}

/** What one of a coupon's objects is told with everything that it is asked. */
export interface Told extends Pick<AskedOf, "requestId" | "nowMs"> {
  terms: KeptTerms;
  /** Another shard said that this is the right one. */
  isSent: boolean;
}

/** It is another shard's. */
export interface Elsewhere {
  elsewhere: number;
}

export function toldOf(
  { terms: { version, timeZone, coupon }, requestId, nowMs }: AskedOf,
  isSent: boolean,
): Told {
  const { code, pool, limits, budget, schedule, hoursAfterIssue, shards } = coupon;
  const terms = { version, timeZone, code, pool, limits, budget, schedule, hoursAfterIssue, shards };
  return { terms, requestId, nowMs, isSent };
}
