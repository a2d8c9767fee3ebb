/** As shops write it in English. @param amount minor units. @param currency ISO 4217. */
export function writtenMoney(amount: number, currency: string): string {
  return formatOf(currency).format(majorUnits(amount, currency));
}

/** An amount in the currency's own unit, as events have it. @param amount minor units. */
export function majorUnits(amount: number, currency: string): number {
  const digits = fractionDigits(currency);
  return Number((amount / 10 ** digits).toFixed(digits));
}

/** @param hundredths of the currency's own unit, as shops' pages are read. */
export function minorUnits(hundredths: number, currency: string): number {
  return Math.round((hundredths * 10 ** fractionDigits(currency)) / 100);
}

/** How many digits a currency has behind the point, such as 2 for cents. */
export function fractionDigits(currency: string): number {
  return formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

function formatOf(currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat("en", { style: "currency", currency });
}
