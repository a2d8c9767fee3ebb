import { goalOf } from "./measured.ts";

/** What some people did: how many they are, and sums over them. Of those who did nothing, `n` alone knows. */
export interface Sums {
  readonly n: number;
  /** Of the measure, of what stands beside it (before they took part, or below the line), and of their products. */
  readonly y: number;
  readonly x: number;
  readonly yy: number;
  readonly xx: number;
  readonly xy: number;
}

/** A row of sums as it is stored: see `worker/migrations/0026_results.sql`. */
export interface Total extends Sums {
  /** `#` and the name of a list of measures, where people are counted; else a measure. */
  readonly measure: string;
  readonly variant: string;
  /** Since when shares had been what they were. */
  readonly phaseMs: number;
}

/** By the name of a list, the measures that are on it. */
export type MeasureLists = Readonly<Record<string, readonly string[]>>;

/** By variant and phase, what people did. */
export type Tally = ReadonlyMap<string, ReadonlyMap<number, Sums>>;

export const nothing: Sums = { n: 0, y: 0, x: 0, yy: 0, xx: 0, xy: 0 };

export function plus(one: Sums, other: Sums): Sums {
  return {
    n: one.n + other.n,
    y: one.y + other.y,
    x: one.x + other.x,
    yy: one.yy + other.yy,
    xx: one.xx + other.xx,
    xy: one.xy + other.xy,
  };
}

/** Whoever is set aside stands for a variant whose name no variant can have. */
export function isSetAside(variant: string): boolean {
  return variant.startsWith("~");
}

/** Of one measure, everybody whose outcomes were worked out by it. */
export function tallyOf(totals: readonly Total[], measure: string, lists: MeasureLists): Tally {
  const tally = new Map<string, Map<number, Sums>>();
  for (const total of totals) {
    if (isSetAside(total.variant)) continue;
    const counts = isCountOf(total, measure, lists);
    if (!counts && total.measure !== measure) continue;
    const byPhase = tally.get(total.variant) ?? new Map<number, Sums>();
    tally.set(total.variant, byPhase);
    // A row of a measure counts those for whom it is not 0; those who took part are counted by rows of lists.
    const added = counts ? { ...nothing, n: total.n } : { ...total, n: 0 };
    byPhase.set(total.phaseMs, plus(byPhase.get(total.phaseMs) ?? nothing, added));
  }
  return tally;
}

/** Who is set aside, by why. */
export function setAside(totals: readonly Total[]): { mixed: number; staff: number } {
  const of = (name: string) =>
    totals.reduce(
      (sum, { measure, variant, n }) => (isCount(measure) && variant === name ? sum + n : sum),
      0,
    );
  return { mixed: of("~mixed"), staff: of("~staff") };
}

/** How many people are in sums of the goal as it was defined once, and are not in those of what it is now. */
export function countedBefore(totals: readonly Total[], measure: string, lists: MeasureLists): number {
  const goal = goalOf(measure);
  return totals.reduce((sum, total) => {
    if (!isCount(total.measure) || isSetAside(total.variant) || isCountOf(total, measure, lists)) return sum;
    const known = lists[total.measure.slice(1)] ?? [];
    return known.some((each) => goalOf(each) === goal) ? sum + total.n : sum;
  }, 0);
}

export function sumOf(byPhase: ReadonlyMap<number, Sums> | undefined): Sums {
  return [...(byPhase?.values() ?? [])].reduce(plus, nothing);
}

function isCount(measure: string): boolean {
  return measure.startsWith("#");
}

function isCountOf(total: Total, measure: string, lists: MeasureLists): boolean {
  return isCount(total.measure) && (lists[total.measure.slice(1)]?.includes(measure) ?? false);
}
