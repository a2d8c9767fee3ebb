import { decimal, type FakeCart, offOf, type Platform, takes, totalOf } from "./fake-shop.ts";

const refusals: Record<string, string> = {
  unknown: "Coupon code does not exist.",
  expired: "Coupon has expired.",
  minimum: "The minimum order total for this coupon was not met.",
};

/**
 * https://developer.bigcommerce.com/docs/rest-storefront/checkouts and its carts; with a token against forgery, as the
 * platform's own checkout sends it: https://github.com/bigcommerce/request-sender-js
 */
export const bigcommerce: Platform = {
  head: '<script>document.cookie = "XSRF-TOKEN=t1";</script>',
  isApply: ({ method, path }) => method === "POST" && path === "/api/storefront/checkouts/c-1/coupons",
  answer({ method, path, headers, body }, cart) {
    if (path === "/api/storefront/carts") return { json: cart.quantity === 0 ? [] : [{ id: "c-1" }] };
    if (!path.startsWith("/api/storefront/checkouts/c-1")) return undefined;
    if (method !== "GET" && headers["x-xsrf-token"] !== "t1")
      return { status: 403, json: { title: "Forbidden" } };
    if (method === "POST") {
      if (!takes(cart))
        return { status: 422, json: { status: 422, title: refusals[cart.behaviour], type: "about:blank" } };
      cart.codes = [String(body["couponCode"])];
    }
    if (method === "DELETE") cart.codes = cart.codes.filter((code) => !path.endsWith(`/coupons/${code}`));
    return { json: checkout(cart) };
  },
};

function checkout(cart: FakeCart): object {
  const item = { sku: "LIP-1", productId: 1, quantity: cart.quantity, listPrice: decimal(cart.price) };
  return {
    id: "c-1",
    grandTotal: decimal(totalOf(cart)),
    taxTotal: 0,
    coupons: cart.codes.map((code) => ({ code, discountedAmount: decimal(offOf(cart)) })),
    cart: { currency: { code: "EUR" }, lineItems: { physicalItems: [item], digitalItems: [] } },
  };
}
