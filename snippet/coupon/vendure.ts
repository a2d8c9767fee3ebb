import { askedGraph } from "./asked.ts";
import { sumOf } from "./minor-units.ts";
import { hasCode, type OpenShop } from "./shop.ts";

interface Order {
  couponCodes: string[];
  currencyCode: string;
  /** Minor units, as all of its amounts. */
  totalWithTax: number;
  promotions: { id: string; couponCode: string | null }[];
  discounts: { adjustmentSource: string; amountWithTax: number }[];
  lines: { quantity: number; unitPriceWithTax: number; productVariant: { sku: string } }[];
}

/** https://docs.vendure.io/current/core/storefront/active-order */
export const open: OpenShop = ({ shopApi }) => {
  const ask = <Data>(query: string, code = "") =>
    askedGraph<Data>(shopApi?.address ?? "/shop-api", query, {
      variables: code ? { code } : {},
      credentials: "include",
      headers: shopApi?.key ? { "vendure-token": shopApi.key } : {},
    });
  return {
    async read() {
      const { activeOrder } = await ask<{ activeOrder: Order | null }>(
        "{activeOrder{couponCodes currencyCode totalWithTax promotions{id couponCode} discounts{adjustmentSource amountWithTax} lines{quantity unitPriceWithTax productVariant{sku}}}}",
      );
      // Without one, a code would begin an order with nothing in it.
      if (!activeOrder) return undefined;
      const items = activeOrder.lines.map((line) => ({
        product: line.productVariant.sku,
        categories: [],
        price: line.unitPriceWithTax,
        quantity: line.quantity,
      }));
      return {
        value: sumOf(items),
        total: activeOrder.totalWithTax,
        currency: activeOrder.currencyCode,
        codes: activeOrder.couponCodes,
        taken: activeOrder.couponCodes.map((code) => ({ code, off: offOf(activeOrder, code) })),
        items,
      };
    },
    async apply(code) {
      const { applyCouponCode } = await ask<{ applyCouponCode: { errorCode?: string } }>(
        "mutation($code:String!){applyCouponCode(couponCode:$code){...on ErrorResult{errorCode}}}",
        code,
      );
      return applyCouponCode.errorCode;
    },
    remove: (code) => ask("mutation($code:String!){removeCouponCode(couponCode:$code){code}}", code),
  };
};

/** It keeps codes whose conditions do not hold, and has no promotion for them then. */
function offOf({ promotions, discounts }: Order, code: string): number {
  const sources = promotions
    .filter(({ couponCode }) => hasCode([code], couponCode ?? ""))
    .map(({ id }) => `PROMOTION:${id}`);
  return discounts
    .filter(({ adjustmentSource }) => sources.includes(adjustmentSource))
    .reduce((sum, { amountWithTax }) => sum - amountWithTax, 0);
}
