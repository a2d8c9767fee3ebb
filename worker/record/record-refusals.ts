import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { CouponAbuse } from "../coupon/asked.ts";
import { gather, type Gathered } from "./gather.ts";

/**
 * Why somebody did not have a coupon, or had it though it was not meant so. `guessing`: codes were tried that nobody has. `unreadable_order`:
 * a shop's server told of an order in a way that is not understood. `crowded`: one address wanted more than many people do.
 */
export type RefusalReason = CouponRefusal | CouponAbuse | "guessing" | "unreadable_order" | "crowded";

export interface RefusalCount {
  /** Empty where it is no code of any coupon. */
  coupon: string;
  reason: string;
  times: number;
}

/** Refusals that were counted together. Nothing of it says whose. The id makes a repeated delivery harmless. */
export interface RefusalsRecord {
  type: "refusals";
  id: string;
  site: string;
  counts: readonly RefusalCount[];
  /** When the first of them was. */
  atMs: number;
}

const gathered: Gathered = new Map();

/** Counts refusals, each once for each time. @throws nothing. */
export async function recordRefusals(
  queue: Queue,
  refused: { site: string; refusals: readonly { coupon: string; reason: RefusalReason }[]; atMs: number },
): Promise<void> {
  const { site, refusals, atMs } = refused;
  if (refusals.length === 0) return;
  // None of the parts can hold a space.
  const names = refusals.map(({ coupon, reason }) => `${coupon} ${reason}`);
  await gather(gathered, queue, { site, names, atMs }, (id, counts, firstAtMs): RefusalsRecord => {
    return { type: "refusals", id, site, counts: [...counts].map(countOf), atMs: firstAtMs };
  });
}

function countOf([name, times]: [string, number]): RefusalCount {
  const [coupon = "", reason = ""] = name.split(" ");
  return { coupon, reason, times };
}
