import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { OrderPlatform } from "../../model/orders/order-platform.ts";
import type { Ledger } from "../coupon/asked.ts";

/** What the API says of coupons beyond their drafts, and of the orders that redeem them. */
export interface CouponApi {
  /**
   * A webhook of a shop's server: raw, signed as its platform signs. No session and no key; see docs/orders.md.
   * `taken: false` is something that could not be read as an order, or an order that only tests the shop.
   */
  "POST /orders/:platform?site=:site": { body: Record<string, unknown>; answer: { taken: boolean } };
  /**
   * The secret that webhooks of a platform are signed with; this answer alone shows it. Shopify's is given, WooCommerce's
   * may be, the others are made. The one before stays good until `previousUntil` (ISO 8601). For owners. 201.
   */
  "POST /order-secrets?site=:site": {
    body: { platform: OrderPlatform; secret?: string };
    answer: { secret: string; previousUntil: string | null };
  };

  /**
   * Adds up to 1,000 codes to an imported pool: as JSON, or as CSV with a column `code`. A code is in the pool once, so the
   * same may be sent again.
   */
  "POST /coupons/:id/codes?site=:site": { body: { codes: string[] }; answer: StockedCodes };
  /** What became of all units that were ever issued. */
  "GET /coupons/:id/ledger?site=:site": { body: undefined; answer: { ledger: CouponLedger } };
  /**
   * Issues a coupon to somebody whom a call centre or an app knows: they hold it from their next page on. The same to whoever
   * has it already. A refusal is an answer. Also for care agents.
   */
  "POST /coupons/:id/issue?site=:site": {
    body: {
      /** The first names whose profile it is. */
      identities: { type: string; value: string }[];
      referredBy?: { type: string; value: string }[];
    };
    answer:
      | { issued: true; code: string; expiresAt: string | null }
      | { issued: false; reason: CouponRefusal };
  };
  /** Takes back what nobody has ordered with: of one person, one code, or all. */
  "POST /coupons/:id/revoke?site=:site": {
    body: { identities: { type: string; value: string }[] } | { code: string } | { all: true };
    answer: { revoked: number };
  };
  /**
   * Each published coupon's ledger, and what was refused in the last 7 days or as many as `&days=` says, 31 at most, by day
   * (UTC) and reason. Of more coupons than can be asked at once, `&cursor=` goes on; without it, or empty, it begins.
   */
  "GET /reports/coupons?site=:site&cursor=:cursor": { body: undefined; answer: CouponReport };
}

/** A coupon's ledger; amounts are minor units of the site's currency. */
export type CouponLedger = Ledger;

export interface StockedCodes {
  added: number;
  /** In the pool before. */
  duplicates: number;
  /** `index` is the place in the list, or among the rows below the heading, from 0. */
  rejected: { index: number; code: string; message: string }[];
}

export interface CouponReport {
  coupons: { id: string; name: string; ledger: CouponLedger }[];
  /** `null` where there are no more coupons. */
  cursor: string | null;
  /** ISO 8601: counted from then on. */
  since: string;
  refused: {
    day: string;
    /** Empty where it is no code of any coupon. */
    coupon: string;
    /** A refusal's code, or `guessing`, `crowded`, `replay`, `not_theirs`, `not_issued`, `unreadable_order`. */
    reason: string;
    times: number;
  }[];
}
