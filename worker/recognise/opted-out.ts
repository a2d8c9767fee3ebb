import type { Consent } from "../../model/consent/consent.ts";

/**
 * Global Privacy Control, which only an agreement that was given in spite of it outweighs.
 * Source: https://w3c.github.io/gpc/#the-sec-gpc-header-field-for-http-requests
 */
export function isOptedOut(headers: Headers, consent: Consent | null): boolean {
  return headers.get("sec-gpc") === "1" && consent?.gpc !== true;
}
