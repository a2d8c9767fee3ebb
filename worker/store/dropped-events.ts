import type { DroppedCount, DroppedRecord } from "../record/record-dropped.ts";

const dayMs = 24 * 60 * 60_000;

/** As far back as anybody can ask. */
export const mostDays = 31;

/** Writes down what was dropped. A record that was delivered twice is one record. */
export async function saveDropped(
  db: D1Database,
  records: readonly DroppedRecord[],
  nowMs: number,
): Promise<void> {
  const insert = db.prepare(
    "INSERT INTO dropped_events (id, source, reason, site, at_ms, events) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  await db.batch([
    ...records.flatMap(({ id, site, counts, atMs }) =>
      counts.map(({ source, reason, events }) => insert.bind(id, source, reason, site, atMs, events)),
    ),
    db.prepare("DELETE FROM dropped_events WHERE at_ms < ?").bind(nowMs - mostDays * dayMs),
  ]);
}

/** What was dropped since a moment, the most first. */
export async function countDropped(db: D1Database, site: string, sinceMs: number): Promise<DroppedCount[]> {
  const { results } = await db
    .prepare(
      `SELECT source, reason, SUM(events) AS events FROM dropped_events WHERE site = ? AND at_ms >= ?
       GROUP BY source, reason ORDER BY 3 DESC, source, reason`,
    )
    .bind(site, sinceMs)
    .all<DroppedCount>();
  return results;
}
