/**
 * An amount in minor units of its currency, as cents are of euros.
 * @param amount in the currency's own unit.
 */
export function minorUnits(amount: number, currency: string): number {
  return Math.round(amount * 10 ** digitsOf(currency));
}

/** How many digits a currency has behind the point, such as 2 for cents. */
export function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

interface Priced {
  price: number;
  quantity: number;
}

/** What items cost. */
export function sumOf(items: readonly Priced[]): number {
  return items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
}
