import { html } from "hono/html";
import type { Html } from "./html.ts";

/** One labelled input of a form. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly error?: string | undefined;
  readonly type?: "text" | "email" | "password";
  readonly autocomplete: string;
  readonly hint?: string;
}

/** Draws a field with what is wrong with it beside it. */
export function field({ name, label, value, error, type, autocomplete, hint }: Field): Html {
  return html`<div class="field field-${name}">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type ?? "text"}"
      value="${value ?? ""}"
      autocomplete="${autocomplete}"
      maxlength="200"
      required${marks(name, error, hint)}
    />
    ${hint === undefined ? "" : html`<p class="field-hint" id="${name}-hint">${hint}</p>`}
    ${fieldError(name, error)}
  </div>`;
}

/** The attributes that tie an input to its sentences. */
export function marks(name: string, error: string | undefined, hint?: string): Html | "" {
  const ids = [hint === undefined ? "" : `${name}-hint`, error === undefined ? "" : `${name}-error`];
  const described = ids.filter(Boolean).join(" ");
  if (described === "") return "";
  return html`${error === undefined ? "" : html` aria-invalid="true"`} aria-describedby="${described}"`;
}

/** The sentence under an input that cannot be accepted. */
export function fieldError(name: string, error: string | undefined): Html | "" {
  return error === undefined ? "" : html`<p class="field-error" id="${name}-error">${error}</p>`;
}
