import * as v from "valibot";

/** An amount of money in the smallest unit of its currency, such as cents. @param least 1 where nothing is no amount. */
export function Amount(least: 0 | 1) {
  return v.pipe(
    v.number("An amount is a number."),
    v.integer("An amount is a whole number of the currency's smallest unit, such as cents."),
    v.minValue(least, least === 0 ? "An amount is 0 or more." : "An amount is more than 0."),
    v.maxValue(1_000_000_000_000, "This amount is too large."),
  );
}
