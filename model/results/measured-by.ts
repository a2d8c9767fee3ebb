import type { Goal } from "../goal.ts";
import { measuresOf } from "../measure.ts";
import { minorUnits } from "../orders/minor-units.ts";
import { figuresOf, type JudgedGoal, standardFigures } from "./goals-judged.ts";
import type { Measured } from "./measured.ts";

type OfSite = Parameters<typeof measuresOf>[1];

/** How a site's goals are measured as they are defined now. What was counted by another definition is not among it. */
export function measuring(goals: readonly Goal[], site: OfSite): (goal: JudgedGoal) => Measured {
  const ids = new Map(measuresOf(goals, site).map(({ goal, id }) => [goal, id]));
  const money = minorUnits(1, site.currency);
  return ({ name: _name, ...goal }) => ({
    ...goal,
    measure: ids.get(goal.goal) ?? goal.goal,
    perUnit: goal.isMoney ? money : 1,
  });
}

/** By id, all that people are compared by on a site: the standard goals, and its own. */
export function measuredBy(goals: readonly Goal[], site: OfSite): ReadonlyMap<string, Measured> {
  const measured = measuring(goals, site);
  const all: JudgedGoal[] = [...Object.values(standardFigures), ...goals.map(figuresOf)];
  return new Map(all.map((goal) => [goal.goal, measured(goal)]));
}
