import type { DayTotal } from "../../model/results/over-time.ts";
import type { SegmentTotal } from "../../model/results/by-segment.ts";
import type { Shares } from "../../model/results/strata.ts";
import type { MeasureLists, Total } from "../../model/results/tally.ts";
import { paceSince } from "../../model/results/pace.ts";

/** From when on people took part first to when, as in 2026-11-23, both included; empty for no end. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** What is split by. */
export type Dimension = "device" | "visitor" | "country" | "source" | "segment";

/** Sums over days, and when people came who are in them. */
export interface SummedTotal extends Total {
  readonly firstDay: string;
  readonly lastDay: string;
  /** How many came in the days that the pace is taken over. */
  readonly lately: number;
}

/** Everything that is kept of one rule: sums, never who. */
export interface RuleTotals {
  lists: MeasureLists;
  /** Since when which shares. */
  phases: ReadonlyMap<number, Shares>;
  all: SummedTotal[];
  /** Of one goal alone, by day. */
  days: DayTotal[];
  /** Of one goal alone, by the value of a dimension; none unless asked for. */
  segments: SegmentTotal[];
}

const sums = `SUM(t.n) AS n, SUM(t.y) AS y, SUM(t.x) AS x, SUM(t.yy) AS yy, SUM(t.xx) AS xx, SUM(t.xy) AS xy`;
/** The names of rows: so that each is looked up where it stands, and what is kept by dimension is not read. */
const everyMeasure = `SELECT '#' || name AS m FROM measure_lists WHERE site = ?1
   UNION SELECT value FROM measure_lists, json_each(measures) WHERE site = ?1`;
const oneGoal = `SELECT m FROM (${everyMeasure}) WHERE m LIKE '#%' OR substr(m, 1, length(?3) + 1) = ?3 || '.'`;

export interface WantedTotals {
  site: string;
  rule: string;
  goal: string;
  days: Days;
  by: Dimension | undefined;
  /** Of that, only those of whom it is this. */
  value: string | undefined;
  /** In the shop's time zone, as in 2026-11-23. */
  today: string;
}

/** Reads what is known of a rule, in one round. */
export async function readTotals(db: D1Database, wanted: WantedTotals): Promise<RuleTotals> {
  const { site, rule, goal, by = "", value, today } = wanted;
  const whose = value === undefined ? ["", ""] : [by, value];
  const [from, to] = [wanted.days.from || "0", wanted.days.to || "9"];
  const [lists, phases, all, days, segments] = await db.batch([
    listsOf(db, site),
    db.prepare("SELECT from_ms, shares FROM rule_phases WHERE site = ? AND rule = ?").bind(site, rule),
    db
      .prepare(
        `SELECT t.measure, t.variant, t.phase_ms AS phaseMs, MIN(t.day) AS firstDay, MAX(t.day) AS lastDay, ${sums},
           SUM(CASE WHEN t.day >= ?5 AND t.day < ?6 THEN t.n ELSE 0 END) AS lately
         FROM (${everyMeasure}) CROSS JOIN trial_totals AS t ON t.site = ?1 AND t.rule = ?2 AND t.measure = m
           AND t.dimension = ?7 AND t.value = ?8 AND t.day BETWEEN ?3 AND ?4
         GROUP BY t.measure, t.variant, t.phase_ms`,
      )
      .bind(site, rule, from, to, paceSince(today), today, ...whose),
    db
      .prepare(
        `SELECT t.measure, t.variant, t.phase_ms AS phaseMs, t.day, t.n, t.y, t.x, t.yy, t.xx, t.xy
         FROM (${oneGoal}) CROSS JOIN trial_totals AS t ON t.site = ?1 AND t.rule = ?2 AND t.measure = m
           AND t.dimension = ?6 AND t.value = ?7 AND t.day BETWEEN ?4 AND ?5`,
      )
      .bind(site, rule, goal, from, to, ...whose),
    db
      .prepare(
        `SELECT t.measure, t.value, t.variant, t.phase_ms AS phaseMs, ${sums}
         FROM (${oneGoal}) CROSS JOIN trial_totals AS t ON t.site = ?1 AND t.rule = ?2 AND t.measure = m
           AND t.dimension = ?6 AND t.day BETWEEN ?4 AND ?5
         WHERE ?6 != '' GROUP BY t.measure, t.value, t.variant, t.phase_ms`,
      )
      .bind(site, rule, goal, from, to, by),
  ]);
  return {
    lists: listsFrom(lists),
    phases: new Map(
      ((phases?.results ?? []) as PhaseRow[]).map(({ from_ms, shares }) => [
        from_ms,
        JSON.parse(shares) as Shares,
      ]),
    ),
    all: (all?.results ?? []) as SummedTotal[],
    days: (days?.results ?? []) as DayTotal[],
    segments: (segments?.results ?? []) as SegmentTotal[],
  };
}

