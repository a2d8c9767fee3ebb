import { refusals } from "../session/session.ts";
import { createApi } from "./create-api.ts";

/** The dashboard's one client of its API: `await api("GET /rules?site=:site", { site })`. */
export const api = createApi({
  fetch: (input, init) => globalThis.fetch(input, init),
  onSignedOut: (endpoint) => {
    // Signing in that does not work is explained where it is tried, and so is a link that is too old.
    if (!/^POST \/(session|shared)/.test(endpoint)) refusals.value++;
  },
});
