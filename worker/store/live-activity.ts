import { buckets } from "./sample-bucket.ts";

/** What is going on in a shop. */
export interface LiveActivity {
  /** Visitors who were shown a page in the last 5 minutes, and in the last 30. */
  visitorsNow: number;
  visitors: number;
  /** Pages in the last 30 minutes. */
  views: number;
  /** When a browser's events were last taken, give or take a minute; `null` where none were in the last 30 minutes. */
  heardAtMs: number | null;
  /** Whether anybody was ever known. */
  hasProfiles: boolean;
}

const minuteMs = 60_000;
/** A row holds two seconds of an isolate: nobody waits for more than so many to be added up. */
const mostRows = 20_000;

interface Row {
  buckets_now: number;
  buckets: number;
  views: number | null;
  heard_at_ms: number | null;
  profiles: number | null;
}

/** What was counted of the last 30 minutes. It is some seconds old. */
export async function liveActivity(db: D1Database, site: string, nowMs: number): Promise<LiveActivity> {
  const row = await db
    .prepare(
      `WITH recent AS (
         SELECT at_ms, activity FROM decisions WHERE site = ?1 AND at_ms >= ?2 ORDER BY at_ms DESC LIMIT ?4
       ), seen AS (
         SELECT v.value AS bucket, MAX(at_ms) AS at_ms FROM recent, json_each(activity, '$.visitors') AS v GROUP BY 1
       )
       SELECT (SELECT COUNT(*) FROM seen WHERE at_ms >= ?3) AS buckets_now, (SELECT COUNT(*) FROM seen) AS buckets,
         (SELECT SUM(activity ->> 'views') FROM recent) AS views,
         (SELECT MAX(at_ms) FROM recent WHERE activity ->> 'heard') AS heard_at_ms,
         (SELECT profiles FROM profile_counts WHERE site = ?1) AS profiles`,
    )
    .bind(site, nowMs - 30 * minuteMs, nowMs - 5 * minuteMs, mostRows)
    .first<Row>();
  return {
    visitorsNow: visitorsIn(row?.buckets_now ?? 0),
    visitors: visitorsIn(row?.buckets ?? 0),
    views: row?.views ?? 0,
    heardAtMs: row?.heard_at_ms ?? null,
    hasProfiles: (row?.profiles ?? 0) > 0,
  };
}

/**
 * How many visitors were most likely in so many of all buckets: some share one. Exact for the hundreds, within a few
 * per cent for the ten thousands. Source: Whang, Vander-Zanden and Taylor, "A linear-time probabilistic counting
 * algorithm for database applications", 1990.
 */
function visitorsIn(taken: number): number {
  const free = Math.max(buckets - taken, 1);
  return Math.round(-buckets * Math.log(free / buckets));
}
