import { Hono } from "hono";
import { categoryById, productBySlug, productsIn, shadeOf } from "../catalogue/catalogue.ts";
import { searchProducts } from "../catalogue/search.ts";
import { csrfField } from "../csrf.ts";
import { categoryPage } from "../pages/category.ts";
import { deliveryPage } from "../pages/delivery.ts";
import { homePage } from "../pages/home.ts";
import { frameOf } from "../pages/layout.ts";
import { productPage } from "../pages/product.ts";
import { searchPage } from "../pages/search.ts";
import type { ShopEnv } from "../visit.ts";

/** The pages one looks around on. */
export function browseRoutes() {
  const routes = new Hono<ShopEnv>();
  routes.get("/", (c) => c.html(homePage(frameOf(c))));
  routes.get("/delivery", (c) => c.html(deliveryPage(frameOf(c))));
  routes.get("/category/:id", (c) => {
    const category = categoryById(c.req.param("id"));
    if (category === undefined) return c.notFound();
    return c.html(categoryPage(frameOf(c), category, productsIn(category.id), c.req.query("sort") ?? ""));
  });
  routes.get("/products/:slug", (c) => {
    const product = productBySlug(c.req.param("slug"));
    if (product === undefined) return c.notFound();
    const shade = shadeOf(product, c.req.query("shade") ?? "");
    const csrf = product.inStock ? csrfField(c.var.visit) : null;
    return c.html(productPage(frameOf(c), product, shade, csrf));
  });
  routes.get("/search", (c) => {
    const query = (c.req.query("q") ?? "").trim().slice(0, 80);
    return c.html(searchPage(frameOf(c), query, searchProducts(query)));
  });
  return routes;
}
