import type { DayTotal } from "../over-time.ts";
import type { Measured } from "../measured.ts";
import { besides, measuresOf } from "../../measure.ts";

const measures = measuresOf([], { attribution: "14d", currency: "EUR" });

/** As goals are named on a site that changed nothing of them. */
function idOf(goal: string): string {
  return measures.find((measure) => measure.goal === goal)?.id ?? "";
}

export const revenue: Measured = {
  goal: "revenue",
  measure: idOf("revenue"),
  perUnit: 100,
  kind: "mean",
  isMoney: true,
  better: "more",
};
export const orders: Measured = {
  goal: "orders",
  measure: idOf("orders"),
  perUnit: 1,
  kind: "proportion",
  isMoney: false,
  better: "more",
};
export const orderValue: Measured = {
  goal: "order-value",
  measure: idOf("order-value"),
  perUnit: 100,
  kind: "ratio",
  isMoney: true,
  better: "more",
};

/** The list of measures that totals of {@link totalsOf} were worked out by. */
export const lists = {
  now: [orders, revenue, orderValue].map(({ measure }) => measure).concat(Object.values(besides).map(idOf)),
};

/** People of one variant, who are first exposed on one day, and what each spent, in cents; the rest spent nothing. */
export interface Spent {
  variant: string;
  people: number;
  spent: readonly number[];
  /** What the same people spent before, as many as `spent`. */
  before?: readonly number[];
  /** How many of them filled a cart, what offers cost in cents, and how many had one order in another currency; 0 unless given. */
  carts?: number;
  costs?: number;
  foreign?: number;
  day?: string;
  phaseMs?: number;
}

/** The sums that are kept of them: who was counted, and the three standard goals. */
export function totalsOf(...groups: readonly Spent[]): DayTotal[] {
  return groups.flatMap(
    ({
      variant,
      people,
      spent,
      before = [],
      carts = 0,
      costs = 0,
      foreign = 0,
      day = "2026-11-20",
      phaseMs = 0,
    }): DayTotal[] => {
      const at = { variant, day, phaseMs };
      const none = { y: 0, x: 0, yy: 0, xx: 0, xy: 0 };
      const rows = spent.map((y, index) => ({ y, x: before[index] ?? 0 })).filter(({ y, x }) => y || x);
      const buyers = rows.filter(({ y }) => y > 0).length;
      const sum = (of: (row: { y: number; x: number }) => number) =>
        rows.reduce((total, row) => total + of(row), 0);
      const y = sum((row) => row.y);
      const yy = sum((row) => row.y ** 2);
      return [
        { ...at, measure: "#now", n: people, ...none },
        { ...at, ...none, measure: orders.measure, n: buyers, y: buyers, yy: buyers },
        {
          ...at,
          measure: revenue.measure,
          n: rows.length,
          y,
          x: sum((row) => row.x),
          yy,
          xx: sum((row) => row.x ** 2),
          xy: sum((row) => row.x * row.y),
        },
        { ...at, ...none, measure: idOf(besides.carts), n: carts, y: carts, yy: carts },
        { ...at, ...none, measure: idOf(besides.costs), n: Math.min(costs, 1), y: costs, yy: costs ** 2 },
        { ...at, ...none, measure: idOf(besides.foreign), n: foreign, y: foreign, yy: foreign },
        // One order each.
        { ...at, measure: orderValue.measure, n: buyers, y, x: buyers, yy, xx: buyers, xy: y },
      ];
    },
  );
}

/** So many who spent this, with a little difference among them so that there is one. */
export function spending(count: number, cents: number): number[] {
  return Array.from({ length: count }, (_, index) => cents + (index % 7) * 10 - 30);
}
