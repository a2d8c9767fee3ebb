/** One line of a cart, with GA4's names. */
export interface Line {
  item_id: string;
  item_name: string;
  item_variant?: string;
  item_brand?: string;
  price: number;
  quantity: number;
}

export interface Cart {
  /** ISO 4217. */
  currency: string;
  lines: Line[];
}

/** A platform whose cart can be read: where it is, and what is in the answer. */
export interface Platform {
  address: string;
  read: (json: never) => Cart;
}

declare global {
  /** What a theme's page knows of its shop. */
  interface Shopify {
    routes?: { root?: string };
  }
  interface Window {
    Shopify?: Shopify;
  }
}

/** The platform of this page; `undefined` where it is none that we know. */
export function platformOf(): Platform | undefined {
  if (window.Shopify) return { address: `${window.Shopify.routes?.root ?? "/"}cart.js`, read: readShopify };
  if (!document.querySelector(".woocommerce,.woocommerce-no-js,.woocommerce-js,[class*=wc-block]"))
    return undefined;
  const api = document.querySelector<HTMLLinkElement>('link[rel="https://api.w.org/"]')?.href ?? "/wp-json/";
  return { address: `${api}wc/store/v1/cart`, read: readWooCommerce };
}

interface ShopifyCart {
  currency: string;
  items: {
    product_id: number;
    product_title: string;
    variant_title: string | null;
    vendor: string | null;
    /** In hundredths, whatever the currency. */
    final_price: number;
    quantity: number;
    sku: string | null;
  }[];
}

/** https://shopify.dev/docs/api/ajax/reference/cart */
function readShopify({ currency, items }: ShopifyCart): Cart {
  return {
    currency,
    lines: items.map((item) => ({
      item_id: item.sku || `${item.product_id}`,
      item_name: item.product_title,
      ...(item.variant_title && { item_variant: item.variant_title }),
      ...(item.vendor && { item_brand: item.vendor }),
      price: item.final_price / 100,
      quantity: item.quantity,
    })),
  };
}

interface WooCommerceCart {
  items: {
    id: number;
    name: string;
    sku: string;
    quantity: number;
    prices: { price: string; currency_minor_unit: number };
  }[];
  totals: { currency_code: string };
}

/** https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/cart */
function readWooCommerce({ items, totals }: WooCommerceCart): Cart {
  return {
    currency: totals.currency_code,
    lines: items.map(({ id, name, sku, quantity, prices }) => ({
      item_id: sku || `${id}`,
      item_name: name,
      price: +prices.price / 10 ** prices.currency_minor_unit,
      quantity,
    })),
  };
}
