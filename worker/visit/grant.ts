import type { Coupon } from "../../model/coupon/coupon.ts";
import { isLive } from "../../model/coupon/is-live.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import type { Decisions } from "../decide/decision.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { isPersonal } from "../recognise/seen-as.ts";
import { countHolder, recordCrowd } from "./crowd.ts";
import { isShown } from "./is-shown.ts";
import { keepCoupons } from "./keep-coupons.ts";
import type { PageVisit } from "./personalise.ts";

/** Coupons of the offers on this page belong to the visitor from now on, in the cookie at once and in the profile soon. */
export function grant(
  visit: PageVisit,
  visitor: Visitor,
  { decisions, crowded }: { decisions: Decisions; crowded: readonly Coupon[] },
): Visitor {
  const { snapshot } = visitor;
  recordCrowd(visit, crowded);
  if (!isPersonal(visitor) || !isShown(visit)) return visitor;
  const known = new Map(snapshot.coupons.map((coupon) => [coupon.id, coupon]));
  const granted = decisions.coupons.filter(({ id }) => {
    const before = known.get(id);
    return before === undefined || !isLive(before, visit.nowMs);
  });
  const promised = decisions.waitingCoupons.filter(({ id }) => !known.has(id));
  if (granted.length + promised.length === 0) return visitor;
  countHolder(visit, [...granted, ...promised]);
  const newly = (state: HeldCoupon["state"], { id, code }: Coupon): HeldCoupon => {
    // After whatever became of it before, whatever two clocks say: of two states the later counts.
    const atMs = Math.max(visit.nowMs, (known.get(id)?.atMs ?? -1) + 1);
    return { id, code, state, total: null, atMs };
  };
  const coupons = [
    ...snapshot.coupons.filter(({ id }) => !granted.some((coupon) => coupon.id === id)),
    ...granted.map((coupon) => newly("held", coupon)),
    ...promised.map((coupon) => newly("waiting", coupon)),
  ];
  if (granted.length > 0) return keepCoupons(visit, visitor, coupons);
  // What is only promised is no news for the profile, which learns of it with the next event.
  return { ...visitor, changed: true, snapshot: { ...snapshot, coupons } };
}
