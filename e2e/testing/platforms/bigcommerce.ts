import { decimal, type FakeCart, type Platform, takes, totalOf } from "./fake-shop.ts";

const refusals: Record<string, string> = {
  unknown: "Coupon code does not exist.",
  expired: "Coupon has expired.",
  minimum: "The minimum order total for this coupon was not met.",
};

/** https://developer.bigcommerce.com/docs/rest-storefront/checkouts and its carts */
export const bigcommerce: Platform = {
  isApply: ({ method, path }) => method === "POST" && path === "/api/storefront/checkouts/c-1/coupons",
  answer({ method, path, body }, cart) {
    if (path === "/api/storefront/carts") return { json: cart.quantity === 0 ? [] : [{ id: "c-1" }] };
    if (!path.startsWith("/api/storefront/checkouts/c-1")) return undefined;
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
    coupons: cart.codes.map((code) => ({ code })),
    cart: { currency: { code: "EUR" }, lineItems: { physicalItems: [item], digitalItems: [] } },
  };
}
