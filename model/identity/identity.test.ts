import { describe, expect, it } from "vitest";
import { check } from "../problem.ts";
import { hintOf } from "./hint-of.ts";
import { Identity } from "./identity.ts";

function valueOf(type: string, value: string): string | undefined {
  const checked = check(Identity, { type, value });
  return checked.ok ? checked.value.value : undefined;
}

describe("an identity", () => {
  it.each([
    ["email", " Mia.Berg@Example.COM ", "mia.berg@example.com"],
    ["handle", "@Mia", "mia"],
    ["phone", "+49 (171) 12-34", "+491711234"],
    ["phone", "0049 171 1234", "+491711234"],
    ["phone", "0171/1234", "01711234"],
    ["customer", " K-42 ", "K-42"],
    ["card", "Cafe\u0301", "Caf\u00e9"],
    ["loyalty", "A b", "A b"],
  ])("of type %s written %j is %j", (type, value, expected) => {
    expect(valueOf(type, value)).toBe(expected);
  });

  it.each([
    ["email", "  "],
    ["phone", "unknown"],
    ["handle", "@"],
    ["customer", "a\nb"],
    ["customer", "x".repeat(321)],
    ["Customer", "42"],
    ["", "42"],
  ])("of type %s is not %j", (type, value) => {
    expect(valueOf(type, value)).toBeUndefined();
  });
});

it.each([
  ["email", "anna@example.com", "a…a@example.com"],
  ["email", "jo@example.com", "j…@example.com"],
  ["email", "@example", "…le"],
  ["phone", "+491711234567", "…4567"],
  ["customer", "42", "…"],
  ["customer", "1234567", "…67"],
  ["handle", "\u{1f600}\u{1f601}\u{1f602}", "…\u{1f602}"],
])("people see of the %s %s only %s", (type, value, hint) => {
  expect(hintOf({ type, value })).toBe(hint);
});
