import { randomBytes } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { guardForms } from "./csrf.ts";
import { frameOf } from "./pages/layout.ts";
import type { Telling } from "./identify.ts";
import { messagePage } from "./pages/message.ts";
import { accountRoutes } from "./routes/account.ts";
import { assetRoutes } from "./routes/assets.ts";
import { browseRoutes } from "./routes/browse.ts";
import { cartRoutes } from "./routes/cart.ts";
import { checkoutRoutes } from "./routes/checkout.ts";
import type { Stores } from "./stores.ts";
import { recogniseVisitor } from "./visit.ts";
import type { ShopEnv } from "./visit.ts";

/**
 * The whole shop as an application: assets first, since they need no visitor.
 * @param telling whom pages tell who is signed in.
 */
export function shop(stores: Stores, telling: () => Telling | null): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();
  app.use(guardBrowser());
  app.route("/", assetRoutes());
  app.use(recogniseVisitor(stores), bodyLimit({ maxSize: 64 * 1024 }), guardForms());
  app.route("/", browseRoutes());
  app.route("/", cartRoutes());
  app.route("/", checkoutRoutes());
  app.route("/", accountRoutes(telling));
  app.notFound((c) =>
    c.html(
      messagePage(frameOf(c), {
        title: "Not on our shelves",
        text: "There is no page at this address. It may have been moved, or mistyped.",
      }),
      404,
    ),
  );
  app.onError((error, c) => {
    console.error(error);
    return c.text("Something went wrong on our side. Please try again in a moment.", 500);
  });
  return app;
}

/** The headers that tell a browser what these pages may do. The nonce is for the one script of a confirmation. */
function guardBrowser(): MiddlewareHandler<ShopEnv> {
  return async (c, next) => {
    c.set("nonce", randomBytes(16).toString("base64"));
    await next();
    const policy = [
      "default-src 'self'",
      `script-src 'self' 'nonce-${c.var.nonce}'`,
      "style-src 'self' 'unsafe-inline'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
    ];
    c.header("Content-Security-Policy", policy.join("; "));
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "strict-origin-when-cross-origin");
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-cache");
  };
}
