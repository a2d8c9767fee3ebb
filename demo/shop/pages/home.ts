import { html } from "hono/html";
import { brand, categories, productBySlug } from "../catalogue/catalogue.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";
import { productGrid } from "./product-card.ts";

/** What lies on the counter by the door. */
const selection = [
  "velvet-hour-lipstick",
  "first-light-highlighter",
  "dusk-eyeshadow-palette",
  "flushed-cream-blush",
  "signal-red-lipstick",
  "second-skin-foundation",
  "long-story-mascara",
  "glass-note-lip-gloss",
].flatMap((slug) => productBySlug(slug) ?? []);

/** The front page. */
export function homePage(frame: Frame): Html {
  return layout(frame, {
    title: brand,
    canonical: "/",
    body: html`<section class="hero" id="hero">
        <div class="hero-words">
          <p class="hero-eyebrow">The winter collection</p>
          <h1 class="hero-title">Colour that keeps its word</h1>
          <p class="hero-text">
            Twenty-four pieces for lips, face and eyes. Each one made to do a single thing well, and to be
            used to the end.
          </p>
          <a class="hero-button button" href="/category/lips">See the lipsticks</a>
        </div>
        <img
          class="hero-picture"
          src="/images/hero.svg"
          alt="Lipsticks, an open compact and a bottle of foundation on stone steps"
          width="1200"
          height="1100"
        />
      </section>
      <section class="departments" aria-labelledby="departments-title">
        <h2 class="visually-hidden" id="departments-title">Departments</h2>
        <ul class="department-list">
          ${categories.map(
            ({ id, name, line }) =>
              html`<li class="department">
                <img src="/images/category-${id}.svg" alt="" width="800" height="960" loading="lazy" />
                <h3 class="department-name"><a href="/category/${id}">${name}</a></h3>
                <p>${line}</p>
              </li>`,
          )}
        </ul>
      </section>
      <section class="selection" aria-labelledby="selection-title">
        <div class="section-head">
          <h2 id="selection-title">On the counter</h2>
          <p>Eight to begin with.</p>
        </div>
        ${productGrid(selection)}
      </section>
      <section class="house-note" aria-labelledby="house-note-title">
        <h2 id="house-note-title">Fewer, and finished</h2>
        <p>
          We would rather make one good red than eleven. Every shade here has a reason to exist, a clear
          description of how it looks on, and a price that includes everything but the postage. From €35 that
          is included too.
        </p>
      </section>`,
  });
}
