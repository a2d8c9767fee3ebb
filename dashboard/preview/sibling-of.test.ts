import { expect, it } from "vitest";
import { siblingOf } from "./sibling-of.ts";

it.each([
  ["www.shop.example", "ew.shop.example", true],
  ["shop.example", "ew.shop.example", true],
  ["a.b.shop.example", "ew.shop.example", true],
  ["otherwise-shop.example", "ew.shop.example", false],
  ["www.other.example", "ew.shop.example", false],
])("%s may be shown by %s: %s", (host, dashboard, isSibling) => {
  expect(siblingOf(host, dashboard).isSibling).toBe(isSibling);
});

it("names a host at which it could be shown", () => {
  expect(siblingOf("www.other.example", "ew.shop.example").example).toBe("ew.other.example");
});
