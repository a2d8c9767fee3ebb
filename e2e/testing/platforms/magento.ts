import { decimal, type Platform, takes, totalOf } from "./fake-shop.ts";

const cartPath = "/rest/default/V1/guest-carts/masked-1";

/**
 * https://developer.adobe.com/commerce/webapi/rest/quick-reference/; an unmet minimum is refused in the same words. What is put needs
 * a content type: https://github.com/magento/magento2/blob/2.4-develop/lib/internal/Magento/Framework/Webapi/Rest/Request.php
 */
export const magento: Platform = {
  head: `<script>window.checkoutConfig = { storeCode: "default", isCustomerLoggedIn: false, quoteData: { entity_id: "masked-1" } };</script>`,
  isApply: ({ method, path }) => method === "PUT" && path.startsWith(`${cartPath}/coupons/`),
  answer({ method, path, headers }, cart) {
    if (path === `${cartPath}/totals`)
      return {
        json: {
          grand_total: decimal(totalOf(cart)),
          subtotal: decimal(cart.price * cart.quantity),
          subtotal_incl_tax: decimal(cart.price * cart.quantity),
          quote_currency_code: "EUR",
          ...(cart.codes[0] !== undefined && { coupon_code: cart.codes[0] }),
          total_segments: [{ code: "grand_total", value: decimal(totalOf(cart)) }],
        },
      };
    if (!path.startsWith(`${cartPath}/coupons`)) return undefined;
    if (method === "DELETE") {
      cart.codes = [];
      return { json: true };
    }
    if (headers["content-type"] !== "application/json")
      return { status: 400, json: { message: "Content-Type header is empty." } };
    if (!takes(cart))
      return {
        status: 404,
        json: { message: "The coupon code isn't valid. Verify the code and try again." },
      };
    cart.codes = [path.slice(`${cartPath}/coupons/`.length)];
    return { json: true };
  },
};
