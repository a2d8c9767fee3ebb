import type { Place } from "../sign-in/passkey.ts";

/** Where the dashboard was opened. */
export function placeOf(request: Request): Place {
  const { hostname, origin } = new URL(request.url);
  return { host: hostname, origin };
}
