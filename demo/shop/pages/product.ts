import { html, raw } from "hono/html";
import { brand, categoryById, fullName, neighboursOf, picturePath } from "../catalogue/catalogue.ts";
import type { Product, Shade } from "../catalogue/product.ts";
import { decimal, euros } from "../money.ts";
import { scriptJson } from "../purchase-event.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";
import { productGrid } from "./product-card.ts";
import { quantityField } from "./quantity-field.ts";

/** A product in one of its shades. `csrf` is the hidden field for the form, left out when it is sold out. */
export function productPage(frame: Frame, product: Product, shade: Shade, csrf: Html | null): Html {
  const category = categoryById(product.category);
  const several = product.shades.length > 1;
  return layout(frame, {
    title: fullName(product),
    description: `${fullName(product)}, ${product.size}. ${product.line}`,
    canonical: `/products/${product.slug}`,
    category: product.category,
    head: html`<script type="application/ld+json">
      ${raw(scriptJson(productData(product, shade)))}
    </script>`,
    body: html`<nav class="trail" aria-label="You are here">
        <ol>
          <li><a href="/">Home</a></li>
          <li><a href="/category/${product.category}">${category?.name}</a></li>
          <li aria-current="page">${product.name}</li>
        </ol>
      </nav>
      <article class="product" id="product">
        <div class="product-picture">
          <img
            src="${picturePath(product, shade)}"
            alt="${fullName(product)} in ${shade.name}"
            width="800"
            height="1000"
          />
        </div>
        <div class="product-words">
          <p class="eyebrow">${product.kind}</p>
          <h1 class="product-name">${product.name}</h1>
          <p class="product-line">${product.line}</p>
          <p class="product-price price">
            ${euros(product.price)} <span class="product-size">${product.size}, VAT included</span>
          </p>
          ${several ? shadePicker(product, shade) : html`<p class="shade-now">Shade <strong>${shade.name}</strong></p>`}
          ${
            csrf === null
              ? html`<p class="sold-out">Sold out for now. We are making more.</p>`
              : html`<form class="add-form" action="/cart/add" method="post">
                  ${csrf}
                  <input type="hidden" name="product" value="${product.slug}" />
                  <input type="hidden" name="shade" value="${shade.id}" />
                  ${quantityField("quantity", 1, "Quantity")}
                  <button class="button add-button" type="submit">Add to bag</button>
                </form>`
          }
          <p class="product-promise">Free delivery from €35. Unopened pieces can come back within 30 days.</p>
          <div class="product-description"><p>${product.description}</p></div>
          <dl class="product-facts">
            <div>
              <dt>Finish</dt>
              <dd>${product.finish}</dd>
            </div>
            <div>
              <dt>How to use</dt>
              <dd>${product.use}</dd>
            </div>
            <div>
              <dt>Contents</dt>
              <dd>${product.size}</dd>
            </div>
            <div>
              <dt>Article</dt>
              <dd>${product.sku}</dd>
            </div>
          </dl>
        </div>
      </article>
      <section class="neighbours" aria-labelledby="neighbours-title">
        <div class="section-head">
          <h2 id="neighbours-title">Also for ${category?.name.toLowerCase()}</h2>
        </div>
        ${productGrid(neighboursOf(product, 4))}
      </section>`,
  });
}

function shadePicker(product: Product, now: Shade): Html {
  return html`<div class="shades">
    <p class="shade-now">Shade <strong>${now.name}</strong></p>
    <ul class="shade-list">
      ${product.shades.map(
        (shade) =>
          html`<li>
            <a
              class="swatch"
              href="/products/${product.slug}?shade=${shade.id}"
              ${shade.id === now.id ? html` aria-current="true"` : ""}
              title="${shade.name}"
              ><span class="swatch-colour" style="background-color:${shade.colour}"></span
              ><span class="visually-hidden">${shade.name}</span></a
            >
          </li>`,
      )}
    </ul>
  </div>`;
}

/** The product as search engines read it (schema.org). */
function productData(product: Product, shade: Shade) {
  return {
    "@context": "https://schema.org",
    "@type": "Product",
    name: fullName(product),
    sku: product.sku,
    image: [picturePath(product, shade)],
    description: product.description,
    brand: { "@type": "Brand", name: brand },
    category: categoryById(product.category)?.name,
    color: shade.name,
    size: product.size,
    offers: {
      "@type": "Offer",
      url: `/products/${product.slug}`,
      price: decimal(product.price).toFixed(2),
      priceCurrency: "EUR",
      availability: `https://schema.org/${product.inStock ? "InStock" : "OutOfStock"}`,
      itemCondition: "https://schema.org/NewCondition",
    },
  };
}
