import { describe, expect, it } from "vitest";
import { compileLeftAlone, usuallyLeftAlone } from "./left-alone.ts";

const { covers, isNamedBy } = compileLeftAlone(usuallyLeftAlone);

describe("pages that are usually left alone", () => {
  it.each([
    "/checkout",
    "/checkout/onepage/success",
    "/checkouts/cn/abc/thank-you",
    "/Checkout/Index",
    "/checkout.php",
    "/de/checkout/payment",
    "/cart/checkout",
    "/account",
    "/account/orders/17",
    "/en-gb/account/login",
    "/my-account/edit-address",
    "/customer/account/login",
    "/login.php",
    "/sign-in",
    "/orders/A-17",
    "/admin/products",
    "/wp-admin/post.php",
    "/wp-login.php",
  ])("are such as %s", (path) => expect(covers(path)).toBe(true));

  it.each(["/", "/cart", "/products/checkout-counter", "/blog/login", "/customer-service"])(
    "are not such as %s",
    (path) => expect(covers(path)).toBe(false),
  );
});

describe("a rule's pattern", () => {
  it.each([
    "/checkout",
    "/checkout/*",
    "/checkout*",
    "/:language/checkout",
    "/*/account/*",
    "/Account/:page?",
  ])("%s names them", (pattern) => expect(isNamedBy(pattern)).toBe(true));

  it.each(["/*", "/:page", "/:a/:b", "/c*", "/products/*"])("%s only happens to reach them", (pattern) => {
    expect(isNamedBy(pattern)).toBe(false);
  });
});
