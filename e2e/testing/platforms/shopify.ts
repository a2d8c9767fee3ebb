import { type FakeCart, offOf, type Platform, takes, totalOf } from "./fake-shop.ts";

/** https://shopify.dev/docs/api/ajax/reference/cart */
export const shopify: Platform & { idle: string[]; isOlder: boolean } = {
  idle: [],
  /** Whether its cart knows nothing of codes. */
  isOlder: false,
  head: '<script>window.Shopify = { routes: { root: "/" } };</script>',
  isApply: ({ path, body }) =>
    path === "/cart/update.js" && String(body["discount"]).split(",").includes("TEN"),
  answer({ path, body }, cart) {
    if (path === "/cart.js") {
      const { discount_codes: codes, ...older } = cartJson(cart, shopify.idle);
      return { json: shopify.isOlder ? older : { ...older, discount_codes: codes } };
    }
    if (path !== "/cart/update.js") return undefined;
    const codes = String(body["discount"]).split(",").filter(Boolean);
    const applies = (code: string) => takes(cart) && code !== "MEMBERS";
    cart.codes = codes.filter(applies);
    // What does not apply stays there, and is listed.
    shopify.idle = codes.filter((code) => !applies(code));
    return { json: cartJson(cart, shopify.idle) };
  },
};

function cartJson(cart: FakeCart, refused: readonly string[] = []) {
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
    cart_level_discount_applications: cart.codes.map((title) => ({
      type: "discount_code",
      title,
      total_allocated_amount: offOf(cart),
    })),
    discount_codes: [...listed(cart.codes, true), ...listed(refused, false)],
  };
}
