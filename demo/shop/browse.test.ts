import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { categories, products, productsIn } from "./catalogue/catalogue.ts";
import { openTestShop } from "./testing/shopper.ts";

let shop: Awaited<ReturnType<typeof openTestShop>>;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

describe("the catalogue", () => {
  it("has eight products in each of three departments, at least five of them lipsticks", () => {
    expect(categories.map(({ id }) => productsIn(id).length)).toEqual([8, 8, 8]);
    expect(productsIn("lips").filter(({ kind }) => kind.endsWith("lipstick")).length).toBeGreaterThanOrEqual(
      5,
    );
    expect(new Set(products.map(({ sku }) => sku)).size).toBe(24);
  });

  it.each(products.map((product) => [product.slug, product] as const))(
    "%s says in JSON-LD what it shows",
    async (slug, product) => {
      const page = await shop.shopper().go(`/products/${slug}`);
      expect(page.status).toBe(200);
      const json = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page.text)?.[1] ?? "";
      const data = JSON.parse(json) as { image: [string]; offers: { price: string } };
      expect(data).toMatchObject({
        "@type": "Product",
        sku: product.sku,
        description: product.description,
        brand: { "@type": "Brand", name: "Odile & Marsh" },
        category: categories.find(({ id }) => id === product.category)?.name,
        offers: {
          "@type": "Offer",
          priceCurrency: "EUR",
          availability: `https://schema.org/${product.inStock ? "InStock" : "OutOfStock"}`,
        },
      });
      expect(page.text).toContain(`€${data.offers.price}`);
      expect(page.text.includes(`action="/cart/add"`)).toBe(product.inStock);
      const picture = await shop.shopper().go(data.image[0]);
      expect(picture.headers.get("content-type")).toContain("image/svg+xml");
      expect(picture.text).toContain("</svg>");
    },
  );

  it("draws every shade in its own colour", async () => {
    const fig = await shop.shopper().go("/images/velvet-hour-lipstick.svg");
    const brick = await shop.shopper().go("/images/velvet-hour-lipstick--brick.svg");
    expect(brick.text).not.toBe(fig.text);
    expect(brick.text).toContain("#a13f31");
  });
});

describe("looking around", () => {
  it("has a hero, the departments and a selection on the front page", async () => {
    const { text } = await shop.shopper().go("/");
    expect(text).toMatch(/<section class="hero" id="hero">/);
    for (const name of ["hero-eyebrow", "hero-title", "hero-text", "hero-button button"])
      expect(text).toContain(`class="${name}"`);
    for (const { id } of categories) expect(text).toContain(`href="/category/${id}"`);
    expect(text.match(/class="product-card"/g)?.length).toBeGreaterThanOrEqual(8);
    expect(text).toContain("A demonstration shop. Nothing here is really sold.");
  });

  it("gives every page its own title, a canonical address where it has one, and no session to those who look", async () => {
    const titles = new Set<string>();
    for (const path of ["/", "/category/lips", "/category/face", "/category/eyes", "/delivery"]) {
      const shopper = shop.shopper();
      const { text } = await shopper.go(path);
      titles.add(/<title>(.*?)<\/title>/s.exec(text)?.[1] ?? "");
      expect(text).toContain(`<link rel="canonical" href="${path}"`);
      expect(text).toContain(`<html lang="en">`);
      expect(shopper.cookies.size).toBe(0);
    }
    expect(titles.size).toBe(5);
  });

  it("sorts a department by price", async () => {
    const { text } = await shop.shopper().go("/category/lips?sort=price-up");
    const prices = [...text.matchAll(/product-card-price price">\s*€([\d.]+)/g)].map((match) =>
      Number(match[1]),
    );
    expect(prices).toHaveLength(8);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
  });

  it("finds by name, shade and plural, and escapes what it did not find", async () => {
    const shopper = shop.shopper();
    expect((await shopper.go("/search?q=plum")).text).toContain("/products/night-plum-lipstick");
    expect((await shopper.go("/search?q=RED+lipsticks")).text).toContain("/products/signal-red-lipstick");
    expect((await shopper.go("/search?q=petrol")).text).toContain("/products/smoke-kohl-pencil");
    const none = await shopper.go(`/search?q=${encodeURIComponent("<b>zz</b>")}`);
    expect(none.text).toContain("Nothing here goes by that name");
    expect(none.text).not.toContain("<b>zz");
  });

  it("says so when there is no such page", async () => {
    const shopper = shop.shopper();
    for (const path of ["/nope", "/products/nope", "/category/nope", "/images/nope.svg"])
      expect((await shopper.go(path)).status).toBe(404);
  });
});

describe("HTTP manners", () => {
  it("lets pictures and the stylesheet be kept, and answers 304 to those who have them", async () => {
    for (const path of ["/style.css", "/images/hero.svg", "/images/category-eyes.svg"]) {
      const first = await fetch(shop.url + path);
      const etag = first.headers.get("etag") ?? "";
      expect(first.headers.get("cache-control")).toMatch(/max-age=\d+/);
      expect((await fetch(shop.url + path, { headers: { "if-none-match": etag } })).status).toBe(304);
    }
  });

  it("sends pages with no-cache and a policy that allows nothing from elsewhere", async () => {
    const { headers } = await fetch(shop.url);
    expect(headers.get("cache-control")).toBe("no-cache");
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(headers.get("content-security-policy")).not.toContain("script-src 'self' 'unsafe-inline'");
  });

  it("gives the session in a cookie scripts cannot read", async () => {
    const cookie = (await fetch(`${shop.url}/cart`)).headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^shop_session=.*HttpOnly/);
    expect(cookie).toContain("SameSite=Lax");
    expect(cookie).not.toContain("Secure");
  });
});
