import { productsIn } from "./product.ts";
import type { Product } from "./product.ts";

/** All products that the page describes by JSON-LD. Read anew each time, since scripts may add to it. */
export function pageProducts(): Product[] {
  const scripts = document.querySelectorAll("script[type^='application/ld+json']");
  return [...scripts].flatMap((script) => productsIn(script.textContent));
}

/**
 * Which of the page's products it is about. Where there are several, that is the one in the page's title: a list has
 * none such, and a page whose theme and plugins describe one product twice has it.
 */
export function mainProduct(products: readonly Product[]): Product | undefined {
  return products[1]
    ? products.find(({ item }) => document.title.includes(item.item_name ?? "\n"))
    : products[0];
}

/** The parameters of a commerce event about one product. */
export function productParams({ currency, item }: Product, quantity?: number) {
  const { price } = item;
  return {
    currency,
    // Prices are decimals and floats are not: 3 × 0.1 is to be 0.3.
    value: price && +(price * (quantity ?? 1)).toFixed(3),
    items: [{ ...item, quantity }],
  };
}
