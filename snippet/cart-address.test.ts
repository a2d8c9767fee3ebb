import { expect, test } from "vitest";
import { addsToCart } from "./cart-address.ts";

test.each([
  "/cart/add",
  "/cart/add.js",
  "/en/cart/add?section=1",
  "https://shop.example/checkout/cart/add/uenc/aHR0/product/7/",
  "cart/add",
  "/shopping-cart/add",
  "/basket/add/",
  "/Bag/Add",
  "/add-to-cart",
  "/add_to_cart/17",
  "/product/x/?add-to-cart=17",
  "/?p=1&add-to-cart=17",
])("%s adds", (action) => expect(addsToCart(action)).toBe(true));

test.each([
  "",
  "/cart",
  "/cart/address",
  "/cart/add-coupon",
  "/cart/update",
  "/search?q=cart/add",
  "/login?next=%2Fcart%2Fadd",
  "/how-to-add-to-cartography",
  "/wishlist/add",
])("%j does not", (action) => expect(addsToCart(action)).toBe(false));
