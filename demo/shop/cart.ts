import { productBySlug, shadeOf } from "./catalogue/catalogue.ts";
import type { Product, Shade } from "./catalogue/product.ts";
import type { Cents } from "./money.ts";

/** The most of one article a bag takes; more than this is a wholesale order. */
export const mostOfOne = 10;

/** A line as it is stored: names only, so that a changed catalogue is always read afresh. */
export interface StoredLine {
  readonly slug: string;
  readonly shade: string;
  readonly quantity: number;
}

/** A line of the bag with the article it stands for. */
export interface CartLine {
  readonly product: Product;
  readonly shade: Shade;
  readonly quantity: number;
  readonly sum: Cents;
}

/** Reads stored lines against the catalogue; articles no longer sold fall out. */
export function cartLines(stored: readonly StoredLine[]): readonly CartLine[] {
  return stored.flatMap((line) => {
    const product = productBySlug(line.slug);
    if (product === undefined || !product.inStock) return [];
    return [
      {
        product,
        shade: shadeOf(product, line.shade),
        quantity: line.quantity,
        sum: product.price * line.quantity,
      },
    ];
  });
}

/** A quantity from a form: a whole number from 0 to the most allowed, or null when it is not a number. */
export function readQuantity(text: string): number | null {
  if (!/^\d{1,4}$/.test(text.trim())) return null;
  return Math.min(Number(text), mostOfOne);
}

/** How many pieces are in the bag. */
export function pieceCount(lines: readonly { readonly quantity: number }[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}
