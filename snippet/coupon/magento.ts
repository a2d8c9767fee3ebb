import { asked } from "./asked.ts";
import { minorUnits } from "./minor-units.ts";
import type { OpenShop } from "./shop.ts";

declare global {
  interface Window {
    /** On cart and checkout pages. */
    checkoutConfig?: {
      storeCode?: string;
      isCustomerLoggedIn?: boolean;
      /** Of a guest, the cart's masked id. */
      quoteData?: { entity_id?: string };
    };
  }
}

interface Totals {
  grand_total: number;
  subtotal: number;
  subtotal_incl_tax?: number;
  quote_currency_code: string;
  coupon_code?: string;
  total_segments?: { code: string; value: number }[];
}

/** https://developer.adobe.com/commerce/webapi/rest/quick-reference/ and its guest-carts and carts/mine */
export const open: OpenShop = ({ shopApi }) => {
  const { storeCode = "default", isCustomerLoggedIn, quoteData } = window.checkoutConfig ?? {};
  const cart = isCustomerLoggedIn ? "carts/mine" : `guest-carts/${quoteData?.entity_id}`;
  const address = `${shopApi?.address ?? `/rest/${storeCode}/V1`}/${cart}`;
  // The session of whoever is logged in is only looked at for requests that say so.
  const headers = { "x-requested-with": "XMLHttpRequest" };
  return {
    async read() {
      if (!isCustomerLoggedIn && !quoteData?.entity_id) return undefined;
      const { json, ok } = await asked<Totals>(`${address}/totals`, { headers });
      if (!ok) return undefined;
      const currency = json.quote_currency_code;
      const total = json.total_segments?.find(({ code }) => code == "grand_total")?.value ?? json.grand_total;
      return {
        value: minorUnits(json.subtotal_incl_tax ?? json.subtotal, currency),
        total: minorUnits(total, currency),
        currency,
        codes: json.coupon_code ? [json.coupon_code] : [],
      };
    },
    async apply(code) {
      const { json } = await asked<true | { message?: string }>(
        `${address}/coupons/${encodeURIComponent(code)}`,
        // One without a body is refused, though nothing is said in it.
        { method: "PUT", headers, body: {} },
      );
      return json == true ? undefined : json.message;
    },
    remove: () => asked(`${address}/coupons`, { method: "DELETE", headers }),
  };
};
