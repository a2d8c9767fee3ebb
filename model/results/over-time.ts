import type { Range } from "./compare-variants.ts";
import { type Known, resultOf } from "./result.ts";
import type { Total } from "./tally.ts";

/** A row of sums of one day: that on which people took part first. */
export interface DayTotal extends Total {
  /** As in 2026-11-23. */
  readonly day: string;
}

/** What is known of all who had come by the end of a day. */
export interface KnownThen {
  readonly day: string;
  readonly people: number;
  readonly differences: readonly { readonly variant: string; readonly difference: Range }[];
}

/** As many as a picture shows. */
const mostDays = 60;

/** How it came to what is known: each day has all who had come by then, and whatever they did since. Of very many days some are left out, never the last. */
export function overTime(known: Omit<Known, "totals">, totals: readonly DayTotal[]): KnownThen[] {
  const days = [...new Set(totals.map(({ day }) => day))].sort();
  const every = Math.ceil(days.length / mostDays);
  const shown = days.filter((_, index) => (days.length - 1 - index) % every === 0);
  return shown.map((day) => {
    const { people, comparisons } = resultOf({
      ...known,
      guardrails: [],
      totals: totals.filter((total) => total.day <= day),
    });
    return {
      day,
      people,
      differences: comparisons.map(({ variant, difference }) => ({ variant, difference })),
    };
  });
}
