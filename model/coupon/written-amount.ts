/** Digits with what stands between them: points, commas, apostrophes and (no-break) spaces. */
const numbers = /\d(?:[\d.,'’\u00a0\u202f ]*\d)?/g;

/** A sign or a short name of a currency; taxes are mostly called by three capital letters as well. */
const signs = /^\s*\p{Sc}|^\s*(?!VAT|TVA|IVA|BTW|GST|TTC|TAX)[A-Z]{3}\b|^\s*(?:kr|zł|Kč|Ft|lei)(?!\p{L})/u;
const signsBefore =
  /(?:\p{Sc}|\b(?!VAT|TVA|IVA|BTW|GST|TTC|TAX)[A-Z]{3}|(?<!\p{L})(?:kr|zł|Kč|Ft|lei)\.?)\s*[-−]?\s*$/u;

/**
 * An amount of money as a shop writes it: `€1.234,50` and `1,234.50 EUR` are both 1234.5. Among several numbers, as in
 * `2 items €45 (21 % VAT)`, it is the first with a currency beside it; where none has one, the first with all its decimals.
 * @param digits that the currency has behind the point: where they are three, `1.234` is no thousand.
 * @returns in the currency's own unit; `undefined` where the text holds no number.
 */
export function writtenAmount(text: string, digits = 2): number | undefined {
  const found = [...text.matchAll(numbers)].map(([number], index, all) => {
    const from = all[index]?.index ?? 0;
    const isMoney = signsBefore.test(text.slice(0, from)) || signs.test(text.slice(from + number.length));
    return { number, isMoney };
  });
  const fraction = digits > 2 ? /[.,](\d{3})$/ : /[.,](\d{2})$/;
  const chosen =
    found.find(({ isMoney }) => isMoney) ?? found.find(({ number }) => fraction.test(number)) ?? found[0];
  if (chosen === undefined) return undefined;
  const [behind = "", decimals = "0"] = fraction.exec(chosen.number) ?? [];
  const whole = chosen.number.slice(0, chosen.number.length - behind.length).replace(/\D/g, "");
  return Number(`${whole}.${decimals}`);
}
