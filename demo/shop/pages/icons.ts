import { raw } from "hono/html";
import type { Html } from "./html.ts";

const strokes = {
  search: '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4.2 3.7-6 7.5-6s6.7 1.8 7.5 6"/>',
  bag: '<path d="M5 8.5h14l1 12H4z"/><path d="M8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5"/>',
};

/** A line drawing beside a word; it says nothing to a screen reader. */
export function icon(name: keyof typeof strokes): Html {
  return raw(
    `<svg class="icon" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round">${strokes[name]}</svg>`,
  );
}
