import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Context } from "hono";
import { Hono } from "hono";
import { pictureByName } from "../pictures/gallery.ts";
import { favicon } from "../pictures/favicon.ts";

const sheets = ["base", "frame", "lists", "product", "cart", "forms"];

/** Pictures, the stylesheet and the small files browsers and robots ask for. */
export function assetRoutes() {
  const routes = new Hono();
  const style = sheets
    .map((name) => readFileSync(new URL(`../styles/${name}.css`, import.meta.url), "utf8"))
    .join("\n");
  const drawn = new Map<string, string>();

  routes.get("/style.css", (c) => send(c, style, "text/css; charset=utf-8", 300));
  routes.get("/favicon.svg", (c) => send(c, favicon, "image/svg+xml", 86_400));
  routes.get("/robots.txt", (c) =>
    send(
      c,
      "User-agent: *\nDisallow: /cart\nDisallow: /checkout\nDisallow: /account\nDisallow: /orders/\n",
      "text/plain; charset=utf-8",
      86_400,
    ),
  );
  routes.get("/images/:file{.+\\.svg}", (c) => {
    const name = c.req.param("file").slice(0, -".svg".length);
    const picture = drawn.get(name) ?? pictureByName(name);
    if (picture === undefined) return c.text("There is no such picture.", 404);
    drawn.set(name, picture);
    return send(c, picture, "image/svg+xml", 86_400);
  });
  return routes;
}

function send(c: Context, body: string, type: string, seconds: number) {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = { "Content-Type": type, "Cache-Control": `public, max-age=${seconds}`, ETag: etag };
  const known = (c.req.header("If-None-Match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (known.includes(etag) || known.includes("*")) return c.body(null, 304, headers);
  return c.body(body, 200, headers);
}
