import * as v from "valibot";

/** Minor units of the site's currency, such as cents. */
export const Amount = v.pipe(
  v.number("An amount is a number."),
  v.integer("An amount is a whole number of the currency's smallest unit, such as cents."),
  v.minValue(1, "An amount is more than 0."),
  v.maxValue(1_000_000_000_000, "This amount is too large."),
);
