import { translated } from "../text/translated.ts";

export const t = translated("site-switch", {
  isOff: "Edgewise is switched off",
  isOffMeans: "Shoppers see the shop’s own pages.",
  switchOff: "Switch off…",
  switchOn: "Switch on",
  title: "Switch Edgewise off on {name}?",
  reach: "Within 5 seconds every shopper sees the shop’s own pages: no rule, no offer, no coupon.",
  stays: "Rules, drafts and what is known of visitors stay as they are. Here you can switch it on again.",
  keepOn: "Leave it on",
  go: "Yes, switch off",
  off: "Edgewise is off on {name}. Within 5 seconds every page is the shop’s own.",
  on: "Edgewise is on again on {name}. Shoppers see what is published within 5 seconds.",
  failed: "Edgewise could not be switched on {name}. {reason}",
});
