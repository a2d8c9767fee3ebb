import { expect, test } from "vitest";
import { isCartPath, isCheckoutPath } from "./cart-address.ts";

test.each(["/cart", "/cart/", "/de/Warenkorb", "/cart.php", "/checkout/cart/", "/shop/bag;id=1"])(
  "%s is a cart",
  (path) => {
    expect(isCartPath(path)).toBe(true);
    expect(isCheckoutPath(path)).toBe(false);
  },
);

test.each(["/checkout", "/checkouts/c/1", "/de/kasse", "/onepage"])("%s is a checkout", (path) => {
  expect(isCartPath(path)).toBe(true);
  expect(isCheckoutPath(path)).toBe(true);
});

test.each(["/", "/collections/bag-charms", "/products/basket-weave", "/cartography", "/checkout-tips"])(
  "%s is neither",
  (path) => expect(isCartPath(path)).toBe(false),
);
