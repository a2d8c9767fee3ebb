import { html } from "hono/html";
import { field } from "./field.ts";
import { layout } from "./layout.ts";
import type { Html } from "./html.ts";
import type { Frame } from "./layout.ts";

/** What the sign-in page is to show. */
export interface SignInState {
  readonly email: string;
  readonly problem: string | null;
  /** Where to go afterwards. */
  readonly next: string;
}

/** The door for those who have an account. */
export function signInPage(frame: Frame, { email, problem, next }: SignInState, csrf: Html): Html {
  return layout(frame, {
    title: "Sign in",
    body: html`<section class="door">
      <h1>Sign in</h1>
      ${problem === null ? "" : html`<p class="notice notice-problem" role="alert">${problem}</p>`}
      <form action="/sign-in" method="post" novalidate>
        ${csrf}
        <input type="hidden" name="next" value="${next}" />
        ${field({ name: "email", label: "E-mail", type: "email", value: email, autocomplete: "username" })}
        ${field({ name: "password", label: "Password", type: "password", autocomplete: "current-password" })}
        <button class="button" type="submit">Sign in</button>
      </form>
      <p>New here? <a href="/register?next=${next}">Make an account</a></p>
    </section>`,
  });
}