/** Some rules, each by one goal and what must not become worse. */
export interface WantedSummary {
  site: string;
  rules: readonly { readonly rule: string; readonly goals: readonly string[] }[];
  today: string;
}

/** The same of many rules, over all days and without any detail. By rule. */
export async function summariseTotals(
  db: D1Database,
  { site, rules, today }: WantedSummary,
): Promise<{ lists: MeasureLists; byRule: Map<string, Pick<RuleTotals, "all" | "phases">> }> {
  const pairs = rules.flatMap(({ rule, goals }) => ["#", ...goals].map((goal) => [rule, goal]));
  const names = JSON.stringify(rules.map(({ rule }) => rule));
  const [lists, phases, all] = await db.batch([
    listsOf(db, site),
    db
      .prepare(
        `SELECT p.rule, p.from_ms, p.shares FROM json_each(?2) AS r JOIN rule_phases AS p ON p.site = ?1 AND p.rule = r.value`,
      )
      .bind(site, names),
    db
      .prepare(
        `WITH known AS (${everyMeasure}), wanted AS MATERIALIZED (
           SELECT w.value ->> 0 AS rule, m FROM json_each(?2) AS w
           JOIN known ON w.value ->> 1 = CASE WHEN m LIKE '#%' THEN '#' ELSE substr(m, 1, instr(m, '.') - 1) END
         )
         SELECT t.rule, t.measure, t.variant, t.phase_ms AS phaseMs, MIN(t.day) AS firstDay, MAX(t.day) AS lastDay, ${sums},
           SUM(CASE WHEN t.day >= ?3 AND t.day < ?4 THEN t.n ELSE 0 END) AS lately
         FROM wanted AS w CROSS JOIN trial_totals AS t ON t.site = ?1 AND t.rule = w.rule AND t.measure = w.m
           AND t.dimension = '' AND t.value = ''
         GROUP BY t.rule, t.measure, t.variant, t.phase_ms`,
      )
      .bind(site, JSON.stringify(pairs), paceSince(today), today),
  ]);
  const byRule = new Map(
    rules.map(({ rule }) => [rule, { all: [] as SummedTotal[], phases: new Map<number, Shares>() }]),
  );
  for (const total of (all?.results ?? []) as (SummedTotal & { rule: string })[])
    byRule.get(total.rule)?.all.push(total);
  for (const { rule, from_ms, shares } of (phases?.results ?? []) as (PhaseRow & { rule: string })[])
    byRule.get(rule)?.phases.set(from_ms, JSON.parse(shares) as Shares);
  return { lists: listsFrom(lists), byRule };
}

interface PhaseRow {
  from_ms: number;
  shares: string;
}

function listsOf(db: D1Database, site: string): D1PreparedStatement {
  return db.prepare("SELECT name, measures FROM measure_lists WHERE site = ?").bind(site);
}

function listsFrom(result: D1Result | undefined): MeasureLists {
  const rows = (result?.results ?? []) as { name: string; measures: string }[];
  return Object.fromEntries(rows.map(({ name, measures }) => [name, JSON.parse(measures) as string[]]));
}
