import { bannerHtml, copy, image, title } from "./changes.ts";
import { sequence } from "../sequence.ts";
import { token } from "./pages.ts";

/** A page of a shop, and the same with the four changes made. */
export interface ShopPage {
  original: Buffer;
  changed: Buffer;
}

/** What the changes replace. */
const before = {
  title: "Colour for grey days",
  copy: '<p>Our <em>winter collection</em> is here: <a href="/new">34 new shades</a>, made in small batches.</p>\n<ul class="usp"><li>Free delivery over €50</li><li>30 days to return</li></ul>',
  image: "/media/hero/winter.jpg",
  banner: "",
};
const after: typeof before = { title: title.text, copy: copy.html, image: image.value, banner: bannerHtml };

/**
 * Makes up a category page as shops serve them: nested markup, inline styles, scripts, JSON-LD and SVG, a card for each
 * product, comments, and at its end the state for the shop's own scripts. The same size gives the same page.
 * @param bytes what the original weighs, to the byte.
 */
export function shopPage(bytes: number): ShopPage {
  const random = sequence(bytes);
  const cards: string[] = [];
  const data: string[] = [];
  const rest = pageWith("", "", "", before).length;
  let size = 0;
  for (;;) {
    const number = cards.length + 1;
    const next = card(number, random);
    const nextData = `,${dataOf(number)}`;
    const nextSize = Buffer.byteLength(next) + Buffer.byteLength(nextData);
    // The padding below is a comment, and has to be able to become one.
    if (rest + size + nextSize + 7 > bytes) break;
    cards.push(next);
    data.push(nextData);
    size += nextSize;
  }
  const padding = `<!--${" ".repeat(bytes - rest - size - 7)}-->`;
  const page = (parts: typeof before) => pageWith(cards.join(""), data.join(""), padding, parts);
  return { original: page(before), changed: page(after) };
}

function pageWith(cards: string, data: string, padding: string, parts: typeof before): Buffer {
  return Buffer.from(`<!doctype html>
<html lang="en" class="no-js">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lipsticks &amp; more | Example &mdash; Café Colour</title>
<meta name="csrf-token" content="${token}">
<link rel="canonical" href="https://shop.example/lips">
<link rel="preload" href="/fonts/text.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/assets/shop.css?v=8f31c">
<meta property="og:title" content="Lipsticks &quot;and more&quot;"><meta property="og:type" content="website">
<!-- head: theme 4.2.1 -->
<style>${styles}</style>
<script>${script}</script>
<script type="application/ld+json">${jsonLd}</script>
</head>
<body class="template-category" data-page='{"type":"category","id":17}'>
<a class="skip" href="#main">Skip to content</a>
<!-- BEGIN masthead -->
<div id="masthead"><header class="site-header" role="banner"><nav aria-label="Main"><ul>${navigation}</ul></nav>
<form action="/search" role="search"><input type="search" name="q" placeholder="Search"><button>${icon}</button></form>
</header>${parts.banner}</div>
<!-- END masthead -->
<main id="main">
<section class="hero"><h1 class="hero-title">${parts.title}</h1>
<div id="hero-copy" class="hero-copy">${parts.copy}</div>
<img id="hero-image" class="hero-image" src="${parts.image}" alt="Five lipsticks on slate" width="1440" height="560" fetchpriority="high">
</section>
<ul class="grid" data-count="24">
${cards}</ul>
${padding}
</main>
<footer class="site-footer"><div class="columns">${footer}</div><p>&copy; 2026 Café Colour</p></footer>
<script type="application/json" id="state">[${filters}${data}]</script>
<script>window.shop && window.shop.start(document.getElementById("state"));</script>
</body>
</html>
`);
}

const adjectives = ["Velvet", "Matte", "Satin", "Sheer", "Glossy", "Soft", "Bold", "Quiet"];
const colours = ["Rosé", "Brick", "Plum", "Coral", "Fig", "Rust", "Mauve", "Cherry", "Nude"];

