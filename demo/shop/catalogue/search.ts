import { categoryById, products } from "./catalogue.ts";
import type { Product } from "./product.ts";

/**
 * Products in which every word of the query occurs somewhere. A word in the name counts most, then the kind,
 * the shades and the department, then the description; equal scores keep the catalogue's order.
 */
export function searchProducts(query: string): readonly Product[] {
  const words = plain(query).split(" ").filter(Boolean);
  if (words.length === 0) return [];
  return products
    .map((product) => ({ product, score: scoreOf(product, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ product }) => product);
}

function scoreOf(product: Product, words: readonly string[]): number {
  const places: readonly (readonly [number, string])[] = [
    [8, plain(product.name)],
    [5, plain(product.kind)],
    [4, plain(product.shades.map((shade) => shade.name).join(" "))],
    [3, plain(categoryById(product.category)?.name ?? "")],
    [1, plain(`${product.line} ${product.description} ${product.finish}`)],
  ];
  let sum = 0;
  for (const word of words) {
    const best = places.find(([, text]) => text.includes(word) || text.includes(singular(word)));
    if (best === undefined) return 0;
    sum += best[0];
  }
  return sum;
}

/** "lipsticks" should find "lipstick". */
function singular(word: string): string {
  return word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : word;
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
