import { ownProfile } from "../../model/identity/node.ts";
import { forgetHolder } from "../coupon/ask-coupon.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import { inTime } from "../wait/in-time.ts";
import { couponsOf } from "./held-coupons.ts";
import type { ProfileState } from "./state.ts";

const deadlineMs = 5000;
/** More than any coupon has: of one that is not configured any more. */
const mostShards = 32;

/**
 * The objects of coupons that somebody was given forget whom that was; what they have counted stays.
 * @param nodes what is to be forgotten of who the person is. @throws where an object does not answer.
 */
export async function forgetCoupons(
  env: Pick<Env, "COUPONS">,
  state: Pick<ProfileState, "site" | "sources">,
  nodes: readonly string[],
  deciding: Pick<Deciding, "coupons"> | undefined,
): Promise<void> {
  const marks = nodes.map(ownProfile);
  for (const { id: coupon, state: is } of couponsOf(state)) {
    if (is === "waiting") continue;
    const shards = deciding?.coupons.get(coupon)?.shards ?? mostShards;
    await inTime(forgetHolder(env, { site: state.site, coupon, shards }, marks), deadlineMs, "A coupon");
  }
}
