import { html } from "hono/html";
import type { FieldErrors } from "../checkout-form.ts";
import { field } from "./field.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";

/** What the registration page is to show. */
export interface RegisterState {
  readonly entry: { readonly name: string; readonly email: string };
  readonly errors: FieldErrors<"name" | "email" | "password">;
  readonly next: string;
}

/** The door for those who would like an account. */
export function registerPage(frame: Frame, { entry, errors, next }: RegisterState, csrf: Html): Html {
  return layout(frame, {
    title: "Make an account",
    body: html`<section class="door">
      <h1>Make an account</h1>
      <p>It keeps your orders in one place. Please use a made-up address: this is a demonstration.</p>
      <form action="/register" method="post" novalidate>
        ${csrf}
        <input type="hidden" name="next" value="${next}" />
        ${field({ name: "name", label: "Your name", value: entry.name, error: errors.name, autocomplete: "name" })}
        ${field({ name: "email", label: "E-mail", type: "email", value: entry.email, error: errors.email, autocomplete: "username" })}
        ${field({ name: "password", label: "Password", type: "password", error: errors.password, autocomplete: "new-password", hint: "At least 10 characters. A few words are better than one odd one." })}
        <button class="button" type="submit">Make the account</button>
      </form>
      <p>Have one already? <a href="/sign-in?next=${next}">Sign in</a></p>
    </section>`,
  });
}
