import { asked } from "./asked.ts";
import { keptId } from "./kept-id.ts";
import { minorUnits, sumOf } from "./minor-units.ts";
import { type OpenShop, takenOff } from "./shop.ts";

interface Item {
  sku: string;
  productId: number;
  quantity: number;
  listPrice: number;
}

interface Checkout {
  grandTotal: number;
  /** Not in what coupons take off. */
  taxTotal: number;
  coupons: { code: string; discountedAmount: number }[];
  cart: { currency: { code: string }; lineItems: { physicalItems: Item[]; digitalItems: Item[] } };
}

interface Refusal {
  title?: string;
  detail?: string;
}

/** Shops that check for forgery want what is in their cookie: https://github.com/bigcommerce/request-sender-js */
function proof(): Record<string, string> {
  const token = keptId(/^XSRF-TOKEN$/);
  return token ? { "x-xsrf-token": token } : {};
}

/** https://developer.bigcommerce.com/docs/rest-storefront/checkouts; a checkout has its cart's id. */
export const open: OpenShop = ({ shopApi }) => {
  const api = shopApi?.address ?? "/api/storefront";
  let checkout = "";
  return {
    async read() {
      const [known] = (await asked<{ id: string }[]>(`${api}/carts`)).json;
      if (!known) return undefined;
      checkout = `${api}/checkouts/${known.id}`;
      const { grandTotal, taxTotal, coupons, cart } = (await asked<Checkout>(checkout)).json;
      const { code: currency } = cart.currency;
      const items = [...cart.lineItems.physicalItems, ...cart.lineItems.digitalItems].map((item) => ({
        product: item.sku || `${item.productId}`,
        categories: [],
        price: minorUnits(item.listPrice, currency),
        quantity: item.quantity,
      }));
      return {
        value: sumOf(items),
        total: minorUnits(grandTotal, currency),
        currency,
        codes: coupons.map(({ code }) => code),
        taken: taxTotal
          ? []
          : coupons.flatMap(({ code, discountedAmount: off }) => takenOff(code, minorUnits(off, currency))),
        items,
      };
    },
    async apply(couponCode) {
      const { ok, json } = await asked<Refusal>(`${checkout}/coupons`, {
        method: "POST",
        headers: proof(),
        body: { couponCode },
      });
      return ok ? undefined : `${json.title} ${json.detail}`;
    },
    remove: (code) =>
      asked(`${checkout}/coupons/${encodeURIComponent(code)}`, {
        method: "DELETE",
        headers: proof(),
      }),
  };
};
