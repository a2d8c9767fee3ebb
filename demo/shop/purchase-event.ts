import { brand, categoryById } from "./catalogue/catalogue.ts";
import { decimal } from "./money.ts";
import type { Order } from "./order.ts";

/**
 * The purchase in the form Google Analytics 4 documents. `value` is the goods after the discount, without
 * shipping, as its documentation asks; `value` and `shipping` together are what the customer pays.
 */
export function purchaseEvent(order: Order) {
  const { subtotal, discount, shipping, tax } = order.totals;
  return {
    event: "purchase",
    ecommerce: {
      transaction_id: order.reference,
      value: decimal(subtotal - discount),
      tax: decimal(tax),
      shipping: decimal(shipping),
      currency: "EUR",
      coupon: order.coupon ?? "",
      items: order.lines.map((line) => ({
        item_id: line.sku,
        item_name: line.name,
        item_brand: brand,
        item_category: categoryById(line.category)?.name ?? line.category,
        item_variant: line.shade,
        price: decimal(line.price),
        quantity: line.quantity,
      })),
    },
  };
}

const unsafe: Readonly<Record<string, string>> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** JSON that can stand inside a script element: nothing in it can end the element or open another. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => unsafe[character] ?? character);
}
