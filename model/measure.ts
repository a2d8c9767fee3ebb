import { fnv1a32 } from "./assignment/fnv1a32.ts";
import { canonicalJson } from "./canonical-json.ts";
import { windowMs } from "./condition/did.ts";
import { minorUnits } from "./orders/minor-units.ts";
import { type Goal, type StandardGoal, standardGoals } from "./goal.ts";

/** A goal as it is defined now. What is counted by another definition is another measure, and never added to this one. */
export interface Measure {
  /** The goal's id, and what names its definition: `revenue.3fa9c1`. */
  id: string;
  goal: string;
  event: string;
  where: Goal["where"];
  /**
   * `net` is money net of refunds and of what offers cost; `ratio` that, for each order; `cost` what offers cost; `foreign`
   * how often it was told in another currency than the shop's.
   */
  counts: Goal["counts"] | "net" | "ratio" | "cost" | "foreign";
  withinMs: number;
  /** What one person counts for at most: in times, or in the smallest unit of the shop's currency. */
  mostEach: number | null;
}

const standardCounts: Record<StandardGoal, Measure["counts"]> = {
  orders: "once",
  revenue: "net",
  "order-value": "ratio",
};

/** What results show beside goals: who filled a cart, what offers cost, and orders of unknown worth. No goal's id begins like these. */
export const besides = { carts: "~carts", costs: "~costs", foreign: "~foreign" } as const;

/** What people who took part are measured by: what every site has, and the site's own goals. */
export function measuresOf(
  goals: readonly Goal[],
  { attribution, currency }: { attribution: string; currency: string },
): Measure[] {
  const usual = { where: {}, withinMs: windowMs(attribution) ?? 0, mostEach: null };
  const standard = standardGoals.map((goal) =>
    named(goal, { event: "purchase", counts: standardCounts[goal], ...usual }),
  );
  const funnel = [
    named(besides.carts, { event: "add_to_cart", counts: "once", ...usual }),
    named(besides.costs, { event: "purchase", counts: "cost", ...usual }),
    named(besides.foreign, { event: "purchase", counts: "foreign", ...usual }),
  ];
  const own = goals.map(({ id, event, where, counts, within, mostEach }) =>
    named(id, {
      event,
      where,
      counts,
      withinMs: windowMs(within) ?? 0,
      mostEach: mostEach !== null && counts === "value" ? minorUnits(mostEach, currency) : mostEach,
    }),
  );
  return [...standard, ...own, ...funnel];
}

/** What names a list of measures: the same measures, in whatever order, have the same name. */
export function listName(measures: readonly Measure[]): string {
  return shortName(measures.map(({ id }) => id).sort());
}

function named(goal: string, definition: Omit<Measure, "id" | "goal">): Measure {
  return { id: `${goal}.${shortName(definition)}`, goal, ...definition };
}

function shortName(of: unknown): string {
  return fnv1a32(canonicalJson(of)).toString(36);
}
