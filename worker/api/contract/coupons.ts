import * as v from "valibot";
import { couponRefusals } from "../../../model/coupon/refusal.ts";
import { mostIdentities } from "../../../model/events/incoming.ts";
import { Identity } from "../../../model/identity/identity.ts";
import { Count, Moment } from "./answers.ts";
import { Days } from "./days.ts";
import { editors, type Endpoints, everybody, knowing } from "./endpoint.ts";
import { nextEntries, pageEntries } from "./page.ts";

const mostCodes = 1000;

const Identities = v.pipe(
  v.array(Identity, "Identities are a list."),
  v.minLength(1, "At least one identity is needed."),
  v.maxLength(mostIdentities, `There are at most ${mostIdentities} identities.`),
);

/** The first of the identities names whose profile it is. */
export const Issue = v.object({ identities: Identities, referredBy: v.optional(Identities) });
export type Issue = v.InferOutput<typeof Issue>;

/** What is no code is said of each. */
export const Codes = v.object({
  codes: v.pipe(
    v.array(v.unknown(), "codes is a list."),
    v.minLength(1, "There is at least one code."),
    v.maxLength(mostCodes, `There are at most ${mostCodes} codes at once.`),
  ),
});

export const Revoked = v.union(
  [
    v.strictObject({ identities: Identities }),
    v.strictObject({ code: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64)) }),
    v.strictObject({ all: v.literal(true) }),
  ],
  "Named are either identities, or a code, or all.",
);

export const WantedCouponReport = v.object({
  days: Days,
  after: pageEntries.after,
});

/** A coupon's ledger; amounts are minor units of the site's currency. */
const CouponLedger = v.object({
  /** Codes of an imported pool that nobody has yet; `null` for other coupons. */
  stock: v.nullable(Count),
  issued: Count,
  available: Count,
  reserved: Count,
  redeemed: Count,
  expired: Count,
  revoked: Count,
  reservedAmount: v.number(),
  redeemedAmount: v.number(),
  refusals: v.record(v.picklist(couponRefusals), Count),
  /** Nobody can be issued one now. */
  isSpent: v.boolean(),
});
export type CouponLedger = v.InferOutput<typeof CouponLedger>;

export const couponEndpoints = {
  "POST /coupons/:id/codes?site=:site": {
    does: "Adds up to 1,000 codes to an imported pool: as JSON, or as CSV with a column code. A code is in the pool once, so the same may be sent again.",
    who: editors,
    scope: "coupons",
    body: v.object({ codes: v.array(v.string()) }),
    takes: ["text/csv"],
    answer: v.object({
      added: Count,
      /** In the pool before. */
      duplicates: Count,
      /** `index` is the place in the list, or among the rows below the heading, from 0. */
      rejected: v.array(v.object({ index: Count, code: v.string(), message: v.string() })),
    }),
    errors: ["conflict", "temporarily_unavailable"],
    leaves: "coupon.codes_added",
  },
  "GET /coupons/:id/ledger?site=:site": {
    does: "What became of all units that were ever issued. Amounts are minor units of the site's currency.",
    who: everybody,
    scope: "coupons",
    answer: v.object({ ledger: CouponLedger }),
    errors: ["temporarily_unavailable"],
  },
  "POST /coupons/:id/issue?site=:site": {
    does: "Issues a coupon to somebody whom a call centre or an app knows: they hold it from their next page on. The same to whoever has it already. A refusal is an answer.",
    who: knowing,
    scope: "coupons",
    body: Issue,
    answer: v.union([
      v.object({ issued: v.literal(true), code: v.string(), expiresAt: v.nullable(Moment) }),
      v.object({ issued: v.literal(false), reason: v.picklist(couponRefusals) }),
    ]),
    errors: ["temporarily_unavailable"],
    leaves: "coupon.issued",
  },
  "POST /coupons/:id/revoke?site=:site": {
    does: "Takes back what nobody has ordered with: of one person, one code, or all.",
    who: editors,
    scope: "coupons",
    body: Revoked,
    answer: v.object({ revoked: Count }),
    errors: ["temporarily_unavailable"],
    leaves: "coupon.taken_back",
  },
  "GET /reports/coupons?site=:site": {
    does: "Each published coupon's ledger, and what was refused in the last 7 days or as many as days says, by day (UTC) and reason. Where coupon is empty, it is no code of any. Of more coupons than can be asked at once, after goes on with what the answer before called next.",
    who: everybody,
    query: WantedCouponReport.entries,
    answer: v.object({
      coupons: v.array(v.object({ id: v.string(), name: v.string(), ledger: CouponLedger })),
      ...nextEntries,
      /** Counted from then on. */
      since: Moment,
      refused: v.array(
        v.object({
          day: v.string(),
          coupon: v.string(),
          /** A refusal's code, or `guessing`, `crowded`, `replay`, `not_theirs`, `not_issued`, `unreadable_order`. */
          reason: v.string(),
          times: Count,
        }),
      ),
    }),
  },
} as const satisfies Endpoints;
