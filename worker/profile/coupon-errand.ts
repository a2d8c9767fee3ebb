import { isOver } from "../../model/coupon/is-live.ts";
import { couponsOf, keptCopies } from "./held-coupons.ts";
import type { ProfileState } from "./state.ts";
import type { ToldDiscount } from "./told-discount.ts";

/** What a coupon's object has yet to be told, or asked. Its `id` is the same however often it is. */
export type CouponErrand =
  /** The person is to have one. */
  | { type: "issue"; id: string; coupon: string }
  /** The person has another one: it goes back. With a code for everybody, `of` says whose of theirs it is. */
  | { type: "giveBack"; id: string; coupon: string; code: string | null; of: string }
  /** Two were taken for one person: of what both are known by, one of them keeps what has this code. */
  | {
      type: "part";
      id: string;
      coupon: string;
      code: string;
      keeps: readonly string[];
      loses: readonly string[];
    }
  /** `off`: what the shop was seen to take off, in minor units; `null` where nobody has. `told`: what the order says of it. */
  | (OfOrder & { type: "redeem"; off: number | null; told?: ToldDiscount })
  /** `atMs`: since when the order is cancelled; without it, for good. */
  | (OfOrder & { type: "cancel"; atMs?: number })
  /** Whether an order that only a page told of was confirmed, by a time when the coupon is free again where it was not. */
  | (OfOrder & { type: "confirmed"; dueMs: number });

interface OfOrder {
  id: string;
  coupon: string;
  code: string;
  order: string;
}

/** Nobody orders so much before the objects of coupons are heard of again; the oldest go. */
const mostErrands = 200;

/** Adds an errand, once. */
export function send(state: Pick<ProfileState, "errands">, errand: CouponErrand): void {
  if (state.errands.some(({ id }) => id === errand.id)) return;
  state.errands = [...state.errands, errand].slice(-mostErrands);
}

/** What is to be asked of coupons' objects now: what was noted, and units of all coupons that the person holds. */
export function errandsOf(state: ProfileState): CouponErrand[] {
  if (state.forgotten !== null && state.sources.size === 0) return [];
  const wanted = couponsOf(state).filter(({ id, state: is }) => {
    return (
      needsUnit.has(is) && !keptCopies(state, id).some((copy) => copy.unit !== undefined && !isOver(copy))
    );
  });
  const issues = wanted.map(({ id, atMs }): CouponErrand => {
    return { type: "issue", id: `issue ${state.profile} ${id} ${atMs}`, coupon: id };
  });
  return [...state.errands, ...issues];
}

/** When an errand may be done: most at once. */
export function dueMsOf(errand: CouponErrand): number {
  return errand.type === "confirmed" ? errand.dueMs : 0;
}

/** Also of those that the shop refused, or the shopper took off, for as long as they may come back. */
const needsUnit: ReadonlySet<string> = new Set(["held", "applied", "refused", "removed"]);
