import * as v from "valibot";
import { Amount as AmountFrom } from "../../model/amount.ts";
import { couponRefusals } from "../../model/coupon/refusal.ts";
import { PageQuestion } from "./page-question.ts";

const Amount = AmountFrom(0);
const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, "A currency is an ISO 4217 code."));
const Code = v.pipe(v.string("A code is text."), v.minLength(1), v.maxLength(100));
const Name = v.pipe(v.string(), v.maxLength(200));

const Cart = v.object({
  value: Amount,
  total: Amount,
  currency: Currency,
  codes: v.pipe(v.array(Code), v.maxLength(50)),
  taken: v.optional(v.pipe(v.array(v.object({ code: Code, off: Amount })), v.maxLength(50))),
  items: v.optional(
    v.pipe(
      v.array(
        v.object({
          product: Name,
          categories: v.pipe(v.array(Name), v.maxLength(50)),
          price: Amount,
          quantity: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
        }),
      ),
      v.maxLength(200),
    ),
  ),
});

const page = { page_location: PageQuestion.entries.page_location, visitor: PageQuestion.entries.visitor };
const about = { ...page, id: v.pipe(v.string(), v.maxLength(100)), code: Code, currency: Currency };

/** What the snippet asks, and tells, about the coupons that the visitor holds and the shop's cart. */
export const CouponQuestion = v.variant("do", [
  /** How the shop's cart is reached. */
  v.object({ do: v.literal("open"), ...page }),
  /** What is to be done with the cart. */
  v.object({
    do: v.literal("choose"),
    ...page,
    cart: Cart,
    /** A code that the shop was asked for by a page that was left before it saw what that did. */
    unseen: v.optional(Code),
  }),
  /** The shop took it: what was to be paid before, and after. */
  v.object({ do: v.literal("applied"), ...about, before: Amount, after: Amount }),
  /** The shop did not take it. */
  v.object({ do: v.literal("rejected"), ...about, reason: v.picklist(couponRefusals), total: Amount }),
]);
export type CouponQuestion = v.InferOutput<typeof CouponQuestion>;
export type Asked<Do extends CouponQuestion["do"]> = Extract<CouponQuestion, { do: Do }>;
