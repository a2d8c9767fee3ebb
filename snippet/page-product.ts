import { quietly } from "./quietly.ts";

/** A product as JSON-LD has it: any field may be missing, or be what it should not be. */
export type Product = Readonly<Record<string, unknown>>;

/**
 * The product that the page is about, or of several the one that a form is for. Read anew each time, since scripts may
 * add to it. What it costs, and what it is, is for the server to read.
 * @param ids what may be its number
 */
export const pageProduct = (ids: readonly unknown[]): Product | undefined => {
  const products: Product[] = [];
  // Those that it merely lists are left out.
  const gather = (value: unknown): void =>
    ([value].flat(2) as (Product | null | undefined)[]).forEach((product) => {
      if (/Product/.test(product?.["@type"] as string)) products.push(product as Product);
      else if (product) gather([product["@graph"], product["mainEntity"]]);
    });
  document
    .querySelectorAll("[type*=ld]")
    .forEach(quietly(({ textContent }: Element) => gather(JSON.parse(textContent))));
  return (
    products.find(({ sku, productID, mpn }) =>
      [sku, productID, mpn].some((id) => ids.includes(String(id))),
    ) ??
    // A list has none that is in its title, and a page whose theme and plugins describe one product twice has it.
    products.find(({ name }) => !products[1] || document.title.includes(name as string))
  );
};
