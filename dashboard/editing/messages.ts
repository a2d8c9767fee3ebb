import { translated } from "../text/translated.ts";

/** What every screen says on which a draft is edited. */
export const t = translated("editing", {
  amountIn: "{label} ({currency})",
  noAmount: "Write an amount such as 12.50, or nothing.",
  noNumber: "Write a number such as 100, or nothing.",
  problemIn: "{language}: {message}",
  save: "Save draft",
  undo: "Undo",
  redo: "Redo",
  saved: "Draft saved. Shoppers see it once you publish.",
  savedAt: "Draft saved {when}",
  dirty: "Not saved yet",
  saving: "Saving…",
  saveFailed: "Not saved. {reason}",
  problems:
    "{count, plural, one {One thing needs a change before this can be saved.} other {# things need a change before this can be saved.}}",
  conflictTitle: "Someone else saved {name}",
  conflictBody: "They saved {when}, after you opened it. What you typed is still here.",
  loadTheirs: "Load theirs",
  keepMine: "Keep mine",
  conflictHint: "If you keep yours, your next save replaces theirs.",
  theirsLoaded: "You see their version of {name}.",
  bringBack: "Bring back what I typed",
});
