import type { RefusalCount, RefusalsRecord } from "../record/record-refusals.ts";

const dayMs = 24 * 60 * 60_000;

/** As far back as anybody can ask. */
export const mostDays = 31;

/** Writes down what was refused. A record that was delivered twice is one record. */
export async function saveRefusals(
  db: D1Database,
  records: readonly RefusalsRecord[],
  nowMs: number,
): Promise<void> {
  const insert = db.prepare(
    "INSERT INTO coupon_refusals (id, coupon, reason, site, at_ms, times) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  await db.batch([
    ...records.flatMap(({ id, site, counts, atMs }) =>
      counts.map(({ coupon, reason, times }) => insert.bind(id, coupon, reason, site, atMs, times)),
    ),
    db.prepare("DELETE FROM coupon_refusals WHERE at_ms < ?").bind(nowMs - mostDays * dayMs),
  ]);
}

/** A day in UTC, as in `2026-11-22`. */
export interface RefusalsOfDay extends RefusalCount {
  day: string;
}

/** What was refused since a moment, by day, the latest first, of each day the most first. */
export async function countRefusals(db: D1Database, site: string, sinceMs: number): Promise<RefusalsOfDay[]> {
  const { results } = await db
    .prepare(
      `SELECT date(at_ms / 1000, 'unixepoch') AS day, coupon, reason, SUM(times) AS times FROM coupon_refusals
       WHERE site = ? AND at_ms >= ? GROUP BY day, coupon, reason ORDER BY day DESC, times DESC, coupon, reason LIMIT 5000`,
    )
    .bind(site, sinceMs)
    .all<RefusalsOfDay>();
  return results;
}
