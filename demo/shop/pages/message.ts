import { html } from "hono/html";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";

/** A page that only says something: not found, refused, out of order. */
export function messagePage(frame: Frame, { title, text }: { title: string; text: string }): Html {
  return layout(frame, {
    title,
    body: html`<section class="message">
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a class="button" href="/">Back to the shop</a></p>
    </section>`,
  });
}
