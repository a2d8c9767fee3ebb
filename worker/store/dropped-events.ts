import type { DroppedCount, DroppedRecord } from "../record/record-dropped.ts";
import { deleteBefore } from "./delete-before.ts";

const dayMs = 24 * 60 * 60_000;

/** As far back as anybody can ask. */
export const mostDays = 31;

/** Writes down what was dropped. A record that was delivered twice is one record. */
export async function saveDropped(db: D1Database, records: readonly DroppedRecord[]): Promise<void> {
  const insert = db.prepare(
    "INSERT INTO dropped_events (site, at_ms, id, counts) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  await db.batch(
    records.map(({ id, site, counts, atMs }) => insert.bind(site, atMs, id, JSON.stringify(counts))),
  );
}

export async function forgetOldDropped(db: D1Database, nowMs: number): Promise<void> {
  await deleteBefore(db, "dropped_events", nowMs - mostDays * dayMs);
}

/** What was dropped since a moment, the most first. */
export async function countDropped(db: D1Database, site: string, sinceMs: number): Promise<DroppedCount[]> {
  const { results } = await db
    .prepare(
      `SELECT c.value ->> 'source' AS source, c.value ->> 'reason' AS reason, SUM(c.value ->> 'events') AS events
       FROM dropped_events AS d, json_each(d.counts) AS c WHERE d.site = ? AND d.at_ms >= ?
       GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
    )
    .bind(site, sinceMs)
    .all<DroppedCount>();
  return results;
}
