import { asked } from "./asked.ts";
import { keptId } from "./kept-id.ts";
import { minorUnits, sumOf } from "./minor-units.ts";
import { type OpenShop, takenOff } from "./shop.ts";

interface Answer {
  cart?: {
    currency_code: string;
    /** Amounts are in the currency's own unit. */
    total: number;
    /** Without any promotion. */
    original_total: number;
    items: { variant_sku: string | null; product_id: string; unit_price: number; quantity: number }[];
    promotions?: { code: string; is_automatic?: boolean }[];
  };
  message?: string;
}

/**
 * https://docs.medusajs.com/resources/storefront-development/cart/manage-promotions; the storefront keeps the cart's id
 * as its guide says: https://docs.medusajs.com/resources/storefront-development/cart/create
 */
export const open: OpenShop = ({ shopApi }) => {
  const address = () => {
    const id = keptId(/^_?(medusa_)?cart_id$/);
    return id && `${(shopApi?.address ?? "").replace(/\/$/, "")}/store/carts/${encodeURIComponent(id)}`;
  };
  const ask = (path = "", method = "GET", codes?: string[]) =>
    asked<Answer>(address() + path, {
      method,
      credentials: "include",
      headers: shopApi?.key ? { "x-publishable-api-key": shopApi.key } : {},
      ...(codes && { body: { promo_codes: codes } }),
    });
  return {
    async read() {
      const { cart } = address() ? (await ask()).json : {};
      if (!cart) return undefined;
      const currency = cart.currency_code.toUpperCase();
      const { promotions = [] } = cart;
      const codes = promotions.filter((each) => !each.is_automatic).map(({ code }) => code);
      const items = cart.items.map((item) => ({
        product: item.variant_sku || item.product_id,
        categories: [],
        price: minorUnits(item.unit_price, currency),
        quantity: item.quantity,
      }));
      return {
        value: sumOf(items),
        total: minorUnits(cart.total, currency),
        currency,
        codes,
        // What each of several takes off, it tells without tax.
        taken: promotions[1]
          ? []
          : codes.flatMap((code) => takenOff(code, minorUnits(cart.original_total - cart.total, currency))),
        items,
      };
    },
    apply: async (code) => (await ask("/promotions", "POST", [code])).json.message,
    remove: (code) => ask("/promotions", "DELETE", [code]),
  };
};
