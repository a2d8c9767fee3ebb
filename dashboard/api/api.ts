import { refusals } from "../session/session.ts";
import { createApi } from "./create-api.ts";

/** The dashboard's one client of its API: `await api("GET /rules?site=:site", { site })`. */
export const api = createApi({
  fetch: (input, init) => globalThis.fetch(input, init),
  onSignedOut: (endpoint) => {
    // A sign-in link that does not work is the sign-in screen's to explain.
    if (endpoint !== "POST /session") refusals.value++;
  },
});
