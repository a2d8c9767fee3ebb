import * as v from "valibot";
import { Amount as AmountFrom } from "../amount.ts";

const Amount = AmountFrom(1);

const Percent = v.pipe(
  v.number("A percentage is a number."),
  v.gtValue(0, "A percentage is more than 0."),
  v.maxValue(100, "A percentage is at most 100."),
);
const Pieces = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));
const Product = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

/** What a shop takes off for a coupon. Amounts are minor units of the site's currency, such as cents. */
export const Discount = v.variant("kind", [
  /** `most` is taken off at most. */
  v.object({
    kind: v.literal("percent"),
    percent: Percent,
    most: v.optional(v.nullable(Amount), null),
  }),
  v.object({ kind: v.literal("amount"), amount: Amount }),
  /** `worth` is what the shop asks for shipping otherwise, where somebody has said. */
  v.object({ kind: v.literal("free_shipping"), worth: v.optional(v.nullable(Amount), null) }),
  v.object({ kind: v.literal("gift"), product: Product, worth: v.optional(v.nullable(Amount), null) }),
  /** Of each `buy` + `get` pieces, the cheapest `get` are so much cheaper. */
  v.object({ kind: v.literal("buy_get"), buy: Pieces, get: Pieces, percent: v.optional(Percent, 100) }),
]);
export type Discount = v.InferOutput<typeof Discount>;
