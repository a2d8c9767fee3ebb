import type { Kind } from "./configuration.ts";

const ofDocuments = ["saved", "deleted"] as const;

/** What one of a kind is called, as in the audit. */
export const singular = {
  rules: "rule",
  offers: "offer",
  coupons: "coupon",
  placements: "placement",
  segments: "segment",
  lists: "list",
  goals: "goal",
} as const satisfies Record<Kind, string>;

export type DocumentAction = `${(typeof singular)[Kind]}.${(typeof ofDocuments)[number]}`;

const documentActions = Object.values(singular).flatMap((one) =>
  ofDocuments.map((done): DocumentAction => `${one}.${done}`),
);

const otherActions = [
  "site.saved",
  "site.switched",
  "identify_secret.made",
  "order_secret.made",
  "key.made",
  "key.revoked",
  "rule.switched",
  "rule.moved",
  "rule.ramped",
  "rule.stopped",
  "rule.resumed",
  "bundle.published",
  "drafts.discarded",
  "publish.planned",
  "publish.cancelled",
  "publish.failed",
  "version.restored",
  "version.commented",
  "coupon.given",
  "coupon.issued",
  "coupon.codes_added",
  "coupon.taken_back",
  "note.written",
  "note.deleted",
  "offer.pinned",
  "offer.unpinned",
  "link.undone",
  "person.linked",
  "consent.written",
  "person.exported",
  "person.erased",
  "people.exported",
  "import.begun",
  "import.deleted",
  "result.shared",
  "result.unshared",
  "user.invited",
  "invitation.withdrawn",
  "invitation.accepted",
  "user.saved",
  "user.role_changed",
  "user.link_made",
  "user.removed",
  "user.passkey_added",
  "user.passkey_removed",
  "user.password_set",
  "user.password_removed",
  "user.sessions_ended",
] as const;

/** What can have been done, by a code that stays the same. */
export const auditActions = [...documentActions, ...otherActions];
export type AuditAction = (typeof auditActions)[number];

/** Where rows are about nothing that has an id of its own. */
export interface AuditedThing {
  kind: string;
  id: string;
  /** As it was called then; empty where it has no name, or is a person. */
  name: string;
}
