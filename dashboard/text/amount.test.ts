import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountText, minorUnits, noAmount } from "./amount.ts";

describe("an amount that is typed", () => {
  it.each([
    ["12.50", "EUR", 1250],
    ["12,5", "EUR", 1250],
    [" 12 ", "EUR", 1200],
    ["12.", "EUR", 1200],
    ["0", "EUR", 0],
    ["0.07", "USD", 7],
    ["1200", "JPY", 1200],
    ["1.234", "KWD", 1234],
    ["", "EUR", null],
    ["  ", "EUR", null],
    ["12.345", "EUR", noAmount],
    ["1.5", "JPY", noAmount],
    ["1,234.50", "EUR", noAmount],
    ["-3", "EUR", noAmount],
    ["abc", "EUR", noAmount],
    ["1e3", "EUR", noAmount],
    [".5", "EUR", noAmount],
  ])("as %j in %s is %j", (text, currency, minor) => expect(minorUnits(text, currency)).toBe(minor));

  it("comes back as it was, in any currency", () => {
    const amount = fc.option(fc.nat(100_000_000));
    fc.assert(
      fc.property(amount, fc.constantFrom("EUR", "JPY", "KWD"), (minor, currency) => {
        expect(minorUnits(amountText(minor, currency), currency)).toBe(minor);
      }),
    );
  });
});
