import { askedGraph } from "./asked.ts";
import { keptId } from "./kept-id.ts";
import { minorUnits, sumOf } from "./minor-units.ts";
import { type OpenShop, takenOff } from "./shop.ts";

interface Checkout {
  voucherCode: string | null;
  totalPrice: { gross: { amount: number; currency: string } };
  shippingPrice: { gross: { amount: number } };
  /** What the voucher takes off; with tax or without, as the shop's prices are. */
  discount: { amount: number } | null;
  lines: {
    quantity: number;
    undiscountedUnitPrice: { amount: number };
    variant: { sku: string | null; id: string };
  }[];
}

interface Added {
  checkoutAddPromoCode: { errors: { code: string; message: string | null }[] };
}

/**
 * https://docs.saleor.io/api-reference/checkout/mutations/checkout-add-promo-code; the storefront keeps the checkout's id
 * in a cookie, as in https://github.com/saleor/storefront, or in `localStorage`.
 */
export const open: OpenShop = ({ shopApi }) => {
  const ask = <Data>(query: string, code?: string) =>
    askedGraph<Data>(shopApi?.address ?? "/graphql/", query, {
      variables: { id: keptId(/^checkout_?Id/i), code },
    });
  return {
    async read() {
      if (!keptId(/^checkout_?Id/i)) return undefined;
      const { checkout } = await ask<{ checkout: Checkout | null }>(
        "query($id:ID){checkout(id:$id){voucherCode totalPrice{gross{amount currency}} shippingPrice{gross{amount}} discount{amount} lines{quantity undiscountedUnitPrice{amount} variant{sku id}}}}",
      );
      if (!checkout) return undefined;
      const { amount, currency } = checkout.totalPrice.gross;
      const items = checkout.lines.map(({ quantity, undiscountedUnitPrice, variant }) => ({
        product: variant.sku || variant.id,
        categories: [],
        price: minorUnits(undiscountedUnitPrice.amount, currency),
        quantity,
      }));
      const { voucherCode: code, discount, shippingPrice } = checkout;
      const value = sumOf(items);
      const total = minorUnits(amount, currency);
      const off = minorUnits(discount?.amount ?? 0, currency);
      // Else there is tax, or something more, in the total.
      const addsUp = value - off + minorUnits(shippingPrice.gross.amount, currency) == total;
      return {
        value,
        total,
        currency,
        codes: code ? [code] : [],
        taken: code && addsUp ? takenOff(code, off) : [],
        items,
      };
    },
    async apply(code) {
      const { checkoutAddPromoCode } = await ask<Added>(
        "mutation($id:ID,$code:String!){checkoutAddPromoCode(id:$id,promoCode:$code){errors{code message}}}",
        code,
      );
      const [error] = checkoutAddPromoCode.errors;
      return error && `${error.code} ${error.message}`;
    },
    remove: (code) =>
      ask(
        "mutation($id:ID,$code:String){checkoutRemovePromoCode(id:$id,promoCode:$code){errors{code}}}",
        code,
      ),
  };
};
