import type { Configuration } from "../../model/configuration.ts";
import { byRank } from "../../model/rank.ts";
import type { Rule } from "../../model/rule.ts";
import { type Conflict, conflictsOf } from "../../model/rule-conflicts.ts";

/** What stands between a rule and the others, as it would be if it were on. */
export function conflictsWith(rule: Rule, { rules, offers, segments }: Configuration): Conflict[] {
  return conflictsOf({ ...rule, on: true }, rules, {
    rank: byRank(offers),
    segments: Object.fromEntries(segments.map(({ id, condition }) => [id, condition])),
  });
}

/** The rules that shoppers may get in its place; those that are only in previews are in nobody's way. */
export function rulesAhead(rule: Rule, others: Configuration): Rule[] {
  return conflictsWith(rule, others)
    .map(({ winner }) => winner)
    .filter(({ id, staged }) => id !== rule.id && staged !== true);
}
