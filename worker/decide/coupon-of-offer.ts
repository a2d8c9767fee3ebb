import { isLive } from "../../model/coupon/is-live.ts";
import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import { majorUnits } from "../../model/orders/minor-units.ts";
import { isSpent } from "../../model/coupon/spent.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { CompiledOffer, OfferCoupon } from "../../model/offer/compile-offer.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import type { Moment } from "./caps.ts";
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

/** Of offers whose coupon the visitor holds, or will, with nothing else to it: those are the same for many. */
const heldByMany = new WeakMap<OfferEdit, OfferEdit>();

/**
 * The offer with what its coupon is to this visitor: the code that they alone have, when it ends for them, and what has become
 * of it in their cart.
 * @param held `undefined` for somebody who can hold none.
 */
export function withOwnCoupon(
  edit: OfferEdit,
  held: readonly HeldCoupon[] | undefined,
  { bundle, couponTimes }: Pick<Deciding, "bundle" | "couponTimes">,
  { nowMs, sessionStartedAtMs }: Moment,
): OfferEdit {
  const { coupon, reads } = edit.offer;
  if (coupon === null || held === undefined) return edit;
  const own = held.find(({ id }) => id === coupon.id);
  const code = coupon.code ?? own?.code ?? null;
  const state = stateOf(own, sessionStartedAtMs);
  if (state === "held" && !reads.has("expires") && (code === coupon.code || !reads.has("code"))) {
    const known = heldByMany.get(edit) ?? { ...edit, offer: { ...edit.offer, coupon: { ...coupon, state } } };
    heldByMany.set(edit, known);
    return known;
  }
  const hours = coupon.hoursAfterIssue ?? Infinity;
  const endsAtMs = couponTimes.get(coupon.id)?.endsAtMs ?? Infinity;
  const atMs = own?.expiresAtMs ?? Math.min(endsAtMs, nowMs + hours * 60 * 60_000);
  const expires = reads.has("expires") && atMs < Infinity ? atMs : undefined;
  const isKnown = state === "applied" && own?.off !== undefined && own.isEstimate !== true;
  const off = isKnown ? majorUnits(own.off ?? 0, bundle.site.currency) : undefined;
  return { ...edit, offer: { ...edit.offer, coupon: { ...coupon, code, expires, state, off } } };
}

/** What was seen in the cart in an earlier visit says nothing of the cart that there is now. */
function stateOf(own: HeldCoupon | undefined, sessionStartedAtMs: number): OfferCoupon["state"] {
  switch (own?.state) {
    case "applied":
      return own.atMs < sessionStartedAtMs ? "held" : "applied";
    case "refused":
    case "removed":
      return own.state;
    default:
      return "held";
  }
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
