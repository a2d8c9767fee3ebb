/** What a goal's figures are: how they are compared, and in which unit they are told. */
export interface Measured {
  /** The goal's id, as in `revenue`. */
  readonly goal: string;
  /** The goal with its definition, as totals name it. */
  readonly measure: string;
  /** Who did it at all, how much each did of it, or one sum over another. */
  readonly kind: "proportion" | "mean" | "ratio";
  readonly isMoney: boolean;
  /** How many of what totals count are one of what results are told in: 100 of euros, since totals are in cents; 1 of times. */
  readonly perUnit: number;
  /** What the shop wants of it. */
  readonly better: "more" | "less";
}

/** The goal that a measure is of: `revenue.3fa9c1` → `revenue`. */
export function goalOf(measure: string): string {
  return measure.slice(0, measure.lastIndexOf("."));
}
