import type { Configuration } from "../../model/configuration.ts";
import { usualGoal } from "../../model/goal.ts";
import { wholeSite } from "../../model/exposure-event.ts";
import { figuresOf, type JudgedGoal, standardFigures } from "../../model/results/goals-judged.ts";
import type { JudgedRule } from "../../model/results/variants-of.ts";
import type { Rule } from "../../model/rule.ts";

/** A rule as results are read by it. */
export interface ReadRule extends JudgedRule {
  id: string;
  name: string;
  /** What it is judged by, and what must not become worse. */
  goal: JudgedGoal;
  guardrails: JudgedGoal[];
}

/** Everything that people are compared by on a site: the standard goals, and its own. */
export function goalsOf({ goals }: Configuration): readonly JudgedGoal[] {
  return [...Object.values(standardFigures), ...goals.map(figuresOf)];
}

/** All of Edgewise: what everybody else does, against those of the site's holdout. */
export function allOfIt(name: string): ReadRule {
  const variants = [{ id: "treated", isControl: false }];
  return {
    id: wholeSite,
    name,
    variants,
    hasHoldout: true,
    goal: standardFigures.revenue,
    guardrails: [],
  };
}

export function readRule(configuration: Configuration, rule: Rule): ReadRule {
  return {
    id: rule.id,
    name: rule.name,
    variants: rule.variants.map(({ id, changes }) => ({ id, isControl: changes.length === 0 })),
    hasHoldout: rule.holdout > 0,
    goal: goalNamed(configuration, rule.goal),
    guardrails: rule.guardrails.map((id) => goalNamed(configuration, id)),
  };
}

/** @returns what the goal of this id is; what rules are usually judged by where there is none. */
function goalNamed(configuration: Configuration, id: string): JudgedGoal {
  return goalsOf(configuration).find(({ goal }) => goal === id) ?? standardFigures[usualGoal];
}
