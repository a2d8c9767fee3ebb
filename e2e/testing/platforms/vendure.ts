import { type FakeCart, offOf, type Platform, totalOf } from "./fake-shop.ts";

const errors: Record<string, string> = {
  unknown: "COUPON_CODE_INVALID_ERROR",
  expired: "COUPON_CODE_EXPIRED_ERROR",
};

/**
 * https://docs.vendure.io/current/core/storefront/active-order; below its minimum a code is kept in the order, and takes
 * nothing off.
 */
export const vendure: Platform = {
  isApply: ({ body }) => String(body["query"]).includes("applyCouponCode"),
  answer({ path, body }, cart) {
    if (path !== "/shop-api") return undefined;
    const query = String(body["query"]);
    const { code } = (body["variables"] ?? {}) as { code?: string };
    if (query.includes("applyCouponCode")) {
      const errorCode = errors[cart.behaviour];
      if (errorCode !== undefined) return { json: { data: { applyCouponCode: { errorCode } } } };
      cart.codes = [...cart.codes, code ?? ""];
      return { json: { data: { applyCouponCode: {} } } };
    }
    if (query.includes("removeCouponCode")) {
      cart.codes = cart.codes.filter((each) => each !== code);
      return { json: { data: { removeCouponCode: { code: "ORDER1" } } } };
    }
    return { json: { data: { activeOrder: cart.quantity === 0 ? null : order(cart) } } };
  },
};

function order(cart: FakeCart): object {
  const isBelow = cart.behaviour === "minimum";
  return {
    couponCodes: cart.codes,
    currencyCode: "EUR",
    totalWithTax: totalOf(isBelow ? { ...cart, codes: [] } : cart),
    promotions: isBelow ? [] : cart.codes.map((couponCode, index) => ({ id: `${index}`, couponCode })),
    discounts: cart.codes.map((_code, index) => ({
      adjustmentSource: `PROMOTION:${index}`,
      amountWithTax: -offOf(cart),
    })),
    lines: [{ quantity: cart.quantity, unitPriceWithTax: cart.price, productVariant: { sku: "LIP-1" } }],
  };
}
