import { eyes } from "./eyes.ts";
import { face } from "./face.ts";
import { lips } from "./lips.ts";
import type { Category, CategoryId, Product, Shade } from "./product.ts";

/** The name over the door. */
export const brand = "Odile & Marsh";

/** The departments, in the order they are shown. */
export const categories: readonly Category[] = [
  {
    id: "lips",
    name: "Lips",
    line: "Velvet, satin, sheer",
    text: "Lipsticks in every finish we would wear ourselves, and the pencil and gloss to go with them.",
  },
  {
    id: "face",
    name: "Face",
    line: "Skin, evened and lit",
    text: "Thin layers that let the skin be seen: base, blush, bronze and light.",
  },
  {
    id: "eyes",
    name: "Eyes",
    line: "Lines, lashes, dusk",
    text: "Shadow to blend with a fingertip, liners that hold still, and a mascara that reaches the corners.",
  },
];

/** All products, department by department. */
export const products: readonly Product[] = [...lips, ...face, ...eyes];

const bySlug = new Map(products.map((product) => [product.slug, product]));

export function productBySlug(slug: string): Product | undefined {
  return bySlug.get(slug);
}

export function categoryById(id: string): Category | undefined {
  return categories.find((category) => category.id === id);
}

export function productsIn(category: CategoryId): readonly Product[] {
  return products.filter((product) => product.category === category);
}

/** The shade with this id, or the product's first when there is none of that name. */
export function shadeOf(product: Product, id: string): Shade {
  return product.shades.find((shade) => shade.id === id) ?? product.shades[0];
}

/** How the product is called in a list or a title: its name and what it is. */
export function fullName(product: Product): string {
  return `${product.name} ${product.kind.toLowerCase()}`;
}

/** Products in the same department, nearest in price first: what is shown under "Also for lips". */
export function neighboursOf(product: Product, count: number): readonly Product[] {
  return productsIn(product.category)
    .filter((other) => other.slug !== product.slug && other.inStock)
    .toSorted((a, b) => Math.abs(a.price - product.price) - Math.abs(b.price - product.price))
    .slice(0, count);
}

/** Where the picture of a product in a shade is found. The first shade's is the product's own picture. */
export function picturePath(product: Product, shade: Shade): string {
  const own = shade.id === product.shades[0].id;
  return `/images/${product.slug}${own ? "" : `--${shade.id}`}.svg`;
}
