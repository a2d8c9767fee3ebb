import { expect, it } from "vitest";
import { Guesses } from "./guesses.ts";

const nowMs = Date.UTC(2026, 10, 22, 9, 30);
const shopper = { site: "lumen", visitor: "a", address: "192.0.2.1" };
const others = (index: number, address: string) => ({ site: "lumen", visitor: `v${index}`, address });

it("lets somebody mistype, and stops who guesses, for the rest of the hour", () => {
  const guesses = new Guesses();
  const reported = Array.from({ length: 10 }, () => guesses.missed(shopper, nowMs));
  expect(reported.filter(Boolean)).toHaveLength(1);
  expect(guesses.mayTry(shopper, nowMs)).toBe(false);
  expect(guesses.mayTry({ ...shopper, visitor: "b" }, nowMs)).toBe(true);
  expect(guesses.mayTry({ ...shopper, site: "other" }, nowMs)).toBe(true);
  expect(guesses.mayTry(shopper, nowMs + 60 * 60_000)).toBe(true);
});

it("stops whoever takes a new browser for each guess", () => {
  const guesses = new Guesses();
  for (let index = 0; index < 100; index++) guesses.missed(others(index, "192.0.2.1"), nowMs);
  expect(guesses.mayTry(others(200, "192.0.2.1"), nowMs)).toBe(false);
  expect(guesses.mayTry(others(200, "192.0.2.2"), nowMs)).toBe(true);
  expect(guesses.mayTry({ ...shopper, visitor: "c", address: null }, nowMs)).toBe(true);
});

it("takes the addresses of one IPv6 connection for one", () => {
  const guesses = new Guesses();
  for (let index = 0; index < 100; index++) guesses.missed(others(index, `2001:db8::${index}:1`), nowMs);
  expect(guesses.mayTry(others(200, "2001:db8:0:0:ffff::9"), nowMs)).toBe(false);
  expect(guesses.mayTry(others(200, "2001:db8:0:1::9"), nowMs)).toBe(true);
});
