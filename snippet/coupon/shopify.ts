import { asked, type Reply } from "./asked.ts";
import { minorUnits, sumOf } from "./minor-units.ts";
import { hasCode, type OpenShop, takenOff, withoutCode } from "./shop.ts";

/** What a discount takes off, in all or of one item. A code is its title. */
interface Discount {
  type: string;
  title: string;
}

interface Cart {
  currency: string;
  /** All prices are hundredths, whatever the currency. */
  total_price: number;
  items: {
    sku: string | null;
    product_id: number;
    original_price: number;
    quantity: number;
    line_level_discount_allocations?: { amount: number; discount_application: Discount }[];
  }[];
  cart_level_discount_applications?: (Discount & { total_allocated_amount: number })[];
  /** Missing where the shop's cart does not know codes yet. */
  discount_codes?: { code: string; applicable: boolean }[];
}

/** https://shopify.dev/docs/api/ajax/reference/cart */
export const open: OpenShop = () => {
  const root = window.Shopify?.routes?.root ?? "/";
  const update = (codes: readonly string[]): Promise<Reply<Cart>> =>
    asked(`${root}cart/update.js`, { method: "POST", body: { discount: [...idle, ...codes].join() } });
  /** What the shopper has put there, and does not apply yet. */
  let idle: string[] = [];
  return {
    async read() {
      const { json } = await asked<Cart>(`${root}cart.js`);
      const { currency, total_price: total, items, discount_codes: codes } = json;
      const discounts = [
        ...(json.cart_level_discount_applications ?? []).map((each) => ({
          ...each,
          off: each.total_allocated_amount,
        })),
        ...items.flatMap((item) =>
          (item.line_level_discount_allocations ?? []).map((each) => ({
            ...each.discount_application,
            off: each.amount,
          })),
        ),
      ];
      // Nobody could see whether it took one.
      if (!codes) return undefined;
      idle = codes.filter(({ applicable }) => !applicable).map(({ code }) => code);
      const inMinor = (hundredths: number) => minorUnits(hundredths / 100, currency);
      const lines = items.map((item) => ({
        product: item.sku || `${item.product_id}`,
        categories: [],
        price: inMinor(item.original_price),
        quantity: item.quantity,
      }));
      return {
        value: sumOf(lines),
        total: inMinor(total),
        currency,
        codes: codes.filter(({ applicable }) => applicable).map(({ code }) => code),
        taken: codes.flatMap(({ code }) => {
          const own = discounts.filter(
            ({ type, title }) => type == "discount_code" && hasCode([title], code),
          );
          return own[0] ? takenOff(code, inMinor(own.reduce((sum, { off }) => sum + off, 0))) : [];
        }),
        items: lines,
      };
    },
    // Of a code that does not apply it does not say why.
    async apply(code, codes) {
      idle = withoutCode(idle, code);
      const { json } = await update([...codes, code]);
      const isIdle = json.discount_codes?.some((each) => !each.applicable && hasCode([each.code], code));
      // It would come into force unasked once the cart is another one.
      if (isIdle) await update(codes);
    },
    remove: (code, codes) => update(withoutCode(codes, code)),
  };
};
