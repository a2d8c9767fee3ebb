import { translator } from "../../model/text/translate.ts";

export const t = translator({
  title: "Sign in",
  signingIn: "Signing you in…",
  noLinkTitle: "Sign in with a link",
  noLink:
    "Edgewise has no password to remember. A sign-in link opens the dashboard once, then this browser stays signed in.",
  badLinkTitle: "This link does not work any more",
  badLink: "A sign-in link works once, and only for a while. This one was used before or is too old.",
  failedTitle: "You could not be signed in",
  getLink: "Run {command} again, it prints a new sign-in link.",
  tryAgain: "Try again",
  endedWhileEditing:
    "Your session has ended. What you typed is still here: open a new sign-in link in another tab, then save again.",
});
