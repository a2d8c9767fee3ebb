import { type FakeCart, type Platform, takes, totalOf } from "./fake-shop.ts";

/** https://shopify.dev/docs/api/ajax/reference/cart */
export const shopify: Platform = {
  head: '<script>window.Shopify = { routes: { root: "/" } };</script>',
  isApply: ({ path, body }) => path === "/cart/update.js" && body["discount"] !== "",
  answer({ path, body }, cart) {
    if (path === "/cart.js") return { json: cartJson(cart) };
    if (path !== "/cart/update.js") return undefined;
    const codes = String(body["discount"]).split(",").filter(Boolean);
    cart.codes = takes(cart) ? codes : [];
    // What does not apply is listed all the same.
    const refused = codes.filter((code) => !cart.codes.includes(code));
    return { json: cartJson(cart, refused) };
  },
};

function cartJson(cart: FakeCart, refused: readonly string[] = []): object {
  const listed = (codes: readonly string[], applicable: boolean) =>
    codes.map((code) => ({ code, applicable }));
  return {
    currency: "EUR",
    total_price: totalOf(cart),
    items:
      cart.quantity === 0
        ? []
        : [
            {
              sku: "LIP-1",
              product_id: 1,
              product_title: "Lipstick",
              variant_title: null,
              vendor: null,
              original_price: cart.price,
              final_price: cart.price,
              quantity: cart.quantity,
            },
          ],
    discount_codes: [...listed(cart.codes, true), ...listed(refused, false)],
  };
}
