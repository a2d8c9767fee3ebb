import type { Coupon } from "../../model/coupon/coupon.ts";
import type { CouponRefusal } from "../../model/coupon/refusal.ts";

/** What a coupon goes by: of the newest bundle that anybody told its objects of; older ones are ignored. */
export interface Terms {
  /** Of the bundle. */
  version: number;
  coupon: Coupon;
  /** The site's, IANA name. */
  timeZone: string;
}

/** What comes with everything that is asked of a coupon. */
export interface AskedOf {
  site: string;
  terms: Terms;
  /** One wish: asked again with the same id, it is the same wish, and has the same answer for a week. */
  requestId: string;
  /** By the asker's clock. A coupon goes by its own, but for the minutes that a wish was under way. */
  nowMs: number;
}

/** Refusals are values; what throws is storage or the platform, and may be asked again with the same id. */
export type Answered<T> = ({ ok: true } & T) | { ok: false; reason: CouponRefusal };

/** A person, and whoever they are known as (nodes: visitors, hashed identities), so that limits hold for the person. */
export interface Holder {
  profile: string;
  marks: readonly string[];
}

/** What somebody goes by who asks for a person. */
export interface Knowing {
  /** When that was last true: of a unit that they turned out since not to share, they know nothing yet. */
  asOfMs?: number;
}

export interface Issue extends Knowing {
  holder: Holder;
  /** Who gets something for it that `holder` comes: nobody refers themselves. */
  referredBy?: Holder;
}

export interface Issued {
  code: string;
  /** `null`: as long as the coupon is valid at all. */
  expiresAtMs: number | null;
}

export interface Reserve extends Knowing {
  holder: Holder;
  code: string;
  /** What it is expected, or seen, to take off, in minor units. */
  amount: number;
  untilMs: number;
}

export interface Release extends Knowing {
  holder: Holder;
  code: string;
}

export interface Redeem {
  code: string;
  /** `null` where nobody knows who ordered. */
  holder: Holder | null;
  order: string;
  /** What it took off, in minor units. */
  amount: number;
  /** `false` where only a page told of the order: the coupon stays reserved for it until somebody confirms it. */
  isFinal: boolean;
  /** How long that is waited for. */
  untilMs?: number;
  /** Since when it stands, by the shop's clock: it stands again where it was cancelled before. Without it, it does not. */
  atMs?: number;
}

/**
 * What was wrong about an order that the shop accepted all the same: the code was somebody else's, nobody had been issued
 * it, or it had been redeemed before.
 */
export type CouponAbuse = "not_theirs" | "not_issued" | "replay";

export interface Redeemed {
  abuse: CouponAbuse | null;
}

export interface Cancel {
  code: string;
  order: string;
  /** By how much less the coupon took off in the end, in minor units; without it, the whole order is cancelled. */
  amount?: number;
  /** Since when it is cancelled, by the shop's clock; without it, for good. */
  atMs?: number;
}

/** Two who were taken for one person: what both hold with this code is held by one of them alone. */
export interface Part {
  code: string;
  /** The marks of whoever keeps it, and those of the other. */
  keeps: readonly string[];
  loses: readonly string[];
}

/** `isGivenBack`: whoever had it has another one, so that it does not count as one that they had. */
export type Revoke =
  | { holder: Holder; isGivenBack?: true }
  | { code: string; isGivenBack?: true }
  | { all: true };

export interface Stock {
  codes: readonly string[];
}

export interface Stocked {
  added: number;
  duplicates: number;
  rejected: { index: number; code: string; message: string }[];
}

/**
 * What became of all units that were ever issued: each is in exactly one of the five states, and `issued` is their sum.
 * Amounts are minor units of the site's currency.
 */
export interface Ledger {
  /** Codes of an imported pool that nobody has yet; `null` for other coupons. */
  stock: number | null;
  issued: number;
  available: number;
  reserved: number;
  redeemed: number;
  expired: number;
  revoked: number;
  reservedAmount: number;
  redeemedAmount: number;
  refusals: Partial<Record<CouponRefusal, number>>;
  /** Nobody can be issued one now. */
  isSpent: boolean;
}
