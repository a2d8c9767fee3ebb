import { compares } from "../../model/judged.ts";
import type { Rule } from "../../model/rule.ts";
import type { Site } from "../../model/site.ts";

/** A rule that compared once and does no more. */
export interface EndedComparison {
  id: string;
  /** What it was called then. */
  name: string;
  /** The version in which it compared last. */
  version: number;
  endedAtMs: number;
  /** By which outcomes were worked out. */
  attribution: string;
  currency: string;
}

/** What is live, and what is to be. */
export interface Replaced {
  before: { version: number; rules: readonly Rule[] };
  rules: readonly Rule[];
}

/** Notes which rules end to compare with a version, and which do so again. Part of what makes it live. */
export function endComparisons(
  db: D1Database,
  { id: site, attribution, currency }: Site,
  { before, rules }: Replaced,
  nowMs: number,
): D1PreparedStatement[] {
  const comparing = rules.filter(compares).map(({ id }) => id);
  const ended = before.rules
    .filter((rule) => compares(rule) && !comparing.includes(rule.id))
    .map(({ id, name }) => ({ id, name }));
  return [
    db
      .prepare("DELETE FROM ended_comparisons WHERE site = ? AND rule IN (SELECT value FROM json_each(?))")
      .bind(site, JSON.stringify(comparing)),
    db
      .prepare(
        `INSERT INTO ended_comparisons (site, rule, name, version, ended_at_ms, attribution, currency)
         SELECT ?1, value ->> 'id', value ->> 'name', ?3, ?4, ?5, ?6 FROM json_each(?2) WHERE true
         ON CONFLICT DO UPDATE SET name = excluded.name, version = excluded.version,
           ended_at_ms = excluded.ended_at_ms, attribution = excluded.attribution, currency = excluded.currency`,
      )
      .bind(site, JSON.stringify(ended), before.version, nowMs, attribution, currency),
  ];
}

const columns = "rule AS id, name, version, ended_at_ms AS endedAtMs, attribution, currency";

/** Of which anybody was counted, the latest first. */
export async function endedComparisons(db: D1Database, site: string): Promise<EndedComparison[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM ended_comparisons AS e WHERE site = ?
         AND EXISTS (SELECT 1 FROM trial_totals AS t WHERE t.site = e.site AND t.rule = e.rule)
       ORDER BY ended_at_ms DESC, rule`,
    )
    .bind(site)
    .all<EndedComparison>();
  return results;
}

export async function endedComparison(
  db: D1Database,
  site: string,
  rule: string,
): Promise<EndedComparison | undefined> {
  const found = await db
    .prepare(`SELECT ${columns} FROM ended_comparisons WHERE site = ? AND rule = ?`)
    .bind(site, rule)
    .first<EndedComparison>();
  return found ?? undefined;
}
