import type { DecisionsRecord } from "../record/record.ts";

/** Decisions are counted for the last day; what is older than two is gone. */
const keptForMs = 48 * 60 * 60_000;

/** Writes decisions down. A record that was delivered twice is one record. */
export async function saveDecisions(
  db: D1Database,
  records: readonly DecisionsRecord[],
  nowMs: number,
): Promise<void> {
  const insert = db.prepare(
    "INSERT INTO decisions (id, rule, site, at_ms, pages) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  await db.batch([
    ...records.flatMap(({ id, site, pages, atMs }) =>
      Object.entries(pages).map(([rule, count]) => insert.bind(id, rule, site, atMs, count)),
    ),
    db.prepare("DELETE FROM decisions WHERE at_ms < ?").bind(nowMs - keptForMs),
  ]);
}

/** How many pages were decided in favour of each rule since a moment. */
export async function countDecisions(
  db: D1Database,
  site: string,
  sinceMs: number,
): Promise<Map<string, number>> {
  const { results } = await db
    .prepare("SELECT rule, SUM(pages) AS pages FROM decisions WHERE site = ? AND at_ms >= ? GROUP BY rule")
    .bind(site, sinceMs)
    .all<{ rule: string; pages: number }>();
  return new Map(results.map(({ rule, pages }) => [rule, pages]));
}
