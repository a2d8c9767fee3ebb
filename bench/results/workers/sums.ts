import type { Trial } from "../../../model/trial.ts";
import { list, phasesMs } from "./made-up-person.ts";

/** A row of `trial_totals`: rule, measure, dimension, value, day, phase, variant; then how many, and the sums. */
type Row = [...key: [string, string, string, string, string, number, string], ...sums: number[]];

/** The sums that trials come to, added up one by one: what the pipeline is to leave of them. */
export function sumsOf(trials: readonly Trial[]): Row[] {
  const rows = new Map<string, Row>();
  const add = (key: [string, string, string, string, string, number, string], y: number, x: number) => {
    const name = key.join(" ");
    const row = rows.get(name) ?? [...key, 0, 0, 0, 0, 0, 0];
    rows.set(name, row);
    for (const [at, value] of [1, y, x, y * y, x * x, x * y].entries())
      row[key.length + at] = Number(row[key.length + at]) + value;
  };
  for (const { rule, variant, day, dimensions, givenAtMs, outcomes } of trials) {
    const phase = phasesMs.findLast((fromMs) => fromMs <= givenAtMs) ?? 0;
    const values = Object.entries(dimensions).flatMap(([name, value]) =>
      [value].flat().map((each) => [name, each] as const),
    );
    for (const [dimension, value] of [["", ""] as const, ...values]) {
      add([rule, `#${list}`, dimension, value, day, phase, variant], 0, 0);
      for (const { measure, y, x } of outcomes)
        add([rule, measure, dimension, value, day, phase, variant], y, x);
    }
  }
  return [...rows.values()];
}
