import { quietly } from "../quietly.ts";
import { lookLater } from "./look-later.ts";
import { sayConsent } from "./say-consent.ts";

/** https://shopify.dev/docs/api/customer-privacy */
interface CustomerPrivacy {
  /** Each is `"yes"`, `"no"`, or empty where nobody has answered. */
  currentVisitorConsent(): Readonly<Record<"analytics" | "preferences" | "marketing", string>>;
}

interface Collected {
  analyticsAllowed: boolean;
  preferencesAllowed: boolean;
  marketingAllowed: boolean;
}

declare global {
  interface Shopify {
    customerPrivacy?: CustomerPrivacy;
    loadFeatures?(features: readonly object[], loaded: (error?: unknown) => void): void;
  }
}

const privacy = { name: "consent-tracking-api", version: "0.1" };

/** Passes on what visitors answer to Shopify's own banner, or to one that tells Shopify. */
export function readShopifyConsent(): void {
  document.addEventListener(
    "visitorConsentCollected",
    quietly((event: Event) => {
      const { analyticsAllowed, preferencesAllowed, marketingAllowed } = (event as CustomEvent<Collected>)
        .detail;
      const agreed = {
        measurement: analyticsAllowed,
        personalisation: preferencesAllowed,
        marketing: marketingAllowed,
      };
      sayConsent(agreed, false);
    }),
  );
  const loaded = quietly((error?: unknown) => {
    const consent = window.Shopify?.customerPrivacy?.currentVisitorConsent();
    if (error || !consent) return;
    const { analytics, preferences, marketing } = consent;
    // Where nobody was asked, as in countries without such a law, nothing was answered.
    if (!analytics && !preferences && !marketing) return;
    const agreed = {
      measurement: analytics == "yes",
      personalisation: preferences == "yes",
      marketing: marketing == "yes",
    };
    sayConsent(agreed, true);
  });
  lookLater(() => {
    window.Shopify?.loadFeatures?.([privacy], loaded);
    return !!window.Shopify?.loadFeatures;
  });
}
