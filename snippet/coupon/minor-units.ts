/**
 * An amount in minor units of its currency, as cents are of euros.
 * @param amount in the currency's own unit.
 */
export function minorUnits(amount: number, currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return Math.round(amount * 10 ** maximumFractionDigits);
}

interface Priced {
  price: number;
  quantity: number;
}

/** What items cost. */
export function sumOf(items: readonly Priced[]): number {
  return items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
}
