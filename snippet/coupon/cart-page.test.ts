import { expect, test } from "vitest";
import { isCartPage, isCheckout } from "./cart-page.ts";

test.each(["/cart", "/cart/", "/de/Warenkorb", "/cart.php", "/checkout/cart/", "/shop/bag;id=1"])(
  "%s is a cart",
  (path) => {
    expect(isCartPage(path)).toBe(true);
    expect(isCheckout(path)).toBe(false);
  },
);

test.each(["/checkout", "/checkouts/c/1", "/de/kasse", "/onepage"])("%s is a checkout", (path) => {
  expect(isCartPage(path)).toBe(true);
  expect(isCheckout(path)).toBe(true);
});

test.each(["/", "/collections/bag-charms", "/products/basket-weave", "/cartography", "/checkout-tips"])(
  "%s is neither",
  (path) => expect(isCartPage(path)).toBe(false),
);
