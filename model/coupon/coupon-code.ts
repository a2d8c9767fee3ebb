import * as v from "valibot";

/** A code as shops accept it. */
export const CouponCode = v.pipe(
  v.string("A code is text."),
  v.trim(),
  v.regex(/^[A-Za-z0-9_-]{1,64}$/, "A code has 1 to 64 letters, digits, hyphens or underscores."),
);
