import type { Measured } from "./measured.ts";

/** A goal as results speak of it. */
export interface JudgedGoal extends Omit<Measured, "measure"> {
  /** As somebody called it; `null` of the standard goals, which are called in the reader's language. */
  readonly name: string | null;
}

/** What rules are judged by that say nothing. */
export const usualFigures: JudgedGoal = {
  goal: "revenue",
  name: null,
  kind: "mean",
  isMoney: true,
  better: "more",
};

/** What every site is judged by without saying so. */
export const standardFigures: readonly JudgedGoal[] = [
  usualFigures,
  { goal: "orders", name: null, kind: "proportion", isMoney: false, better: "more" },
  { goal: "order-value", name: null, kind: "ratio", isMoney: true, better: "more" },
];
