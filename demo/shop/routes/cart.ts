import type { Context } from "hono";
import { Hono } from "hono";
import { readQuantity } from "../cart.ts";
import { productBySlug, shadeOf } from "../catalogue/catalogue.ts";
import { csrfField } from "../csrf.ts";
import { currentCart, judgeFor } from "../current-cart.ts";
import { cartPage } from "../pages/cart.ts";
import { frameOf } from "../pages/layout.ts";
import { messagePage } from "../pages/message.ts";
import type { ShopEnv } from "../visit.ts";

/** The bag, and the forms that change it. Each change leads back to the bag. */
export function cartRoutes() {
  const routes = new Hono<ShopEnv>();

  routes.get("/cart", (c) => {
    const { stores, visit } = c.var;
    const csrf = csrfField(visit);
    const cart = currentCart(stores, visit.session);
    const notice = visit.session === null ? null : stores.sessions.takeNotice(visit.session.key);
    return c.html(cartPage(frameOf(c), cart, notice, csrf));
  });

  routes.post("/cart/add", (c) => {
    const { stores, visit, form } = c.var;
    const product = productBySlug(form("product"));
    const quantity = form("quantity") === "" ? 1 : readQuantity(form("quantity"));
    if (product === undefined || quantity === null || quantity === 0) return refuse(c);
    if (!product.inStock)
      return refuse(c, `${product.name} is sold out for now, so it was not put in your bag.`);
    const { key } = visit.begin();
    stores.carts.add(key, product.slug, shadeOf(product, form("shade")).id, quantity);
    return backToCart(c, `${product.name} is in your bag.`);
  });

  routes.post("/cart/update", (c) => {
    const quantity = readQuantity(c.var.form("quantity"));
    return quantity === null ? refuse(c) : setLine(c, quantity);
  });

  routes.post("/cart/remove", (c) => setLine(c, 0));

  routes.post("/cart/coupon", (c) => {
    const { stores, visit, form } = c.var;
    const session = visit.begin();
    const typed = form("coupon").slice(0, 40);
    const verdict = judgeFor(stores, session, typed);
    if (verdict.holds) stores.sessions.setCoupon(session.key, verdict.code);
    else stores.sessions.leaveNotice(session.key, { kind: "coupon-refused", text: verdict.reason, typed });
    return c.redirect("/cart", 303);
  });

  routes.post("/cart/coupon/remove", (c) => {
    c.var.stores.sessions.setCoupon(c.var.visit.begin().key, null);
    return c.redirect("/cart", 303);
  });

  return routes;
}

function setLine(c: Context<ShopEnv>, quantity: number) {
  const { stores, visit, form } = c.var;
  const product = productBySlug(form("product"));
  if (product === undefined) return refuse(c);
  stores.carts.set(visit.begin().key, product.slug, shadeOf(product, form("shade")).id, quantity);
  return backToCart(c);
}

/** Judges the coupon anew after a change, and shows the bag. */
function backToCart(c: Context<ShopEnv>, said?: string) {
  const { stores, visit } = c.var;
  const session = visit.begin();
  if (said !== undefined) stores.sessions.leaveNotice(session.key, { kind: "good", text: said });
  currentCart(stores, session);
  return c.redirect("/cart", 303);
}

function refuse(c: Context<ShopEnv>, text = "We do not have that article in that quantity.") {
  return c.html(messagePage(frameOf(c), { title: "That did not work", text }), 422);
}
