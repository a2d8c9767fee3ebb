import { html } from "hono/html";
import { mostOfOne } from "../cart.ts";
import type { Html } from "./html.ts";

/** A choice of quantities. `label` is shown; in a list of lines it is only read out. */
export function quantityField(id: string, chosen: number, label: string, quiet = false): Html {
  const choices = Array.from({ length: mostOfOne }, (_, index) => index + 1);
  return html`<span class="quantity">
    <label for="${id}" class="${quiet ? "visually-hidden" : "quantity-label"}">${label}</label>
    <select id="${id}" name="quantity">
      ${choices.map((number) => html`<option value="${number}" ${number === chosen ? html` selected` : ""}>${number}</option>`)}
    </select>
  </span>`;
}
