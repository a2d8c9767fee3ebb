import { asked } from "./asked.ts";
import { sumOf } from "./minor-units.ts";
import type { OpenShop } from "./shop.ts";

interface Cart {
  items: { id: number; sku: string; quantity: number; prices: { price: string } }[];
  coupons: { code: string }[];
  /** Amounts are minor units, as text. */
  totals: { total_price: string; currency_code: string };
  /** In the place of all that, where it refuses. */
  message?: string;
}

/**
 * https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/cart
 * What changes a cart needs the latest nonce: https://developer.woocommerce.com/docs/apis/store-api/nonce-tokens
 */
export const open: OpenShop = ({ shopApi }) => {
  const link = document.querySelector<HTMLLinkElement>('link[rel="https://api.w.org/"]');
  const api = `${shopApi?.address ?? `${link?.href ?? "/wp-json/"}wc/store/v1`}/cart`;
  let tokens: Record<string, string> = {};
  const ask = async (path = "", body?: object) => {
    const reply = await asked<Cart>(api + path, {
      headers: tokens,
      ...(body && { method: "POST", body }),
    });
    for (const name of ["Nonce", "Cart-Token"]) {
      const token = reply.headers.get(name);
      if (token) tokens = { ...tokens, [name]: token };
    }
    return reply;
  };
  return {
    async read() {
      const { items, coupons, totals } = (await ask()).json;
      const lines = items.map(({ id, sku, quantity, prices }) => ({
        product: sku || `${id}`,
        categories: [],
        price: +prices.price,
        quantity,
      }));
      return {
        value: sumOf(lines),
        total: +totals.total_price,
        currency: totals.currency_code,
        codes: coupons.map(({ code }) => code),
        items: lines,
      };
    },
    apply: async (code) => (await ask("/apply-coupon", { code })).json.message,
    remove: (code) => ask("/remove-coupon", { code }),
  };
};
