import type { Bundle } from "../../model/bundle.ts";
import { visitorNode } from "../../model/identity/node.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { profileOf } from "../profile/profile-of.ts";
import { inTime } from "../wait/in-time.ts";
import { issueCoupon, releaseCoupon, reserveCoupon } from "./ask-coupon.ts";
import type { Answered, AskedOf, Holder } from "./asked.ts";
import type { OwnCoupon } from "./choose-coupons.ts";

/** Somebody with a cart, and what is live. */
export interface CartOf {
  env: Pick<Env, "COUPONS" | "PROFILES">;
  deciding: { bundle: Pick<Bundle, "version" | "site"> };
  visitor: { snapshot: Pick<Snapshot, "profile" | "visitor" | "asOfMs"> };
  nowMs: number;
}

/** A cart that nobody looks at for so long has nothing reserved any more. */
const reservedMs = 60 * 60_000;
/** Somebody waits for their cart. */
const deadlineMs = 3000;

/**
 * Keeps a coupon for somebody's cart, or goes on keeping it. What they hold and were not issued yet, they are now.
 * @param amount what it takes off, in minor units.
 * @returns `null` where the coupon's object does not answer: then it is not known.
 */
export async function reserve(
  cart: CartOf,
  own: OwnCoupon,
  amount: number,
): Promise<Answered<object> | null> {
  try {
    return await inTime(reserveNow(cart, own, amount), deadlineMs, "A coupon");
  } catch (error) {
    console.error({ message: "A coupon could not be reserved.", error: String(error) });
    return null;
  }
}

async function reserveNow(cart: CartOf, own: OwnCoupon, amount: number): Promise<Answered<object>> {
  const { env, nowMs } = cart;
  const { code } = own.held;
  const holder = holderOf(cart);
  const { asOfMs } = cart.visitor.snapshot;
  const wish = { holder, code, amount, untilMs: nowMs + reservedMs, asOfMs };
  const reserved = () => reserveCoupon(env, askedOf(cart, own), wish);
  const first = await reserved();
  if (first.ok || own.coupon.code === null || !isNotIssued(first.reason)) return first;
  // A cookie from before somebody was erased says nothing of anybody.
  if (await isForgotten(cart)) return first;
  const issue = { ...askedOf(cart, own), requestId: issueId(cart, own) };
  const issued = await issueCoupon(env, issue, { holder, asOfMs });
  return issued.ok ? reserved() : issued;
}

/** It is out of the cart. Where that cannot be told, the reservation ends by itself. Never rejects. */
export async function release(cart: CartOf, own: OwnCoupon): Promise<void> {
  const { asOfMs } = cart.visitor.snapshot;
  const released = { holder: holderOf(cart), code: own.held.code, asOfMs };
  try {
    await inTime(releaseCoupon(cart.env, askedOf(cart, own), released), deadlineMs, "A coupon");
  } catch (error) {
    console.error({ message: "A coupon could not be released.", error: String(error) });
  }
}

function isForgotten({ env, deciding: { bundle }, visitor: { snapshot } }: CartOf): Promise<boolean> {
  return profileOf(env.PROFILES, bundle.site.id, snapshot.visitor).isForgotten();
}

function isNotIssued(reason: string): boolean {
  return reason === "not_theirs" || reason === "unknown_code";
}

/** As the profile asks for it, so that it is one wish. */
function issueId({ visitor }: CartOf, { held }: OwnCoupon): string {
  return `issue ${visitor.snapshot.profile} ${held.id} ${held.atMs}`;
}

function holderOf({ visitor: { snapshot } }: CartOf): Holder {
  return { profile: snapshot.profile, marks: [visitorNode(snapshot.visitor)] };
}

function askedOf({ deciding: { bundle }, nowMs }: CartOf, { coupon }: OwnCoupon): AskedOf {
  const { version, site } = bundle;
  const terms = { version, coupon, timeZone: site.timeZone };
  return { site: site.id, terms, requestId: crypto.randomUUID(), nowMs };
}
