import { type FakeCart, offOf, type Platform, takes, totalOf } from "./fake-shop.ts";

const nonce = "a1b2c3d4e5";
const refusals: Record<string, string> = {
  unknown: 'Coupon "ten" does not exist!',
  expired: "This coupon has expired.",
  minimum: "The minimum spend for this coupon is 50.00€.",
};

/** https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/cart; it writes codes in small letters. */
export const woocommerce: Platform = {
  head: '<link rel="https://api.w.org/" href="/wp-json/">',
  isApply: ({ path }) => path === "/wp-json/wc/store/v1/cart/apply-coupon",
  answer({ method, path, headers, body }, cart) {
    if (!path.startsWith("/wp-json/wc/store/v1/cart")) return undefined;
    const code = String(body["code"]).toLowerCase();
    if (method === "POST" && headers["nonce"] !== nonce)
      return { status: 401, json: { code: "woocommerce_rest_missing_nonce", message: "Missing the Nonce." } };
    if (path.endsWith("/apply-coupon")) {
      const message = refusals[cart.behaviour];
      if (!takes(cart)) return { status: 400, json: { code: "woocommerce_rest_cart_coupon_error", message } };
      cart.codes = [...cart.codes, code];
    }
    if (path.endsWith("/remove-coupon")) cart.codes = cart.codes.filter((each) => each !== code);
    return { headers: { nonce }, json: cartJson(cart) };
  },
};

/** The shop's owner chose to write prices with one decimal more than the currency has. */
const currency_minor_unit = 3;

function cartJson(cart: FakeCart): object {
  const prices = { price: String(cart.price * 10), currency_minor_unit };
  const tax = Math.round(offOf(cart) / 5);
  const discount = {
    total_discount: String((offOf(cart) - tax) * 10),
    total_discount_tax: String(tax * 10),
    currency_minor_unit,
  };
  return {
    items: cart.quantity === 0 ? [] : [{ id: 7, name: "Lipstick", sku: "", quantity: cart.quantity, prices }],
    coupons: cart.codes.map((code) => ({ code, totals: discount })),
    totals: { total_price: String(totalOf(cart) * 10), currency_code: "EUR", currency_minor_unit },
  };
}
