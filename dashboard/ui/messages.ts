import { translator } from "../../model/text/translate.ts";

/** What the shared components say. */
export const t = translator({
  close: "Close",
  dismiss: "Dismiss message",
  tryAgain: "Try again",
  couldNotLoad: "This could not be loaded",
  requestId: "Request {id}",
  loading: "Loading…",
});
