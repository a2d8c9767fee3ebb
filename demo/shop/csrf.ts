import { timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { html } from "hono/html";
import { messagePage } from "./pages/message.ts";
import type { Html } from "./pages/html.ts";
import { frameOf } from "./pages/layout.ts";
import type { Visit } from "./visit.ts";
import type { ShopEnv } from "./visit.ts";

const fieldName = "csrf";

/** The hidden field every form that posts carries: proof that the form came from this visitor's own page. */
export function csrfField(visit: Visit): Html {
  return html`<input type="hidden" name="${fieldName}" value="${visit.begin().csrf}" />`;
}

/** Reads a posted form once and refuses it unless its token is the one of the session. */
export function guardForms(): MiddlewareHandler<ShopEnv> {
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const body = await c.req.parseBody();
    const read = (field: string) => {
      const value = Object.hasOwn(body, field) ? body[field] : undefined;
      return typeof value === "string" ? value : "";
    };
    const expected = c.var.visit.session?.csrf ?? "";
    if (expected === "" || !sameText(read(fieldName), expected)) {
      return c.html(
        messagePage(frameOf(c), {
          title: "This form has expired",
          text: "For your safety we only accept forms opened in your own visit. Nothing was changed. Please go back, reload the page and try again.",
        }),
        403,
      );
    }
    c.set("form", read);
    return next();
  };
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
