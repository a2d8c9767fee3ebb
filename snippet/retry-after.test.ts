import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

test.each([
  ["120", 120_000],
  ["999999", 3_600_000],
])("%j", (header, ms) => expect(retryAfterMs(header)).toBe(ms));

test.each([null, "", "0", "-5", "soon"])("%j asks for nothing", (header) =>
  expect(retryAfterMs(header)).toBeLessThanOrEqual(0),
);

test("a date", () => {
  const inTwoMinutes = new Date(Date.now() + 120_000).toUTCString();
  expect(retryAfterMs(inTwoMinutes)).toBeGreaterThan(118_000);
  expect(retryAfterMs(inTwoMinutes)).toBeLessThanOrEqual(120_000);
  expect(retryAfterMs("Wed, 21 Oct 2015 07:28:00 GMT")).toBeLessThanOrEqual(0);
});
