import type { AuditAction } from "../../model/audit.ts";
import { translated } from "../text/translated.ts";

/** What was done, by its code: `{who}` and `{what}` lead to all else that they did, and that was done to it. */
const deeds = {
  "rule.saved": "{who} saved the rule {what}",
  "rule.deleted": "{who} deleted the rule {what}",
  "rule.moved": "{who} moved the rule {what}",
  "rule.switched": "{who} switched the rule {what}",
  "offer.saved": "{who} saved the offer {what}",
  "offer.deleted": "{who} deleted the offer {what}",
  "coupon.saved": "{who} saved the coupon {what}",
  "coupon.deleted": "{who} deleted the coupon {what}",
  "placement.saved": "{who} saved the placement {what}",
  "placement.deleted": "{who} deleted the placement {what}",
  "segment.saved": "{who} saved the segment {what}",
  "segment.deleted": "{who} deleted the segment {what}",
  "list.saved": "{who} saved the list {what}",
  "list.deleted": "{who} deleted the list {what}",
  "site.saved": "{who} saved the settings of the shop {what}",
  "site.switched": "{who} switched Edgewise on the shop {what}",
  "identify_secret.made": "{who} made a secret for proofs of who is logged in: {what}",
  "order_secret.made": "{who} made a secret for orders: {what}",
  "key.made": "{who} made the API key {what}",
  "key.revoked": "{who} revoked the API key {what}",
  "bundle.published": "{who} published {what}",
  "drafts.discarded": "{who} discarded the drafts of {what}",
  "publish.planned": "{who} planned to publish {what}",
  "publish.cancelled": "{who} called off what was planned: {what}",
  "publish.failed": "What {who} had planned did not go live: {what}",
  "version.restored": "{who} went back to an older version: {what}",
  "version.commented": "{who} commented on {what}",
  "coupon.given": "{who} gave a coupon to the customer {what}",
  "coupon.issued": "{who} issued a coupon to the customer {what}",
  "coupon.codes_added": "{who} added codes to the coupon {what}",
  "coupon.taken_back": "{who} took back units of the coupon {what}",
  "link.undone": "{who} undid a link between identities: {what}",
  "note.written": "{who} wrote a note about the customer {what}",
  "note.deleted": "{who} deleted a note about the customer {what}",
  "person.linked": "{who} linked identities of the customer {what}",
  "consent.written": "{who} wrote down the consent of the customer {what}",
  "person.exported": "{who} exported the customer {what}",
  "person.erased": "{who} erased a customer: {what}",
  "people.exported": "{who} exported customers: {what}",
  "import.begun": "{who} began the import {what}",
  "import.deleted": "{who} deleted the import {what}",
  "user.invited": "{who} invited {what}",
  "invitation.withdrawn": "{who} withdrew the invitation of {what}",
  "invitation.accepted": "{who} accepted the invitation of {what}",
  "user.saved": "{who} saved the details of {what}",
  "user.role_changed": "{who} changed the role of {what}",
  "user.link_made": "{who} made a sign-in link for {what}",
  "user.removed": "{who} removed {what}",
  "user.passkey_added": "{who} added a passkey of {what}",
  "user.passkey_removed": "{who} removed a passkey of {what}",
  "user.password_set": "{who} set the password of {what}",
  "user.password_removed": "{who} removed the password of {what}",
  "user.sessions_ended": "{who} ended sign-ins of {what}",
} as const satisfies Record<AuditAction, string>;

export const deed = translated("deeds", deeds);

/** The same where it matters what there was before, or is now: of switches, and of a shop that is new. */
export const turn = translated("turns", {
  "rule.switched.on": "{who} switched the rule {what} on",
  "rule.switched.off": "{who} switched the rule {what} off",
  "site.switched.on": "{who} switched Edgewise on again for the shop {what}",
  "site.switched.off": "{who} switched Edgewise off for the shop {what}",
  "site.added": "{who} added the shop {what}",
});

/** The kinds of things that something can be done to. */
export const kindNames = {
  rule: "Rules",
  offer: "Offers",
  coupon: "Coupons",
  placement: "Placements",
  segment: "Segments",
  list: "Lists",
  version: "Versions",
  site: "The shop",
  key: "API keys",
  profile: "Customers",
  import: "Imports",
  user: "People who work here",
  invitation: "Invitations",
} as const;

export const kindName = translated("audited-kinds", kindNames);

export const t = translated("audit", {
  title: "Audit",
  intro: "Who changed what, the latest first. It is kept for two years.",
  kind: "What",
  allKinds: "Everything",
  person: "Who",
  everybody: "Everybody",
  ofThing: "Only {name}",
  showAll: "Show everything",
  list: "What was done, the latest first",
  version: "version {version}",
  nameless: "without a name",
  erased: "somebody who was erased",
  open: "Open {name}",
  details: "What changed",
  older: "Show older ones",
  nothing: "Nothing like this was done in the last two years.",
});
