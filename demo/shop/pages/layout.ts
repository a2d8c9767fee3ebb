import type { Context } from "hono";
import { html } from "hono/html";
import { brand, categories } from "../catalogue/catalogue.ts";
import type { CategoryId } from "../catalogue/product.ts";
import type { ShopEnv } from "../visit.ts";
import type { Html } from "./html.ts";
import { icon } from "./icons.ts";

/** What the frame around every page shows of the visit. */
export interface Frame {
  readonly path: string;
  readonly pieces: number;
  readonly signedIn: boolean;
}

/** What one page puts into the frame. */
export interface Page {
  readonly title: string;
  readonly description?: string;
  /** Which page search engines should file this under; without it the page is kept out of them. */
  readonly canonical?: string;
  readonly category?: CategoryId;
  readonly query?: string;
  readonly head?: Html;
  readonly body: Html;
}

/** The visit as the frame shows it. Ask for it after the request's work is done, so that the count is right. */
export function frameOf(c: Context<ShopEnv>): Frame {
  const { visit } = c.var;
  return { path: c.req.path, pieces: visit.pieces, signedIn: visit.customer !== null };
}

/** A whole page. */
export function layout(frame: Frame, page: Page): Html {
  const canonical = page.canonical;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${page.title === brand ? `${brand} | Colour, considered` : `${page.title} | ${brand}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          name="description"
          content="${page.description ?? `${brand}: a small make-up collection for lips, face and eyes.`}"
        />
        <meta name="theme-color" content="#f7f1ea" />
        ${canonical === undefined ? html`<meta name="robots" content="noindex" />` : html`<link rel="canonical" href="${canonical}" />`}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
        ${page.head}
      </head>
      <body>
        <a class="skip-link" href="#main">Skip to the content</a>
        <aside class="site-note" aria-label="Delivery">
          Free delivery from €35, and time to change your mind
        </aside>
        ${header(frame, page)}
        <main id="main">${page.body}</main>
        ${footer()}
      </body>
    </html>`;
}

function header(frame: Frame, page: Page): Html {
  const pieces = frame.pieces === 1 ? "1 item" : `${frame.pieces} items`;
  return html`<header class="site-header">
    <a class="wordmark" href="/">Odile <em>&amp;</em> Marsh</a>
    <nav class="site-nav" aria-label="Departments">
      <ul>
        ${categories.map(
          ({ id, name }) =>
            html`<li>
              <a href="/category/${id}" ${page.category === id ? html` aria-current="page"` : ""}>${name}</a>
            </li>`,
        )}
      </ul>
    </nav>
    <div class="site-right">
      <form class="site-search" action="/search" method="get" role="search">
        <label class="visually-hidden" for="site-search">Search the shop</label>
        <input
          id="site-search"
          type="search"
          name="q"
          value="${page.query ?? ""}"
          placeholder="Search"
          maxlength="80"
          autocomplete="off"
        />
        <button type="submit" aria-label="Search">${icon("search")}</button>
      </form>
      <ul class="site-tools">
        <li>
          <a href="${frame.signedIn ? "/account" : "/sign-in"}" class="tool"
            >${icon("person")}<span class="tool-name">${frame.signedIn ? "Account" : "Sign in"}</span></a
          >
        </li>
        <li>
          <a href="/cart" class="tool"
            >${icon("bag")}<span class="tool-name">Bag</span
            ><span class="cart-count" aria-label="${pieces}">${frame.pieces}</span></a
          >
        </li>
      </ul>
    </div>
  </header>`;
}

function footer(): Html {
  return html`<footer class="site-footer">
    <div class="footer-lead">
      <p class="footer-mark">Odile <em>&amp;</em> Marsh</p>
      <p>A small collection of colour, made to be finished rather than collected.</p>
    </div>
    <nav class="footer-links" aria-label="Departments, again">
      <h2>Shop</h2>
      <ul>
        ${categories.map(({ id, name }) => html`<li><a href="/category/${id}">${name}</a></li>`)}
      </ul>
    </nav>
    <nav class="footer-links" aria-label="Service">
      <h2>Service</h2>
      <ul>
        <li><a href="/delivery">Delivery and returns</a></li>
        <li><a href="/account">Your account</a></li>
        <li><a href="/cart">Your bag</a></li>
      </ul>
    </nav>
    <p class="footer-note">A demonstration shop. Nothing here is really sold.</p>
  </footer>`;
}
