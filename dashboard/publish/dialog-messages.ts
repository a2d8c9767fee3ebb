import { translated } from "../text/translated.ts";

/** What the publish dialog says; it is loaded when there is something to publish. */
export const t = translated("publish-dialog", {
  title: "Publish {count, plural, one {# change} other {# changes}}",
  intro: "Shoppers do not see these yet:",
  unsaved: "You have edits on this page that are not saved. They are not part of this.",
  warnings: "Worth a look before you publish:",
  note: "Note for your team (optional)",
  publish: "Publish now",
  discard: "Discard changes…",
  discardTitle: "Discard {count, plural, one {# change} other {# changes}}?",
  discardBody: "Every draft goes back to what shoppers see now. This cannot be undone.",
  discardKeep: "Keep them",
  discardGo: "Yes, discard",
  published: "Version {version} is live. Shoppers see it within 5 seconds.",
  publishedOff: "Version {version} is published. Shoppers see it once Edgewise is switched on.",
  discarded: "The changes are discarded. Drafts are what shoppers see now.",
  rules: "Rule",
  offers: "Offer",
  coupons: "Coupon",
  placements: "Placement",
  segments: "Segment",
  lists: "List",
  added: "{kind} {name} is new.",
  changed: "{kind} {name} is changed.",
  removed: "{kind} {name} is removed.",
});
