import { expect, it } from "vitest";
import { cartWith, percentOf, shareOf, shopApiWith } from "./fields.ts";

it("a form without a word in it is none", () => {
  const cart = cartWith(null, { path: "/cart" });
  expect(cart).toEqual({ path: "/cart", field: "", applied: "", total: "" });
  expect(cartWith(cart, { path: "" })).toBeNull();
  const shopApi = shopApiWith(null, { address: "/shop-api" });
  expect(shopApi).toEqual({ address: "/shop-api", key: null });
  expect(shopApiWith(shopApi, { address: "" })).toBeNull();
});

it("a share is typed as percent, and what is no number stays none", () => {
  expect(shareOf(7)).toBe(0.07);
  expect(percentOf(0.07)).toBe(7);
  expect(percentOf(shareOf(12.5))).toBe(12.5);
  expect(shareOf(null)).toBe(0);
  expect(percentOf(shareOf(-1))).toBe(-1);
});
