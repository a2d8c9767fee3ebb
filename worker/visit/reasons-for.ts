import type { Explanation } from "../../model/condition/explain.ts";
import type { AnsweredClause, Reason } from "../../model/reason.ts";
import { explain } from "../decide/explain.ts";
import { nameOf } from "../decide/pins.ts";
import { askedFor, type PageVisit } from "./personalise.ts";

/** Nobody reads on. */
const mostRules = 100;

/** Why this visitor gets what they get on this page, rule by rule, the highest rank first: for who may debug the site. */
export function reasonsFor(visit: PageVisit): Reason[] {
  const { deciding } = visit;
  const { rules } = explain(deciding, askedFor(visit));
  return rules.slice(0, mostRules).map(({ rule, outcome, to, who, condition }) => {
    return { rule, name: nameOf(deciding, rule), outcome, to, who, clauses: clausesOf(condition) };
  });
}

function clausesOf({ parts = [], ...clause }: Explanation): AnsweredClause[] {
  if (parts.length > 0) return parts.flatMap(clausesOf);
  // The condition as a whole: whatever is for everybody asks nothing.
  return clause.path === "" ? [] : [clause];
}
