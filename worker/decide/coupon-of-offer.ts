import { isLive } from "../../model/coupon/is-live.ts";
import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import { isSpent } from "../../model/coupon/spent.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { CompiledOffer } from "../../model/offer/compile-offer.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import type { Deciding, Edit, OfferEdit } from "./compile-rules.ts";
import type { Decisions, LossReason } from "./decision.ts";

/**
 * What about an offer's coupon speaks against showing the offer; `undefined` for nothing. Whoever holds the coupon is
 * shown it also where nobody else can have it any more.
 * @param held what became of coupons that the visitor was given.
 */
export function couponProblem(
  { coupon, reads }: Pick<CompiledOffer, "coupon" | "reads">,
  held: readonly HeldCoupon[],
  { spent, coupons, couponTimes }: Pick<Deciding, "spent" | "coupons" | "couponTimes">,
  nowMs: number,
): LossReason | undefined {
  const configured = coupons.get(coupon?.id ?? "");
  if (configured === undefined) return undefined;
  const own = held.find(({ id }) => id === configured.id);
  if (own !== undefined && isLive(own, nowMs))
    return reads.has("code") && own.code === null ? "coupon_awaited" : undefined;
  if (wasHad(own, configured) || isSpent(spent, configured.id, nowMs)) return "coupon_spent";
  if (couponTimes.get(configured.id)?.isOpen(nowMs) === false) return "coupon_spent";
  return reads.has("code") && configured.code === null ? "coupon_awaited" : undefined;
}

/** Those of what there is of the coupon, not of the person: they may have it once there is some again. */
const ofTheCoupon: ReadonlySet<string | undefined> = new Set<CouponRefusal>([
  "not_yet_valid",
  "exhausted",
  "day_limit",
  "budget_spent",
]);

/** Whether the visitor's turn is over: what was redeemed can be had again only where each may have it more than once. */
function wasHad(own: HeldCoupon | undefined, { limits }: Coupon): boolean {
  if (own === undefined || own.state === "waiting") return false;
  if (own.state === "gone") return !ofTheCoupon.has(own.reason);
  return own.state !== "redeemed" || limits.perPerson === 1;
}

/** The offer with the code that this visitor alone has, and with when it ends for them. */
export function withOwnCoupon(
  edit: OfferEdit,
  held: readonly HeldCoupon[],
  { couponTimes }: Pick<Deciding, "couponTimes">,
  nowMs: number,
): OfferEdit {
  const { coupon, reads } = edit.offer;
  if (coupon === null || reads.size === 0) return edit;
  const own = held.find(({ id }) => id === coupon.id);
  const hours = coupon.hoursAfterIssue ?? Infinity;
  const endsAtMs = couponTimes.get(coupon.id)?.endsAtMs ?? Infinity;
  const atMs = own?.expiresAtMs ?? Math.min(endsAtMs, nowMs + hours * 60 * 60_000);
  const expires = reads.has("expires") && atMs < Infinity ? atMs : undefined;
  const code = coupon.code ?? own?.code ?? null;
  if (code === coupon.code && expires === undefined) return edit;
  return { ...edit, offer: { ...edit.offer, coupon: { ...coupon, code, expires } } };
}

/** A change as it was made for the visitor; `undefined` where it was not. */
export function madeOf({ edits }: Pick<Decisions, "edits">, edit: Edit): Edit | undefined {
  return edits.find(
    (made) =>
      made === edit ||
      (made.type === "insertOffer" &&
        edit.type === "insertOffer" &&
        made.rule === edit.rule &&
        made.placement === edit.placement &&
        made.offer.id === edit.offer.id),
  );
}
