import { html } from "hono/html";
import { categories } from "../catalogue/catalogue.ts";
import type { Product } from "../catalogue/product.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";
import { productGrid } from "./product-card.ts";

/** What was found for a search. */
export function searchPage(frame: Frame, query: string, found: readonly Product[]): Html {
  const count = found.length === 1 ? "1 piece" : `${found.length} pieces`;
  return layout(frame, {
    title: query === "" ? "Search" : `“${query}”`,
    query,
    body: html`<div class="page-head">
        <p class="eyebrow">Search</p>
        <h1>${query === "" ? "What are you looking for?" : html`“${query}”`}</h1>
        <p class="page-lead">
          ${query === "" ? "A name, a shade, a finish: type it above." : found.length === 0 ? "Nothing here goes by that name. Try a shade, a finish or a department." : count}
        </p>
      </div>
      ${
        found.length > 0
          ? productGrid(found, "h2")
          : html`<ul class="plain-links">
              ${categories.map(({ id, name }) => html`<li><a class="button button-quiet" href="/category/${id}">${name}</a></li>`)}
            </ul>`
      }`,
  });
}
