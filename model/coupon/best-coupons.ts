import type { CartSeen } from "./cart-seen.ts";
import type { Coupon } from "./coupon.ts";
import { estimatedDiscount, isOffItems, worthOf } from "./estimated-discount.ts";
import type { CouponRefusal } from "./refusal.ts";

export interface BestCoupons {
  /** In the order to apply them: what takes off most comes first, what is not known comes last. Minor units. */
  apply: readonly { id: string; estimate: number | null }[];
  refused: readonly { id: string; reason: CouponRefusal }[];
}

interface Candidate {
  coupon: Coupon;
  estimate: number | null;
}

/** Of so many that may be combined, every combination is looked at; of more, each that still fits is taken in turn. */
const mostSearched = 12;

/**
 * The coupons that together take off most for the shopper, within what may be combined and the shop's floor: of what the
 * items cost, so many percent are left to pay. What nobody knows takes off nothing here, so that it is only taken beside
 * what is known; and never where there is a floor that it might break. Of two that take off the same, the one with fewer
 * coupons, then the one held longer.
 * @param held the oldest first.
 */
export function bestCoupons(
  held: readonly Coupon[],
  cart: CartSeen,
  { leastPaidPercent }: { leastPaidPercent: number | null },
): BestCoupons {
  const all = held.map((coupon) => ({ coupon, estimate: estimatedDiscount(coupon, cart) }));
  const worth = worthOf(cart);
  const most = mostOff(worth, leastPaidPercent);
  const fits = (chosen: readonly Candidate[]) => keepsFloor(chosen, most);
  const useful = all.filter(({ estimate }) => estimate !== 0);
  const possible = useful.filter((candidate) => fits([candidate]));
  const chosen = best(possible, (set) => worthOfSet(set, worth), fits);
  const ids = new Set(chosen.map(({ coupon }) => coupon.id));
  const reasonOf = (candidate: Candidate): CouponRefusal => {
    if (candidate.estimate === 0)
      return isBelowMinimum(candidate, worth) ? "minimum_not_met" : "not_applicable";
    if (!fits([candidate])) return "margin_floor";
    if (!chosen.every((other) => combine(other.coupon, candidate.coupon))) return "not_combinable";
    return fits([...chosen, candidate]) ? "no_discount" : "margin_floor";
  };
  return {
    apply: chosen
      .toSorted((a, b) => (b.estimate ?? -1) - (a.estimate ?? -1))
      .map(({ coupon, estimate }) => ({ id: coupon.id, estimate })),
    refused: all
      .filter(({ coupon }) => !ids.has(coupon.id))
      .map((candidate) => ({ id: candidate.coupon.id, reason: reasonOf(candidate) })),
  };
}

/** Whether two coupons may be in one cart: each names the other's class, and neither excludes the other. */
function combine(a: Coupon, b: Coupon): boolean {
  return allows(a, b) && allows(b, a);
}

function allows({ combining }: Coupon, other: Coupon): boolean {
  return combining.with.includes(other.combining.class) && !combining.excludes.includes(other.id);
}

/** What may be taken off at most; `null` where there is a floor and nobody knows what that is a share of. */
function mostOff(worth: number | null, leastPaidPercent: number | null): number | null {
  if (leastPaidPercent === null) return Infinity;
  return worth === null ? null : worth - leastPaid(worth, leastPaidPercent);
}

/** As far as percentages are told apart. */
const partsOfPercent = 1_000_000;

/** Rounded up, so that the floor is kept to the cent. */
function leastPaid(worth: number, percent: number): number {
  const whole = BigInt(100 * partsOfPercent);
  const part = BigInt(worth) * BigInt(Math.round(percent * partsOfPercent));
  return Number((part + whole - 1n) / whole);
}

function keepsFloor(chosen: readonly Candidate[], most: number | null): boolean {
  if (most === Infinity) return true;
  const offItems = chosen.filter(({ coupon }) => isOffItems(coupon));
  if (offItems.length === 0) return true;
  if (most === null || offItems.some(({ estimate }) => estimate === null)) return false;
  return sumOf(offItems) <= most;
}

function sumOf(chosen: readonly Candidate[]): number {
  return chosen.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0);
}

/** What a combination takes off, where items cannot cost less than nothing; and of how many coupons that is not known. */
type Worth = readonly [known: number, unknown: number];

function worthOfSet(chosen: readonly Candidate[], worth: number | null): Worth {
  const off = sumOf(chosen.filter(({ coupon }) => isOffItems(coupon)));
  const beside = sumOf(chosen.filter(({ coupon }) => !isOffItems(coupon)));
  const unknown = chosen.filter(({ estimate }) => estimate === null).length;
  return [Math.min(off, worth ?? Infinity) + beside, unknown];
}

type Value = (chosen: readonly Candidate[]) => Worth;
type Fits = (chosen: readonly Candidate[]) => boolean;

function best(possible: readonly Candidate[], value: Value, fits: Fits): readonly Candidate[] {
  const isSocial = (one: Candidate) =>
    possible.some((other) => other !== one && combine(one.coupon, other.coupon));
  const social = possible.filter(isSocial);
  const together =
    social.length <= mostSearched ? searched(social, value, fits) : inTurn(social, value, fits);
  const alone = possible.filter((one) => !isSocial(one)).map((one) => [one]);
  return [together, ...alone].reduce((a, b) => (isBetter(value(b), value(a)) ? b : a));
}

function isBetter([known, unknown]: Worth, [otherKnown, otherUnknown]: Worth): boolean {
  return known > otherKnown || (known === otherKnown && unknown > otherUnknown);
}

/** Smaller combinations come first, so that one more coupon has to take off more. */
function searched(candidates: readonly Candidate[], value: Value, fits: Fits): readonly Candidate[] {
  let found: readonly Candidate[] = [];
  let sets: { chosen: readonly Candidate[]; next: number }[] = [{ chosen: [], next: 0 }];
  while (sets.length > 0) {
    sets = sets.flatMap(({ chosen, next }) =>
      candidates.slice(next).flatMap((candidate, offset) => {
        const more = [...chosen, candidate];
        if (!chosen.every(({ coupon }) => combine(coupon, candidate.coupon)) || !fits(more)) return [];
        return [{ chosen: more, next: next + offset + 1 }];
      }),
    );
    for (const { chosen } of sets) if (isBetter(value(chosen), value(found))) found = chosen;
  }
  return found;
}

function inTurn(candidates: readonly Candidate[], value: Value, fits: Fits): readonly Candidate[] {
  let chosen: readonly Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => (b.estimate ?? -1) - (a.estimate ?? -1))) {
    const more = [...chosen, candidate];
    const isAllowed = chosen.every(({ coupon }) => combine(coupon, candidate.coupon)) && fits(more);
    if (isAllowed && isBetter(value(more), value(chosen))) chosen = more;
  }
  return chosen;
}

function isBelowMinimum({ coupon }: Candidate, worth: number | null): boolean {
  return coupon.minimum !== null && worth !== null && worth < coupon.minimum;
}
