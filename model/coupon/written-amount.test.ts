import { expect, it } from "vitest";
import { writtenAmount } from "./written-amount.ts";

it.each([
  ["2 items €45", 45],
  ["2 items €45.00", 45],
  ["2 Artikel 1.045,50 €", 1045.5],
  ["Total (2 items): 45.00", 45],
  ["2 items 45 CHF", 45],
  ["2 varor 1 045 kr", 1045],
  ["€45.00 (includes €7.81 VAT)", 45],
  ["incl. VAT 21 %: €45", 45],
  ["45,00 EUR incl. 21 % VAT", 45],
  ["SEK 1 234,50", 1234.5],
  ["€ 45.–", 45],
  ["Total 45", 45],
])("%s is %d", (text, amount) => expect(writtenAmount(text)).toBe(amount));

it("reads what has three decimals as such", () => {
  expect(writtenAmount("3 items KWD 1.234", 3)).toBe(1.234);
  expect(writtenAmount("3 items €1.234")).toBe(1234);
});
