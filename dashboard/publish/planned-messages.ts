import { translated } from "../text/translated.ts";

/** What the bar says while something is planned. */
export const t = translated("planned", {
  planned: "{count, plural, one {# change goes} other {# changes go}} live {when}",
  by: "planned by {name}",
  failed: "What was planned for {when} did not go live.",
  cancel: "Cancel it",
  dismiss: "Take this away",
  cancelled: "Nothing goes live later. Drafts stay as they are.",
  cancelFailed: "That did not work. {reason}",
});
