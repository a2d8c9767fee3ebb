import { ownProfile } from "../../model/identity/node.ts";
import { couponsOfCode } from "../../model/coupon/whose-code.ts";
import { forgetHolder } from "../coupon/ask-coupon.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import { inTime } from "../wait/in-time.ts";
import { couponsOf } from "./held-coupons.ts";
import { codesNamed } from "./order-coupons.ts";
import type { ProfileState } from "./state.ts";

const deadlineMs = 5000;
/** More than any coupon has: of one that is not configured any more. */
const mostShards = 32;

/**
 * The objects of coupons that somebody was given, or ordered with, forget whom that was; what they have counted stays.
 * @param nodes what is to be forgotten of who the person is. @throws where an object does not answer.
 */
export async function forgetCoupons(
  env: Pick<Env, "COUPONS">,
  state: Pick<ProfileState, "site" | "sources" | "events">,
  nodes: readonly string[],
  deciding: Pick<Deciding, "coupons"> | undefined,
): Promise<void> {
  const marks = nodes.map(ownProfile);
  const held = couponsOf(state).filter(({ state: is }) => is !== "waiting");
  // A code that nobody had given them, they may have typed.
  const typed = state.events.named("purchase").flatMap((order) => [...(codesNamed(order) ?? [])]);
  const all = [...(deciding?.coupons.values() ?? [])];
  const ordered = [...new Set(typed)].flatMap((code) => couponsOfCode(code, all));
  for (const coupon of new Set([...held, ...ordered].map(({ id }) => id))) {
    const shards = deciding?.coupons.get(coupon)?.shards ?? mostShards;
    await inTime(forgetHolder(env, { site: state.site, coupon, shards }, marks), deadlineMs, "A coupon");
  }
}
