import { whenShown } from "./page-life.ts";
import { readConsent } from "./platform/read-consent.ts";
import { readShopifyConsent } from "./platform/shopify-consent.ts";
import { watchCart } from "./platform/watch-cart.ts";
import { quietly } from "./quietly.ts";

/** What only the shop's platform knows: its cart, and what the visitor answered to its consent banner. */
quietly(() => {
  readConsent();
  readShopifyConsent();
  whenShown(quietly(watchCart));
})();
