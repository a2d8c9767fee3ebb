import { measuring } from "../../model/results/measured-by.ts";
import { localTime } from "../../model/local-time.ts";
import { plainFigures } from "../../model/results/arm-of.ts";
import { byUse, mostCounted } from "../../model/results/counted-segments.ts";
import { bySegment } from "../../model/results/by-segment.ts";
import type { VariantComparison } from "../../model/results/compare-variants.ts";
import { besideFigures, type JudgedGoal, standardFigures } from "../../model/results/goals-judged.ts";
import type { Measured } from "../../model/results/measured.ts";
import { overTime } from "../../model/results/over-time.ts";
import { type Arrivals, pacePerDay } from "../../model/results/pace.ts";
import { type Known, type Result, resultOf } from "../../model/results/result.ts";
import { isSetAside, sumOf, tallyOf } from "../../model/results/tally.ts";
import { bestOf } from "../../model/results/verdict.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Site } from "../../model/site.ts";
import { readTotals, type RuleTotals, type SummedTotal } from "../store/read-totals.ts";
import type { ResultGist, ResultReport } from "./contract.ts";
import type { WantedResult } from "./contract/results.ts";
import { goalsOf, type ReadRule } from "./judged-rules.ts";

/** What is read of a rule, and when. */
export interface Reading {
  site: Site;
  configuration: Configuration;
  rule: ReadRule;
  /** Where it compares no more. */
  ended: ResultReport["ended"];
  /** Where it stopped by itself. */
  stopped: ResultReport["stopped"];
  /** How shoppers get it now, where that is not as it was published. */
  steered: ResultReport["steered"];
  nowMs: number;
}

/** @param goal one that the site has. */
export async function resultReport(
  db: D1Database,
  { site, configuration, rule, ended, stopped, steered, nowMs }: Reading,
  goal: JudgedGoal,
  { from = "", to = "", by, value }: Omit<WantedResult, "goal">,
): Promise<ResultReport> {
  const today = localTime(nowMs, site.timeZone).date;
  const which = { site: site.id, rule: rule.id, goal: goal.goal, days: { from, to } };
  const totals = await readTotals(db, { ...which, by, value, today });
  const measuredBy = measuring(configuration.goals, site);
  const isOwn = goal.goal === rule.goal.goal;
  const others = goalsOf(configuration).filter((each) => each.goal !== goal.goal);
  const looks = isOwn ? 1 : Math.max(others.length, 1);
  const everywhere = { ...knownOf(totals, rule, today), measured: measuredBy(goal), looks };
  const { segments, more } = bySegment(everywhere, totals.segments);
  // One part is looked at because of what all of them show.
  const parts = value === undefined ? 1 : Math.max(segments.length, 1);
  const known = { ...everywhere, looks: looks * parts };
  const result = resultOf({ ...known, guardrails: isOwn ? rule.guardrails.map(measuredBy) : [] });
  const names = by === "segment" ? byUse(configuration) : [];
  const arrivals = arrivalsOf(totals.all);
  return {
    rule: { id: rule.id, name: rule.name },
    ended,
    stopped,
    steered,
    currency: site.currency,
    foreignOrders: sumOfAll(totals, result, measuredBy(besideFigures.foreign)),
    goal,
    goals: [goal, ...others]
      .toSorted((one, other) => roleRank(rule, one) - roleRank(rule, other))
      .map((each) => {
        const role = roleOf(rule, each);
        const itself = each === goal;
        const itsLooks = parts * (role === "judges" ? 1 : Math.max(others.length, 1));
        const its = itself ? result : resultOf({ ...known, measured: measuredBy(each), looks: itsLooks });
        return { ...each, role, verdict: its.verdict, best: bestIn(its, measuredBy(each)) };
      }),
    from: from || null,
    to: to || null,
    firstDay: arrivals.firstDay,
    lastDay: arrivals.lastDay,
    perDay: known.perDay,
    result: shownResult(result),
    funnel: funnelOf(totals, result, measuredBy),
    days: overTime(known, totals.days),
    by: by ?? null,
    value: value ?? null,
    segments: segments.map(({ value: its, result: ofIt }) => ({
      value: its,
      name: names.find(({ id }) => id === its)?.name ?? its,
      result: shownResult(ofIt),
    })),
    moreSegments: more,
    uncounted: names.slice(mostCounted).map(({ name }) => name),
  };
}

