import { expect, it } from "vitest";
import { noNumber, numberFrom, numberText } from "./number.ts";

it.each([
  ["", null],
  [" 12 ", 12],
  ["12.5", 12.5],
  ["12,5", 12.5],
  ["1.000.000", noNumber],
  ["-3", noNumber],
  ["1e9", noNumber],
  ["many", noNumber],
])("reads %j as %j", (text, number) => expect(numberFrom(text)).toBe(number));

it("writes what it read, and nothing where there is nothing to write", () => {
  expect([numberText(12.5), numberText(null), numberText(noNumber)]).toEqual(["12.5", "", ""]);
});
