import type { Coupon } from "../../model/coupon/coupon.ts";
import { inTurns } from "../intake/in-turns.ts";
import { inTime } from "../wait/in-time.ts";
import { tellTerms } from "./ask-coupon.ts";
import { askedOf } from "./asked-of.ts";

/** Coupons that are told at the same time. */
const atOnce = 5;
/** Cloudflare lets one request ask only so many others. */
const mostTold = 200;
const deadlineMs = 5000;

/** Tells coupons' objects by what they go now; whoever asks one tells it too. Never rejects. */
export async function tellTermsOf(
  env: Env,
  bundle: Parameters<typeof askedOf>[0],
  coupons: readonly Coupon[],
): Promise<void> {
  await inTurns(coupons.slice(0, mostTold), atOnce, async (coupon) => {
    try {
      await inTime(
        tellTerms(env, askedOf(bundle, coupon, crypto.randomUUID(), Date.now())),
        deadlineMs,
        "A coupon",
      );
    } catch (error) {
      console.error({
        message: "A coupon was not told its new terms.",
        coupon: coupon.id,
        error: String(error),
      });
    }
  });
}