/** Of one rule as little as a list shows. */
export function gistOf(
  totals: Pick<RuleTotals, "all" | "lists" | "phases">,
  { site, configuration, rule, nowMs }: Omit<Reading, "ended" | "stopped" | "steered">,
): ResultGist {
  const measuredBy = measuring(configuration.goals, site);
  const today = localTime(nowMs, site.timeZone).date;
  const measured = measuredBy(rule.goal);
  const known = { ...knownOf(totals, rule, today), measured, guardrails: rule.guardrails.map(measuredBy) };
  const result = resultOf(known);
  const { people, verdict, control, needed } = result;
  return {
    variants: rule.variants.length,
    people,
    goal: rule.goal,
    verdict,
    control,
    best: bestIn(result, measured),
    needed,
  };
}

function knownOf(
  { all, lists, phases }: Pick<RuleTotals, "all" | "lists" | "phases">,
  rule: ReadRule,
  today: string,
): Omit<Known, "measured"> & { totals: SummedTotal[] } {
  const perDay = pacePerDay(arrivalsOf(all), today);
  return { rule, guardrails: [], totals: all, lists, phases, perDay };
}

function arrivalsOf(all: readonly SummedTotal[]): Arrivals & { lastDay: string | null } {
  const counts = all.filter(({ measure, variant }) => measure.startsWith("#") && !isSetAside(variant));
  const sum = (of: (total: SummedTotal) => number) => counts.reduce((whole, total) => whole + of(total), 0);
  const days = counts.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).sort();
  return {
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    lately: sum(({ lately }) => lately),
    people: sum(({ n }) => n),
  };
}

const roles = ["judges", "guards", "other"] as const;

function roleOf(rule: ReadRule, { goal }: JudgedGoal): (typeof roles)[number] {
  if (goal === rule.goal.goal) return "judges";
  return rule.guardrails.some((each) => each.goal === goal) ? "guards" : "other";
}

function roleRank(rule: ReadRule, goal: JudgedGoal): number {
  return roles.indexOf(roleOf(rule, goal));
}

function bestIn({ verdict, comparisons }: Result, measured: Measured): ResultGist["best"] {
  const named =
    "variant" in verdict ? comparisons.find(({ variant }) => variant === verdict.variant) : undefined;
  const best = named ?? bestOf(comparisons, measured);
  if (best === undefined) return null;
  const { variant, difference, relative, added } = best;
  return { variant, difference, relative, added };
}

/** What is for whoever works on with it stays here. */
function shownResult({ comparisons, ...result }: Result): ResultReport["result"] {
  const shown = ({ arms: _arms, ...comparison }: VariantComparison & { pCorrected: number | null }) =>
    comparison;
  return { ...result, comparisons: comparisons.map(shown) };
}

/** What all variants together come to. */
function sumOfAll({ all, lists }: RuleTotals, { variants }: Result, measured: Measured): number {
  const tally = tallyOf(all, measured.measure, lists);
  return variants.reduce(
    (sum, { variant }) => sum + plainFigures(sumOf(tally.get(variant)), measured).total,
    0,
  );
}

/** Of each variant, how many came as far as an order, what they paid and what that cost: whatever it is judged by. */
function funnelOf(
  { all, lists }: RuleTotals,
  { variants }: Result,
  measuredBy: (goal: JudgedGoal) => Measured,
): ResultReport["funnel"] {
  const figures = (goal: JudgedGoal) => {
    const measured = measuredBy(goal);
    const tally = tallyOf(all, measured.measure, lists);
    return (variant: string) => {
      const sums = sumOf(tally.get(variant));
      return { sums, ...plainFigures(sums, measured) };
    };
  };
  const buyers = figures(standardFigures.orders);
  const orders = figures(standardFigures["order-value"]);
  const revenue = figures(standardFigures.revenue);
  const carts = figures(besideFigures.carts);
  const costs = figures(besideFigures.costs);
  return variants.map(({ variant }) => ({
    variant,
    people: revenue(variant).sums.n,
    carts: carts(variant).total,
    buyers: buyers(variant).total,
    orders: orders(variant).sums.x,
    revenue: revenue(variant).total,
    costs: costs(variant).total,
    perPerson: revenue(variant).value,
    orderValue: orders(variant).value,
  }));
}
