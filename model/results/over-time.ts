import type { Range } from "./compare-variants.ts";
import { type Known, resultOf } from "./result.ts";
import type { Total } from "./tally.ts";

/** A row of sums of one day: that on which people took part first. */
export interface DayTotal extends Total {
  /** As in 2026-11-23. */
  readonly day: string;
}

/** What was known at the end of a day. */
export interface KnownThen {
  readonly day: string;
  readonly people: number;
  readonly differences: readonly { readonly variant: string; readonly difference: Range }[];
}

/** As many as a picture shows. */
const mostDays = 60;

/** What was known day by day: each day has all before it. Of very many days some are left out, never the last. */
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

/** Over how many days the pace is taken. */
const lately = 7;

/** How many people took part for the first time on a day, in the last days before today; 0 where nobody did. */
export function pacePerDay(byDay: ReadonlyMap<string, number>, today: string): number {
  const before = [...byDay.keys()].filter((day) => day < today).sort();
  const [first] = before;
  if (first === undefined) return byDay.get(today) ?? 0;
  const days = Math.min(lately, daysBetween(first, today));
  let people = 0;
  for (let back = 1; back <= days; back++) people += byDay.get(dayBefore(today, back)) ?? 0;
  return people / days;
}

const dayMs = 24 * 60 * 60_000;

function daysBetween(from: string, to: string): number {
  return Math.max(Math.round((Date.parse(to) - Date.parse(from)) / dayMs), 1);
}

function dayBefore(day: string, back: number): string {
  return new Date(Date.parse(day) - back * dayMs).toISOString().slice(0, 10);
}
