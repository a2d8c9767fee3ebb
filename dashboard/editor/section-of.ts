/** The section of the editor that has the field for a path of the rule, or of what it shows. */
export function sectionOf(path: string): string {
  if (path.startsWith("pages")) return "where";
  if (path.startsWith("condition")) return "who";
  if (/^(schedule|trigger)/.test(path)) return "when";
  if (/^(caps|awayAfterDismissal|exclusiveGroup)/.test(path)) return "often";
  if (/^(goal|guardrails|holdout|coverage)/.test(path)) return "judged";
  if (/^(ramp|bandit)/.test(path)) return "sharing";
  if (/^(lane|priority|seed|hashVersion|namespace)/.test(path)) return "wins";
  if (path === "staged") return "staged";
  return /^(name|on)$/.test(path) ? "named" : "what";
}