function card(number: number, random: () => number): string {
  const pick = (values: readonly string[]) => values[Math.floor(random() * values.length)];
  const name = `${pick(adjectives)} ${pick(colours)} No. ${number}`;
  const price = (8 + Math.floor(random() * 40)).toFixed(2);
  const stars = 1 + Math.floor(random() * 5);
  return `<li class="grid__item">
  <!-- product ${number} -->
  <article class="card card--product" data-product-id="${7000 + number}" data-price="${price}" itemscope itemtype="https://schema.org/Product">
    <a class="card__media" href="/products/p-${number}?from=grid&amp;pos=${number}" aria-label="${name}">
      <picture><source type="image/avif" srcset="/media/p${number}-320.avif 320w, /media/p${number}-640.avif 640w" sizes="(min-width: 60em) 25vw, 50vw">
      <img loading="lazy" decoding="async" src="/media/p${number}-640.jpg" alt="${name}" width="640" height="800"></picture>
      ${random() < 0.3 ? '<span class="badge badge--new"><span>New</span></span>' : ""}
    </a>
    <div class="card__body"><h3 class="card__title" itemprop="name"><a href="/products/p-${number}">${name}</a></h3>
      <p class="card__text">Long-wearing colour with shea butter &amp; vitamin E.<br>Shade ${number} of the series, ${pick(adjectives)?.toLowerCase()} finish.</p>
      <div class="rating" role="img" aria-label="${stars} of 5 stars">${icon.repeat(stars)}</div>
      <div class="price"><span class="price__now" itemprop="price">€${price}</span> <s class="price__was">€${(Number(price) * 1.2).toFixed(2)}</s></div>
      <form method="post" action="/cart/add"><input type="hidden" name="id" value="${7000 + number}"><button type="submit" class="button button--add" disabled>Add to bag</button></form>
    </div>
  </article>
</li>
`;
}

const icon =
  '<svg class="icon" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path d="M12 2l3 7h7l-5.5 4.5L18 21l-6-4-6 4 1.5-7.500L2 9h7z"/></svg>';

const navigation = ["Lips", "Eyes", "Face", "Skin", "Hair", "Gifts", "Sale"]
  .map(
    (name) =>
      `<li class="nav__item"><a href="/${name.toLowerCase()}">${icon}<span>${name}</span></a><ul class="nav__sub">${adjectives
        .map(
          (adjective) =>
            `<li><a href="/${name.toLowerCase()}/${adjective.toLowerCase()}">${adjective}</a></li>`,
        )
        .join("")}</ul></li>`,
  )
  .join("\n");

const footer = ["Help", "About", "Stores", "Legal"]
  .map(
    (name) =>
      `<div class="column"><h2>${name}</h2><ul>${adjectives.map((word) => `<li><a href="/${name.toLowerCase()}/${word.toLowerCase()}">${word}</a></li>`).join("")}</ul></div>`,
  )
  .join("\n");

const styles = Array.from(
  { length: 90 },
  (_, index) =>
    `.u${index}>.card:not(:last-child){margin:${index % 7}px ${index % 5}px;--c${index}:hsl(${index * 4} 40% 50%)}`,
).join("\n");

/** With what makes parsing scripts hard: comparisons, tags within strings, and comments. */
const script = `\n${Array.from(
  { length: 50 },
  (_, index) =>
    `function f${index}(a, b) { /* <b>${index}</b> */ if (a < b && b > ${index}) return "<div class='x${index}'>" + a + "<\\/div>"; return a; }`,
).join("\n")}\n`;

const jsonLd = JSON.stringify({
  "@context": "https://schema.org",
  "@type": "ItemList",
  itemListElement: Array.from({ length: 24 }, (_, index) => ({
    "@type": "ListItem",
    position: index + 1,
    url: `https://shop.example/products/p-${index + 1}`,
  })),
});

const filters = JSON.stringify(
  Array.from({ length: 40 }, (_, index) => ({ id: `f${index}`, label: `Shade ${index}`, count: index * 3 })),
);

/** What the shop's own scripts want to know of a product: about a third of the page is this, as on real ones. */
function dataOf(number: number): string {
  const variants = Array.from({ length: 5 }, (_, index) => ({
    id: number * 100 + index,
    sku: `LIP-${number}-${index}`,
    options: { shade: `Shade ${index}`, size: "3.5 g" },
    available: index % 3 !== 0,
    image: `/media/p${number}-${index}.jpg`,
  }));
  return JSON.stringify({ id: 7000 + number, handle: `p-${number}`, tags: ["lips", "vegan"], variants });
}
