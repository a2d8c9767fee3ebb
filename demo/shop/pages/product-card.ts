import { html } from "hono/html";
import { fullName } from "../catalogue/catalogue.ts";
import type { Product } from "../catalogue/product.ts";
import { euros } from "../money.ts";
import type { Html } from "./html.ts";

/** A product in a list. */
export function productCard(product: Product, heading: "h2" | "h3" = "h3"): Html {
  const { slug, name, kind, price, shades, inStock } = product;
  const title = html`<a href="/products/${slug}">${name}</a>`;
  return html`<li class="product-card">
    <div class="product-card-picture">
      <img
        src="/images/${slug}.svg"
        alt="${fullName(product)} in ${shades[0].name}"
        width="800"
        height="1000"
        loading="lazy"
      />${inStock ? "" : html`<span class="product-card-flag">Sold out</span>`}
    </div>
    ${heading === "h2" ? html`<h2 class="product-card-name">${title}</h2>` : html`<h3 class="product-card-name">${title}</h3>`}
    <p class="product-card-kind">${kind}${shades.length > 1 ? `, ${shades.length} shades` : ""}</p>
    <p class="product-card-price price">${euros(price)}</p>
  </li>`;
}

/** A grid of products. */
export function productGrid(products: readonly Product[], heading: "h2" | "h3" = "h3"): Html {
  return html`<ul class="product-grid">
    ${products.map((product) => productCard(product, heading))}
  </ul>`;
}
