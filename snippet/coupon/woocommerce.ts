import { asked } from "./asked.ts";
import { minorUnits, sumOf } from "./minor-units.ts";
import { type OpenShop, takenOff } from "./shop.ts";

/** Amounts are text, without the point. */
interface Priced {
  /** How many decimals the shop writes: its owner's choice, whatever the currency has. */
  currency_minor_unit: number;
}

interface Cart {
  items: { id: number; sku: string; quantity: number; prices: Priced & { price: string } }[];
  coupons: { code: string; totals?: Priced & { total_discount: string; total_discount_tax: string } }[];
  totals: Priced & { total_price: string; currency_code: string };
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
      const currency = totals.currency_code;
      const inMinor = (amount: string, { currency_minor_unit: digits }: Priced) =>
        minorUnits(+amount / 10 ** digits, currency);
      const lines = items.map(({ id, sku, quantity, prices }) => ({
        product: sku || `${id}`,
        categories: [],
        price: inMinor(prices.price, prices),
        quantity,
      }));
      return {
        value: sumOf(lines),
        total: inMinor(totals.total_price, totals),
        currency,
        codes: coupons.map(({ code }) => code),
        taken: coupons.flatMap(({ code, totals: off }) =>
          off ? takenOff(code, inMinor(off.total_discount, off) + inMinor(off.total_discount_tax, off)) : [],
        ),
        items: lines,
      };
    },
    apply: async (code) => (await ask("/apply-coupon", { code })).json.message,
    remove: (code) => ask("/remove-coupon", { code }),
  };
};
