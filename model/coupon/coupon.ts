import * as v from "valibot";
import { Amount } from "../amount.ts";
import { Identifier, Name } from "../identifier.ts";
import { Schedule } from "../schedule.ts";
import { CouponCode } from "./coupon-code.ts";
import { CodePattern } from "./code-pattern.ts";
import { Discount } from "./discount.ts";

const Count = v.pipe(
  v.number("A limit is a number."),
  v.integer("A limit is a whole number."),
  v.minValue(1, "A limit is 1 or more; no limit at all is null."),
  v.maxValue(1_000_000_000, "A limit is at most 1,000,000,000."),
);
const Limit = v.optional(v.nullable(Count), null);

const Money = v.optional(v.nullable(Amount(1)), null);

const Names = v.optional(
  v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
    v.maxLength(500, "A coupon names at most 500 of them."),
  ),
  [],
);

/** How often it may be had: of all people, by one person, and on one day (of the site's time zone). `null`: no limit. */
const Limits = v.object({ total: Limit, perPerson: Limit, perDay: Limit });

/** Which coupons may be in one cart together. Two combine where each names the other's class, and neither excludes the other. */
const Combining = v.object({
  class: v.optional(Identifier, "order"),
  /** Classes; none: it is used alone. */
  with: v.optional(v.pipe(v.array(Identifier), v.maxLength(50)), []),
  /** Coupons by id. */
  excludes: v.optional(v.pipe(v.array(Identifier), v.maxLength(500)), []),
});

const CouponDocument = v.object({
  id: Identifier,
  name: Name,
  /** The one code that the shop accepts from everybody; `null` where there is a pool. */
  code: v.optional(v.nullable(CouponCode), null),
  /** Where each person's own code comes from; `null` where there is one for all. */
  pool: v.optional(
    v.nullable(
      v.variant("kind", [
        v.object({ kind: v.literal("generated"), pattern: CodePattern }),
        v.object({ kind: v.literal("imported") }),
      ]),
    ),
    null,
  ),
  /** What the shop takes off; `null`: nobody has said. The shop does it: this is what it is compared and estimated by. */
  discount: v.optional(v.nullable(Discount), null),
  /** What the cart has to be worth. */
  minimum: Money,
  /** What it is about, by the shop's own numbers and names; none: everything. */
  products: Names,
  categories: Names,
  limits: v.optional(Limits, {}),
  /** What all redemptions together may take off. */
  budget: Money,
  /** When its codes may be given out and used, on the shop's clock. */
  schedule: v.optional(v.pipe(Schedule), {}),
  /** For how long a person has it; `null`: as long as it is valid at all. */
  hoursAfterIssue: Limit,
  combining: v.optional(Combining, {}),
  /** How many objects share its codes: more than one for coupons that thousands ask for in a second. */
  shards: v.optional(
    v.pipe(
      v.number("Shards are a number."),
      v.integer("Shards are a whole number."),
      v.minValue(1, "There is at least one shard."),
      v.maxValue(32, "There are at most 32 shards."),
    ),
    1,
  ),
});

/** A discount of the shop's own, known to Edgewise by the codes that the shop accepts. */
export const Coupon = v.pipe(
  CouponDocument,
  v.forward(
    v.check(
      ({ code, pool }) => (code === null) !== (pool === null),
      "A coupon has one code for everybody, or a pool of codes.",
    ),
    ["code"],
  ),
  v.forward(
    v.check(
      ({ shards, budget, limits }) => shards === 1 || (budget === null && limits.perDay === null),
      "What is spent of a budget, or in a day, is counted in one place: such a coupon has one shard.",
    ),
    ["shards"],
  ),
);
export type Coupon = v.InferOutput<typeof Coupon>;
