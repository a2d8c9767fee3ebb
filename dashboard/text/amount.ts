import { decimalMark } from "./decimal-mark.ts";
import { locale } from "./language.ts";

/** What stands for a text that is no amount: the API refuses it, so that nothing else is ever saved in its place. */
export const noAmount = -1;

/**
 * An amount as it is typed, with a point or a comma, in the currency's smallest unit: "12,5" → 1250 for euros.
 * @returns `null` for no text, `noAmount` for one that cannot be read.
 */
export function minorUnits(text: string, currency: string): number | null {
  const typed = text.trim();
  if (typed === "") return null;
  const [, whole = "", part = ""] = /^(\d{1,9})(?:[.,](\d*))?$/.exec(typed) ?? [];
  const digits = fractionDigits(currency);
  if (whole === "" || part.length > digits) return noAmount;
  return Number(whole + part.padEnd(digits, "0"));
}

/** The text for an amount in the currency's smallest unit: 1250 → "12.50" for euros, with the reader's decimal mark. */
export function amountText(minor: number | null, currency: string): string {
  if (minor === null || minor === noAmount) return "";
  const digits = fractionDigits(currency);
  return (minor / 10 ** digits).toFixed(digits).replace(".", decimalMark);
}

/** The same as people read it: 1250 → "€12.50", in Italian "12,50 €". */
export function money(minor: number, currency: string): string {
  return price(minor / 10 ** fractionDigits(currency), currency);
}

/** What events say of money, in whole units of the currency, as people read it: 12.5 → "€12.50". */
export function price(amount: number, currency: string): string {
  const format = formats.get(currency) ?? new Intl.NumberFormat(locale, { style: "currency", currency });
  formats.set(currency, format);
  return format.format(amount);
}

/** By currency: making one takes longer than all that is done with it in a list of hundreds. */
const formats = new Map<string, Intl.NumberFormat>();

function fractionDigits(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
