import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { Event } from "../../model/event.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import type { OwnCoupon } from "./choose-coupons.ts";
import { couponApplied, couponRejected } from "./coupon-event.ts";
import { majorUnits } from "./written-money.ts";

interface TakenOff {
  /** Minor units; `null` where nobody knows. */
  off: number | null;
  currency: string;
  isSeen: boolean;
}

/** What becomes of coupons, each change of state with its event. */
export class CouponChanges {
  readonly seen: HeldCoupon[] = [];
  readonly events: Event[] = [];
  readonly #nowMs: number;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  /** @param isSeen whether the shop was seen to take that off, for this very total. */
  applied(own: OwnCoupon, total: string, { off, currency, isSeen }: TakenOff): void {
    const { held } = own;
    const known = off ?? held.off;
    const isSame = held.state === "applied" && held.total === total && held.off === known;
    if (isSame) return;
    const worth = known === undefined ? {} : { off: known, ...(isSeen ? {} : { isEstimate: true as const }) };
    this.become(own, { state: "applied", total, ...worth });
    const value = off === null ? null : majorUnits(off, currency);
    if (held.state !== "applied") this.events.push(couponApplied(this.#about(own), { value, currency }));
  }

  /** @param total of the cart that it is not tried on again; `null` where it may be. */
  refused(own: OwnCoupon, reason: CouponRefusal, total: string | null): void {
    const { held } = own;
    // What else is in the cart is better: it stays what it is.
    if (reason === "not_combinable" || reason === "margin_floor") return;
    if (held.state === "refused" && held.reason === reason && held.total === total) return;
    this.become(own, { state: "refused", total, reason });
    if (held.state !== "refused" || held.reason !== reason)
      this.events.push(couponRejected(this.#about(own), reason));
  }

  become({ held }: OwnCoupon, now: Pick<HeldCoupon, "state" | "total"> & Partial<HeldCoupon>): void {
    const { reason: _reason, off: _off, isEstimate: _isEstimate, ...before } = held;
    // After what was seen before, whatever two clocks say: of two states the later counts.
    const known = this.seen.findIndex(({ id }) => id === held.id);
    const seen = { ...before, ...now, atMs: Math.max(this.#nowMs, held.atMs + 1) };
    this.seen.splice(known === -1 ? this.seen.length : known, 1, seen);
  }

  #about({ held: { id, code } }: OwnCoupon) {
    return { id, code, nowMs: this.#nowMs };
  }
}
