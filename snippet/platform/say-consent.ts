import { isRemembered } from "../is-remembered.ts";

/** By our purposes. */
export interface Agreed {
  measurement: boolean;
  personalisation: boolean;
  marketing: boolean;
}

declare global {
  interface Navigator {
    /** https://w3c.github.io/gpc/ */
    readonly globalPrivacyControl?: boolean;
  }
}

/**
 * Passes on what a banner's visitor agrees to. The snippet knows whether that was said before.
 * @param isEarlier it was said on an earlier page: then a browser that asks for privacy now counts more than a yes.
 */
export function sayConsent(agreed: Agreed, isEarlier: boolean): void {
  const isYes = isRemembered(JSON.stringify(agreed));
  if (isYes && isEarlier && navigator.globalPrivacyControl) return;
  window.edgewise?.consent({ ...agreed });
}
