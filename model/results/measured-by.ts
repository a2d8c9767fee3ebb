import { type Goal, isStandardGoal } from "../goal.ts";
import { measuresOf } from "../measure.ts";
import { figuresOf, type JudgedGoal, standardFigures } from "./goals-judged.ts";
import type { Measured } from "./measured.ts";

/** By id, what a site's goals are measured by as they are defined now, its standard goals among them. */
export function measuredBy(
  goals: readonly Goal[],
  site: Parameters<typeof measuresOf>[1],
): ReadonlyMap<string, Measured> {
  const own = new Map(goals.map((goal) => [goal.id, goal]));
  const figures = (id: string): JudgedGoal | undefined => {
    if (isStandardGoal(id)) return standardFigures[id];
    const goal = own.get(id);
    return goal && figuresOf(goal);
  };
  return new Map(
    measuresOf(goals, site).flatMap(({ id, goal }) => {
      const judged = figures(goal);
      return judged === undefined ? [] : [[goal, { ...judged, measure: id }]];
    }),
  );
}
