import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { proxy } from "hono/proxy";
import { type Product, readCatalogue } from "./catalogue.ts";
import { addToBag, applyCode, bagOf, pay, placedOrder, removeCode, setRecipient } from "./order.ts";
import {
  cartPage,
  checkoutPage,
  homePage,
  messagePage,
  paymentPage,
  productPage,
  thanksPage,
} from "./pages.ts";
import { ShopApi } from "./shop-api.ts";

export interface Storefront {
  readonly url: string;
  close(): Promise<void>;
}

interface Env {
  Variables: { api: ShopApi };
}

/** A shop's pages, made on the server from what Vendure knows. What it sells is read once, as shops do that are quick. */
export async function startStorefront(vendure: string): Promise<Storefront> {
  const products = await readCatalogue(new ShopApi(vendure, ""));
  const answer = getRequestListener(storefront(vendure, products).fetch);
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function storefront(vendure: string, products: readonly Product[]): Hono<Env> {
  const app = new Hono<Env>();
  app.all("/shop-api", (c) => proxy(`${vendure}/shop-api`, { raw: c.req.raw }));

  app.use(async (c, next) => {
    const api = new ShopApi(vendure, c.req.header("cookie") ?? "");
    c.set("api", api);
    await next();
    for (const cookie of api.setCookies) c.header("set-cookie", cookie, { append: true });
  });
  app.get("/", (c) => c.html(homePage(products)));
  app.get("/products/:slug", (c) => {
    const product = products.find(({ slug }) => slug === c.req.param("slug"));
    return product === undefined ? c.notFound() : c.html(productPage(product));
  });

  app.get("/cart", async (c) => c.html(cartPage(await bagOf(c.var.api), takeSaid(c))));
  app.post("/cart/add", async (c) => {
    const refused = await addToBag(c.var.api, await field(c, "variant"));
    return onTo(c, "/cart", refused?.message);
  });
  app.post("/cart/coupon", async (c) => {
    const refused = await applyCode(c.var.api, await field(c, "code"));
    return onTo(c, "/cart", refused?.message);
  });
  app.post("/cart/coupon/remove", async (c) => {
    const refused = await removeCode(c.var.api, await field(c, "code"));
    return onTo(c, "/cart", refused?.message);
  });

  app.get("/checkout", async (c) => {
    const bag = await bagOf(c.var.api);
    return bag === null ? c.redirect("/cart", 303) : c.html(checkoutPage(bag, takeSaid(c)));
  });
  app.post("/checkout", async (c) => {
    const before = await bagOf(c.var.api);
    const refused = await setRecipient(c.var.api, {
      email: await field(c, "email"),
      name: await field(c, "name"),
      street: await field(c, "street"),
      city: await field(c, "city"),
    });
    if (refused !== null) return onTo(c, "/checkout", refused.message);
    const kept = (await bagOf(c.var.api))?.couponCodes ?? [];
    const lost = before?.couponCodes.filter((code) => !kept.includes(code)) ?? [];
    return onTo(c, "/checkout/payment", lost.length > 0 ? cannotBeUsed(lost) : undefined);
  });
  app.get("/checkout/payment", async (c) => {
    const bag = await bagOf(c.var.api);
    return bag === null ? c.redirect("/cart", 303) : c.html(paymentPage(bag, takeSaid(c)));
  });
  app.post("/checkout/payment", async (c) => {
    const bag = await bagOf(c.var.api);
    if (bag === null) return c.redirect("/cart", 303);
    if (String(bag.totalWithTax) !== (await field(c, "total")))
      return onTo(c, "/checkout/payment", "Your bag has changed meanwhile: please look at the total again.");
    const refused = await pay(c.var.api);
    if (refused === null) return c.redirect(`/orders/${bag.code}`, 303);
    const kept = (await bagOf(c.var.api))?.couponCodes ?? [];
    const lost = bag.couponCodes.filter((code) => !kept.includes(code));
    return onTo(c, "/checkout/payment", lost.length > 0 ? cannotBeUsed(lost) : refused.message);
  });
  app.get("/orders/:code", async (c) => {
    const order = await placedOrder(c.var.api, c.req.param("code"));
    return order === null ? c.notFound() : c.html(thanksPage(order));
  });

  app.notFound((c) => c.html(messagePage("Not here", "There is no such page in this shop."), 404));
  app.onError((_error, c) =>
    c.html(messagePage("One moment", "The shop cannot reach your bag right now. It is not lost."), 503),
  );
  return app;
}

function cannotBeUsed(codes: readonly string[]): string {
  return `${codes.join(" and ")} can no longer be used: please look at the total again. Nothing has been paid yet.`;
}

/** The next page, and what it is to say. */
function onTo(c: Context<Env>, path: string, said: string | undefined): Response {
  if (said !== undefined) setCookie(c, "said", said, { path: "/", httpOnly: true, sameSite: "Lax" });
  return c.redirect(path, 303);
}

/** What there is to say, which is said once. */
function takeSaid(c: Context<Env>): string {
  const said = getCookie(c, "said") ?? "";
  if (said !== "") deleteCookie(c, "said", { path: "/" });
  return said;
}

async function field(c: Context<Env>, name: string): Promise<string> {
  const value = (await c.req.parseBody())[name];
  return typeof value === "string" ? value : "";
}
