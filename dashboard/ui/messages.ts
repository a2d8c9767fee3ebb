import { translated } from "../text/translated.ts";

/** What the shared components say. */
export const t = translated("ui", {
  close: "Close",
  dismiss: "Dismiss message",
  tryAgain: "Try again",
  couldNotLoad: "This could not be loaded",
  notThere: "This is not here",
  requestId: "Request {id}",
  loading: "Loading…",
});
