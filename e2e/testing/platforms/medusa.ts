import { decimal, type FakeCart, type Platform, takes, totalOf } from "./fake-shop.ts";

/**
 * https://docs.medusajs.com/resources/storefront-development/cart/manage-promotions; what cannot be applied is left out
 * of the cart's promotions, or refused where nobody knows it.
 */
export const medusa: Platform = {
  head: '<script>localStorage.setItem("cart_id", "cart_1");</script>',
  isApply: ({ method, path }) => method === "POST" && path === "/store/carts/cart_1/promotions",
  answer({ method, path, headers, body }, cart) {
    if (!path.startsWith("/store/carts/cart_1")) return undefined;
    if (headers["x-publishable-api-key"] !== "pk_test")
      return { status: 400, json: { type: "not_allowed", message: "Publishable API key required" } };
    const codes = (body["promo_codes"] ?? []) as string[];
    if (method === "POST" && cart.behaviour === "unknown")
      return {
        status: 400,
        json: { type: "invalid_data", message: `The promotion code ${codes.join()} is invalid` },
      };
    if (method === "POST" && takes(cart)) cart.codes = [...cart.codes, ...codes];
    if (method === "DELETE") cart.codes = cart.codes.filter((code) => !codes.includes(code));
    return { json: { cart: cartJson(cart) } };
  },
};

function cartJson(cart: FakeCart): object {
  return {
    id: "cart_1",
    currency_code: "eur",
    total: decimal(totalOf(cart)),
    original_total: decimal(totalOf({ ...cart, codes: [] })),
    items:
      cart.quantity === 0
        ? []
        : [
            {
              variant_sku: "LIP-1",
              product_id: "prod_1",
              unit_price: decimal(cart.price),
              quantity: cart.quantity,
            },
          ],
    promotions: cart.codes.map((code) => ({ id: `promo_${code}`, code, is_automatic: false })),
  };
}
