import { hearDataLayer } from "./data-layer.ts";
import { quietly } from "./quietly.ts";
import { consent, record } from "./record.ts";

/** GA4's commerce events. Searches are seen by the page's address: https://developers.google.com/analytics/devguides/collection/ga4/reference/events */
const commerce = /^(add|view|select|remove|begin)_|purchase|refund/;

/** All that a visitor has chosen on this page, by Google's Consent Mode. */
const choices = {};

/** Records what the page tells its tag manager. */
export const listen = quietly(() =>
  hearDataLayer((kind, name, params) => {
    if (kind == "event" && commerce.test(name)) record(name, { ...params, ew_from: "data_layer" });
    // What holds before a visitor has chosen (`default`) is for the site's settings to say.
    if (kind == "consent" && name == "update") consent(Object.assign(choices, params));
  }),
);
