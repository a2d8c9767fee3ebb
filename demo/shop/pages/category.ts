import { html } from "hono/html";
import type { Category, Product } from "../catalogue/product.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";
import { productGrid } from "./product-card.ts";

const orders = [
  { id: "", name: "Our order" },
  { id: "price-up", name: "Price, low to high" },
  { id: "price-down", name: "Price, high to low" },
];

/** A department with all it has, in the order asked for. */
export function categoryPage(
  frame: Frame,
  category: Category,
  found: readonly Product[],
  order: string,
): Html {
  const path = `/category/${category.id}`;
  return layout(frame, {
    title: category.name,
    description: category.text,
    canonical: path,
    category: category.id,
    body: html`<div class="page-head">
        <p class="eyebrow">${category.line}</p>
        <h1>${category.name}</h1>
        <p class="page-lead">${category.text}</p>
      </div>
      <nav class="sort" aria-label="Order of the list">
        <p>${found.length} pieces</p>
        <ul>
          ${orders.map(
            ({ id, name }) =>
              html`<li>
                <a
                  href="${id === "" ? path : `${path}?sort=${id}`}"
                  ${id === order ? html` aria-current="true"` : ""}
                  >${name}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
      ${productGrid(sorted(found, order), "h2")}`,
  });
}

function sorted(found: readonly Product[], order: string): readonly Product[] {
  if (order === "price-up") return found.toSorted((a, b) => a.price - b.price);
  if (order === "price-down") return found.toSorted((a, b) => b.price - a.price);
  return found;
}
