/** An amount of money in whole euro cents. All sums in the shop are done in cents, so they are exact. */
export type Cents = number;

const euroFormat = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });

/** Writes an amount for people: 2450 becomes "€24.50". */
export function euros(cents: Cents): string {
  return euroFormat.format(cents / 100);
}

/** Writes an amount for machines (JSON-LD, the data layer): 2450 becomes 24.5. */
export function decimal(cents: Cents): number {
  return Number((cents / 100).toFixed(2));
}

/** A percentage of an amount, rounded half up to the cent. */
export function percentOf(cents: Cents, percent: number): Cents {
  return Math.round((cents * percent) / 100);
}
