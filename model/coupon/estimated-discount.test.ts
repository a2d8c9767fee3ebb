import { expect, it } from "vitest";
import { couponWith } from "../testing/coupon.ts";
import { estimatedDiscount, usuallyOff } from "./estimated-discount.ts";

const lipstick = { product: "LIP-1", categories: ["Lips"], price: 2400, quantity: 2 };
const pencil = { product: "PEN-1", categories: ["Eyes"], price: 905, quantity: 1 };
const cart = { value: 5705, items: [lipstick, pencil] };
const percent = (part: number, most: number | null = null) =>
  ({ kind: "percent", percent: part, most }) as const;

it("takes a share of the cart, rounded to the cent as money is, and no more than it may", () => {
  expect(estimatedDiscount(couponWith({ discount: percent(10) }), cart)).toBe(571);
  expect(estimatedDiscount(couponWith({ discount: percent(8.1) }), { value: 1500 })).toBe(122);
  expect(estimatedDiscount(couponWith({ discount: percent(33.3) }), { value: 1000 })).toBe(333);
  expect(estimatedDiscount(couponWith({ discount: percent(50, 1000) }), cart)).toBe(1000);
});

it("takes off an amount, but never more than there is", () => {
  const ten = couponWith({ discount: { kind: "amount", amount: 1000 } });
  expect(estimatedDiscount(ten, cart)).toBe(1000);
  expect(estimatedDiscount(ten, { value: 700 })).toBe(700);
});

it("is about the products and categories that it names, and nothing else", () => {
  const lips = couponWith({ discount: percent(50), categories: ["Lips"] });
  expect(estimatedDiscount(lips, cart)).toBe(2400);
  expect(estimatedDiscount(lips, { ...cart, items: [pencil] })).toBe(0);
  expect(estimatedDiscount(couponWith({ discount: percent(50), products: ["PEN-1"] }), cart)).toBe(453);
});

it("does not know where it is not told enough: of the discount, the cart, or what its items are", () => {
  const lips = couponWith({ discount: percent(50), categories: ["Lips"] });
  expect(estimatedDiscount(couponWith(), cart)).toBeNull();
  expect(estimatedDiscount(lips, { value: 5705 })).toBeNull();
  expect(estimatedDiscount(lips, { value: 905, items: [{ ...pencil, categories: [] }] })).toBeNull();
  expect(estimatedDiscount(couponWith({ discount: percent(50) }), { value: null })).toBeNull();
});

it("takes nothing off a cart below its minimum, also where nobody said what it takes off otherwise", () => {
  expect(estimatedDiscount(couponWith({ minimum: 5706, discount: percent(10) }), cart)).toBe(0);
  expect(estimatedDiscount(couponWith({ minimum: 5706 }), cart)).toBe(0);
  expect(estimatedDiscount(couponWith({ minimum: 5705, discount: percent(10) }), cart)).toBe(571);
});

it("makes the cheapest pieces cheaper, of each so many", () => {
  const twoAndOne = couponWith({ discount: { kind: "buy_get", buy: 2, get: 1, percent: 100 } });
  expect(estimatedDiscount(twoAndOne, cart)).toBe(905);
  expect(estimatedDiscount(twoAndOne, { value: 4800, items: [lipstick] })).toBe(0);
  const half = couponWith({ discount: { kind: "buy_get", buy: 1, get: 1, percent: 50 } });
  expect(estimatedDiscount(half, { value: 6610, items: [lipstick, { ...pencil, quantity: 2 }] })).toBe(906);
});

it("is worth what shipping or a gift is worth, where somebody said", () => {
  const shipping = (worth: number | null) => couponWith({ discount: { kind: "free_shipping", worth } });
  expect(estimatedDiscount(shipping(395), cart)).toBe(395);
  expect(estimatedDiscount(shipping(null), cart)).toBeNull();
});

it("takes off its amount, where it has one, also of a cart that nobody has seen", () => {
  expect(usuallyOff(couponWith({ discount: { kind: "amount", amount: 500 } }))).toBe(500);
  expect(usuallyOff(couponWith({ discount: { kind: "free_shipping", worth: 395 } }))).toBe(395);
  expect(usuallyOff(couponWith({ discount: percent(50) }))).toBe(0);
  expect(usuallyOff(couponWith())).toBe(0);
});
