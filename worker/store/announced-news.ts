import * as v from "valibot";
import { fnv1a32 } from "../../model/assignment/fnv1a32.ts";
import { Recent } from "../../model/recent.ts";
import type { Snapshot } from "../../model/snapshot.ts";

/**
 * Which visitors of a site there may be news of in KV, by buckets of them: so most pages need not look there. What a
 * profile writes to KV it announces in D1, where every isolate reads what is new as often as which version is live.
 *
 * An announcement holds for a while ahead, so that clocks may differ by as much; and so that the next ones of the same
 * bucket need not be written, however many there are.
 */
const aheadMs = 60_000;
/** What holds for as long as this is not announced again. */
const leastAheadMs = 30_000;
/** So few that an isolate may read all of them at once, so many that a few people's news concern few others. */
const buckets = 256;
/** What was read longer ago is no proof that there is nothing. */
const trustedMs = 5000;

/** What an isolate knows of the announcements of one site. */
interface Known {
  /** When the isolate began to read what it knows. */
  asOfMs: number;
  /** Until when there may be news of a visitor of the bucket. */
  untilMs: Map<number, number>;
}

const sites = new Recent<Known>(1000);

/** As JSON, the announcements of the site `?1` that hold for longer than until `?2`. */
export const selectNews = `(SELECT json_group_array(json_array(bucket, until_ms)) FROM news WHERE site = ?1 AND until_ms > ?2)`;

const Announced = v.array(v.tuple([v.number(), v.number()]));
export const AnnouncedNews = v.pipe(v.string(), v.parseJson(), Announced);

/** What {@link selectNews} has to give this isolate: what was announced since may hold no longer than that. */
export function newsSinceMs(site: string): number {
  return sites.get(site)?.asOfMs ?? 0;
}

/** Takes what {@link selectNews} gave to a question that was asked at `asOfMs`. */
export function takeNews(site: string, announced: v.InferOutput<typeof Announced>, asOfMs: number): void {
  const known = knownOf(site);
  known.asOfMs = Math.max(known.asOfMs, asOfMs);
  for (const [bucket, untilMs] of announced) note(known, bucket, untilMs);
}

/**
 * Whether KV may know more of a visitor than they carry. Always, where what they carry was cut to fit a cookie, or where
 * this isolate has not heard of the site's news lately.
 */
export function mayHaveNews(site: string, { visitor, asOfMs, cut }: Snapshot, nowMs: number): boolean {
  const known = sites.get(site);
  if (cut === true || known === undefined || nowMs - known.asOfMs > trustedMs) return true;
  return (known.untilMs.get(bucketOf(visitor)) ?? 0) > asOfMs;
}

const announce = `INSERT INTO news (site, bucket, until_ms) SELECT ?1, value, ?2 FROM json_each(?3) WHERE true
ON CONFLICT DO UPDATE SET until_ms = excluded.until_ms WHERE until_ms < ?4`;

/** Announces that there are news of these visitors in KV. @throws where D1 fails. */
export async function announceNews(
  db: D1Database,
  site: string,
  visitors: readonly string[],
  nowMs: number,
): Promise<void> {
  const known = knownOf(site);
  const wanted = [...new Set(visitors.map(bucketOf))];
  const news = wanted.filter((bucket) => (known.untilMs.get(bucket) ?? 0) < nowMs + leastAheadMs);
  if (news.length === 0) return;
  const list = JSON.stringify(news);
  const [, written] = await db.batch<{ bucket: number; untilMs: number }>([
    db.prepare(announce).bind(site, nowMs + aheadMs, list, nowMs + leastAheadMs),
    db
      .prepare(
        "SELECT bucket, until_ms AS untilMs FROM news WHERE site = ? AND bucket IN (SELECT value FROM json_each(?))",
      )
      .bind(site, list),
  ]);
  for (const { bucket, untilMs } of written?.results ?? []) note(known, bucket, untilMs);
}

function knownOf(site: string): Known {
  const known = sites.get(site) ?? { asOfMs: 0, untilMs: new Map<number, number>() };
  sites.set(site, known);
  return known;
}

function note({ untilMs }: Known, bucket: number, laterMs: number): void {
  untilMs.set(bucket, Math.max(untilMs.get(bucket) ?? 0, laterMs));
}

function bucketOf(visitor: string): number {
  return fnv1a32(visitor) % buckets;
}
