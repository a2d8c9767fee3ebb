import type { Shares } from "../../model/results/strata.ts";
import type { Measured } from "../../model/results/measured.ts";
import type { MeasureLists, Total } from "../../model/results/tally.ts";
import type { Evidence } from "../../model/steering/evidence.ts";

/** What is known of a rule by its goal and its guardrails since a moment. */
export async function evidenceOf(
  db: D1Database,
  { site, rule, sinceMs }: { site: string; rule: string; sinceMs: number },
  judgedBy: Pick<Evidence, "goal" | "guardrails">,
): Promise<Evidence> {
  const wanted = [judgedBy.goal, ...judgedBy.guardrails].map(({ measure }) => measure);
  const lists = await listsOf(db, site, wanted);
  const measures = [...wanted, ...Object.keys(lists).map((name) => `#${name}`)];
  // Measure by measure, since the primary key goes by it: a rule's other measures and its segments are not read.
  const totals = db
    .prepare(
      `SELECT measure, variant, phase_ms AS phaseMs, SUM(n) AS n, SUM(y) AS y, SUM(x) AS x, SUM(yy) AS yy, SUM(xx) AS xx,
         SUM(xy) AS xy
       FROM trial_totals WHERE site = ?1 AND rule = ?2 AND measure IN (SELECT value FROM json_each(?3))
         AND dimension = '' AND value = '' AND phase_ms >= ?4
       GROUP BY measure, variant, phase_ms`,
    )
    .bind(site, rule, JSON.stringify(measures), sinceMs);
  const phases = db
    .prepare("SELECT from_ms AS fromMs, shares FROM rule_phases WHERE site = ? AND rule = ? AND from_ms >= ?")
    .bind(site, rule, sinceMs);
  const [found, begun] = await db.batch([totals, phases]);
  const rows = (begun?.results ?? []) as { fromMs: number; shares: string }[];
  return {
    ...judgedBy,
    totals: (found?.results ?? []) as Total[],
    lists,
    phases: new Map(rows.map(({ fromMs, shares }) => [fromMs, JSON.parse(shares) as Shares])),
  };
}

/** The lists of measures that have any of these. */
async function listsOf(
  db: D1Database,
  site: string,
  measures: readonly Measured["measure"][],
): Promise<MeasureLists> {
  const { results } = await db
    .prepare(
      `SELECT name, measures FROM measure_lists WHERE site = ?1 AND EXISTS (
         SELECT 1 FROM json_each(measure_lists.measures) AS m JOIN json_each(?2) AS w ON w.value = m.value)`,
    )
    .bind(site, JSON.stringify(measures))
    .all<{ name: string; measures: string }>();
  return Object.fromEntries(results.map(({ name, measures: list }) => [name, JSON.parse(list) as string[]]));
}
