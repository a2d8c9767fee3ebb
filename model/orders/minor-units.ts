import * as v from "valibot";

const mostUnits = 1_000_000_000_000;

/** An amount as shops write it: a number, or a text such as `"19.90"` or `"-5.00"`. */
export const Amount = v.union([
  v.pipe(v.number(), v.finite()),
  v.pipe(v.string(), v.regex(/^-?\d{1,12}(\.\d{1,9})?$/, "An amount is a number such as 19.90.")),
]);
export type Amount = v.InferOutput<typeof Amount>;

/** ISO 4217, in capital letters. */
export const CurrencyCode = v.pipe(
  v.string(),
  v.toUpperCase(),
  v.regex(/^[A-Z]{3}$/, "A currency is an ISO 4217 code such as EUR."),
);

/** An amount in the currency's smallest unit, such as cents: never less than nothing. */
export function minorUnits(amount: Amount, currency: string): number {
  const units = Number(amount) * 10 ** digitsOf(currency);
  // What a float makes of 1.005 × 100 is less than 100.5.
  const rounded = Math.round(Number(units.toPrecision(15)));
  return Math.min(Math.max(0, rounded), mostUnits);
}

/** The other way round, as events have it. */
export function majorUnits(units: number, currency: string): number {
  const places = digitsOf(currency);
  return Number((units / 10 ** places).toFixed(places));
}

/** Formatters take long to make. */
const digits = new Map<string, number>();

/** How many digits of an amount come after the point. @param currency ISO 4217 */
export function digitsOf(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const found = format.resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}
