import { decimalMark } from "./decimal-mark.ts";

/** What stands for a text that is no number: the API refuses it, so that nothing else is ever saved in its place. */
export const noNumber = -1;

/** A number as it is typed, with a point or a comma. @returns `null` for no text, `noNumber` for one that cannot be read. */
export function numberFrom(text: string): number | null {
  const typed = text.trim();
  if (typed === "") return null;
  return /^\d{1,10}([.,]\d{1,3})?$/.test(typed) ? Number(typed.replace(",", ".")) : noNumber;
}

/** The same as it is typed, with the reader's decimal mark. */
export function numberText(number: number | null): string {
  return number === null || number === noNumber ? "" : String(number).replace(".", decimalMark);
}
