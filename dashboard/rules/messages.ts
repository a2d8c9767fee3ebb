import { translated } from "../text/translated.ts";

/** What the list of rules says, and the words about a rule's status that the editor shares. */
export const t = translated("rules", {
  title: "Rules",
  intro: "Who sees what, and where. Where two rules want the same place, the higher one wins.",
  list: "Rules, the one that wins first",
  live: "Live",
  staged: "Only in previews",
  stopped: "Stopped",
  off: "Off",
  draft: "Draft",
  changed: "Changes not live",
  decided:
    "{count, plural, =0 {On no page in the last 24 hours} one {On one page in the last 24 hours} other {On # pages in the last 24 hours}}",
  seen: "{count, plural, =0 {Seen by shoppers on none of them} other {Seen by shoppers on # of them}}",
  updated: "Edited {when}",
  switch: "{name}: shown to shoppers",
  publishFirst: "Publish this rule first",
  newRule: "New rule",
  more: "More: {name}",
  service: "In the service lane",
  personal: "In the personal lane",
  showMore: "Show more ({count})",
  stagedFirst: "Only previews show this rule: open it to let everybody see it",
});
