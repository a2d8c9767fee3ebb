/**
 * Who a condition holds for, by the semantics of GrowthBook's targeting conditions, with three operators of our own:
 * `$did`, `$near` and `$inSegment`. Public as `edgewise/condition`; docs/condition.md. Everything is pure.
 */
import { checkCondition as check } from "./check-condition.ts";

export { compileCondition, type CompiledCondition, type ConditionOptions } from "./compile.ts";
export type { ConditionDocument } from "./condition-document.ts";
export { describeCondition, type DescribeOptions } from "./describe.ts";
export { explainCondition, type Explanation } from "./explain.ts";
export { factsOf, type FactsRead } from "./facts-of.ts";
export { conditionToSql, type ConditionSql, type SqlOptions } from "./to-sql.ts";

/** One thing that is wrong with a condition. */
export interface ConditionProblem {
  /** Stays the same for ever: `unknown_fact`, `unknown_operator`, `wrong_type`, … */
  code: string;
  /** Where in the condition, as in `$or[1].source.$in`; empty for the whole. */
  path: string;
  /** A sentence for people. */
  message: string;
}

/** @returns everything that is wrong with a condition about Edgewise's own facts; empty where it is right. */
export function checkCondition(condition: unknown): ConditionProblem[] {
  return check(condition);
}
