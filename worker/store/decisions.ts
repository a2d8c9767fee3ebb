import type { DecisionsRecord } from "../record/record.ts";
import { deleteBefore } from "./delete-before.ts";

/** Decisions are counted for the last day; what is older than two is gone. */
const keptForMs = 48 * 60 * 60_000;

/** Writes decisions down. A record that was delivered twice is one record. */
export async function saveDecisions(db: D1Database, records: readonly DecisionsRecord[]): Promise<void> {
  const insert = db.prepare(
    "INSERT INTO decisions (site, at_ms, id, pages, activity) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  await db.batch(
    records.map(({ id, site, pages, activity, atMs }) =>
      insert.bind(site, atMs, id, JSON.stringify(pages), JSON.stringify(activity)),
    ),
  );
}

export async function forgetOldDecisions(db: D1Database, nowMs: number): Promise<void> {
  await deleteBefore(db, "decisions", nowMs - keptForMs);
}

/** How many pages were decided in favour of each rule since a moment. */
export async function countDecisions(
  db: D1Database,
  site: string,
  sinceMs: number,
): Promise<Map<string, number>> {
  const { results } = await db
    .prepare(
      `SELECT p.key AS rule, SUM(p.value) AS pages FROM decisions AS d, json_each(d.pages) AS p
       WHERE d.site = ? AND d.at_ms >= ? GROUP BY p.key`,
    )
    .bind(site, sinceMs)
    .all<{ rule: string; pages: number }>();
  return new Map(results.map(({ rule, pages }) => [rule, pages]));
}
