import { goalOf } from "./measured.ts";
import type { MeasureLists, Total } from "./tally.ts";

/** Of each goal, the measure by which whoever came last was counted: what the goal is now. */
export function currentMeasures(
  totals: readonly (Total & { readonly lastDay: string })[],
  lists: MeasureLists,
): Map<string, string> {
  const counts = totals.filter(({ measure }) => measure.startsWith("#"));
  const ofLists = counts.toSorted((one, other) => (one.lastDay < other.lastDay ? -1 : 1));
  return new Map(
    ofLists.flatMap(({ measure }) =>
      (lists[measure.slice(1)] ?? []).map((each): [string, string] => [goalOf(each), each]),
    ),
  );
}
