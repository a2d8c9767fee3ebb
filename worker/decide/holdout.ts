import { hash } from "../../model/assignment/assignment.ts";
import type { Rule } from "../../model/rule.ts";
import type { Site } from "../../model/site.ts";

/** Whoever is at the start of the site's own line gets nothing, from one page to the next and from version to version. */
export function isHeldOutOfSite(
  { id, holdout }: Pick<Site, "id" | "holdout">,
  visitor: string | null,
): boolean {
  return visitor !== null && holdout > 0 && hash(`holdout of site ${id}`, visitor, 2) < holdout;
}

/** The same of one rule, whoever is held out of the site. */
export function isHeldOutOfRule(
  { id, holdout }: Pick<Rule, "id" | "holdout">,
  visitor: string | null,
): boolean {
  return visitor !== null && holdout > 0 && hash(`holdout of rule ${id}`, visitor, 2) < holdout;
}
