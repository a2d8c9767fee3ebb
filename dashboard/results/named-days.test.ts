import { expect, it } from "vitest";
import { namedDays, secondOf } from "./named-days.ts";

const day = 86_400;

/** So many days up to the 23rd of November, of which every so manieth is there. */
function daysOf(count: number, every: number): string[] {
  const at = (index: number): string =>
    new Date(Date.UTC(2026, 10, 23 - every * (count - 1 - index))).toISOString().slice(0, 10);
  return Array.from({ length: count }, (_, index) => at(index));
}

it("names every second day, and the last one always", () => {
  const named = namedDays(daysOf(6, 1), 2 * day);
  expect(named).toEqual(["2026-11-19", "2026-11-21", "2026-11-23"].map(secondOf));
});

it("names days of a year of which every sixth is there, also where clocks were changed", () => {
  const named = namedDays(daysOf(60, 6), 91 * day);
  expect(named).toHaveLength(4);
  expect(named.at(-1)).toBe(secondOf("2026-11-23"));
  const gaps = named.slice(1).map((second, index) => (second - (named[index] ?? 0)) / day);
  expect(gaps.every((gap) => gap > 90 && gap < 97)).toBe(true);
});
