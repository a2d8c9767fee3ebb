import type { Goal, StandardGoal } from "../goal.ts";
import { besides } from "../measure.ts";
import type { Measured } from "./measured.ts";

/** A goal as results speak of it. */
export interface JudgedGoal extends Omit<Measured, "measure" | "perUnit"> {
  /** As somebody called it; `null` of the standard goals, which are called in the reader's language. */
  readonly name: string | null;
}

const ofStandard = { name: null, better: "more" } as const;

/** What every site is judged by without saying so. */
export const standardFigures: Readonly<Record<StandardGoal, JudgedGoal>> = {
  revenue: { ...ofStandard, goal: "revenue", kind: "mean", isMoney: true },
  orders: { ...ofStandard, goal: "orders", kind: "proportion", isMoney: false },
  "order-value": { ...ofStandard, goal: "order-value", kind: "ratio", isMoney: true },
};

/** What nobody is judged by: how far people came, what offers cost, and how many orders are of unknown worth. */
export const besideFigures = {
  carts: { ...ofStandard, goal: besides.carts, kind: "proportion", isMoney: false },
  costs: { ...ofStandard, goal: besides.costs, kind: "mean", isMoney: true },
  foreign: { ...ofStandard, goal: besides.foreign, kind: "mean", isMoney: false },
} as const satisfies Readonly<Record<string, JudgedGoal>>;

/** How a site's own goal is told. */
export function figuresOf({ id, name, counts, better }: Goal): JudgedGoal {
  const kind = counts === "once" ? "proportion" : "mean";
  return { goal: id, name, kind, isMoney: counts === "value", better };
}
