import { type Known, type Result, resultOf } from "./result.ts";
import { isSetAside, type Total } from "./tally.ts";

/** A row of sums of those of whom a dimension has one value, such as `mobile`. */
export interface SegmentTotal extends Total {
  readonly value: string;
}

/** A result of some people. */
export interface SegmentResult {
  readonly value: string;
  readonly result: Result;
}

/** Of what can have many values, such as countries. */
const mostShown = 12;

/**
 * The result of each segment, those of most people first, and how many segments are left out. Whoever looks at many finds
 * something by chance: intervals are as much wider as there are segments.
 */
export function bySegment(
  known: Omit<Known, "totals">,
  totals: readonly SegmentTotal[],
): { segments: SegmentResult[]; more: number } {
  const people = new Map<string, number>();
  for (const { measure, variant, value, n } of totals) {
    const counted = measure.startsWith("#") && !isSetAside(variant) ? n : 0;
    people.set(value, (people.get(value) ?? 0) + counted);
  }
  const values = [...people]
    .filter(([, n]) => n > 0)
    .toSorted(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
  const shown = values.slice(0, mostShown).map(([value]) => value);
  const segments = shown.map((value) => {
    const ofSegment = totals.filter((total) => total.value === value);
    return {
      value,
      result: resultOf({
        ...known,
        guardrails: [],
        totals: ofSegment,
        looks: shown.length * (known.looks ?? 1),
      }),
    };
  });
  return { segments, more: values.length - shown.length };
}
