import { translated } from "../text/translated.ts";

/** What is said of what is done to rules in their list. */
export const t = translated("rule-tools", {
  search: "Search rules",
  foundCount: "{count, plural, =0 {None of {all} rules} one {One of {all} rules} other {# of {all} rules}}",
  up: "Move up",
  down: "Move down",
  first: "Move to the top of its lane",
  last: "Move to the end of its lane",
  endOfLane: "It is there already.",
  moved: "{name} is number {rank} now. Shoppers see the new order once you publish.",
  moveFailed: "{name} could not be moved. {reason}",
  duplicate: "Duplicate",
  copyOf: "{name} (copy)",
  duplicated: "{name} is saved as a draft that is off.",
  duplicateFailed: "{name} could not be duplicated. {reason}",
  delete: "Delete…",
  deleteTitle: "Delete {name}?",
  deleteLive:
    "{count, plural, =0 {Shoppers see it now, though it was on no page in the last 24 hours.} one {Shoppers see it now: it was on one page in the last 24 hours.} other {Shoppers see it now: it was on # pages in the last 24 hours.}} It leaves the shop with the next publish.",
  deleteOff: "It is off: no shopper sees it.",
  deleteDraft: "It was never published: no shopper sees it.",
  deleteStays: "The offers, coupons and places that it uses stay.",
  keep: "Keep it",
  deleteNow: "Delete rule",
  deleted: "{name} is deleted.",
  deleteFailed: "{name} is still there. {reason}",
  bringBack: "Bring it back",
  broughtBack: "{name} is back.",
  bringBackFailed: "{name} could not be brought back. {reason}",
});
