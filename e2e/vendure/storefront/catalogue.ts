import type { ShopApi } from "./shop-api.ts";

export interface Product {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly variants: readonly [{ readonly id: string; readonly sku: string; readonly priceWithTax: number }];
}

/** Everything that the shop sells. */
export async function readCatalogue(api: ShopApi): Promise<readonly Product[]> {
  const { products } = await api.ask<{ products: { items: Product[] } }>(
    `{ products { items { slug name description variants { id sku priceWithTax } } } }`,
  );
  return products.items;
}
