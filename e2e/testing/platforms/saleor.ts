import { decimal, deliveryFee, type FakeCart, offOf, type Platform, takes, totalOf } from "./fake-shop.ts";

const errors: Record<string, object> = {
  unknown: { code: "NOT_FOUND", message: "Promo code not found." },
  expired: { code: "VOUCHER_NOT_APPLICABLE", message: "Voucher is expired." },
  minimum: { code: "VOUCHER_NOT_APPLICABLE", message: "Voucher is not applicable to this checkout." },
};

/** https://docs.saleor.io/api-reference/checkout/mutations/checkout-add-promo-code */
export const saleor: Platform = {
  head: '<script>document.cookie = "checkoutId-default-channel=Q2hlY2s6MQ%3D%3D";</script>',
  isApply: ({ body }) => String(body["query"]).includes("checkoutAddPromoCode"),
  answer({ path, body }, cart) {
    if (path !== "/graphql/") return undefined;
    const query = String(body["query"]);
    const { id, code } = (body["variables"] ?? {}) as { id?: string; code?: string };
    if (id !== "Q2hlY2s6MQ==") return { json: { data: { checkout: null } } };
    if (query.includes("checkoutAddPromoCode")) {
      const error = errors[cart.behaviour];
      if (takes(cart)) cart.codes = [code ?? ""];
      return { json: { data: { checkoutAddPromoCode: { errors: error === undefined ? [] : [error] } } } };
    }
    if (query.includes("checkoutRemovePromoCode")) {
      cart.codes = [];
      return { json: { data: { checkoutRemovePromoCode: { errors: [] } } } };
    }
    return { json: { data: { checkout: checkout(cart) } } };
  },
};

function checkout(cart: FakeCart): object {
  return {
    voucherCode: cart.codes[0] ?? null,
    totalPrice: { gross: { amount: decimal(totalOf(cart)), currency: "EUR" } },
    shippingPrice: { gross: { amount: decimal(deliveryFee) } },
    discount: { amount: decimal(cart.codes.length * offOf(cart)) },
    lines: [
      {
        quantity: cart.quantity,
        undiscountedUnitPrice: { amount: decimal(cart.price) },
        variant: { sku: "LIP-1", id: "V1" },
      },
    ],
  };
}
