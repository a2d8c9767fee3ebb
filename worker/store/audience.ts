import type { AudienceSize } from "../../model/audience-size.ts";
import type { ConditionSql } from "../../model/condition/to-sql.ts";
import { countInterval, type Sampled } from "../../model/count-interval.ts";
import { foundOf, type FoundProfile, profileColumns, type ProfileRow } from "./find-profiles.ts";
import { buckets } from "./sample-bucket.ts";

/** A site with no more profiles than this is counted one by one. */
const mostCounted = 50_000;
/** Of more, about so many are looked at: as many as a disk can read within a second. */
const sampleSize = 25_000;
const weekMs = 7 * 24 * 60 * 60_000;

/** Counts for whom a condition holds. See decision 29. */
export async function countAudience(
  db: D1Database,
  site: string,
  { sql, parameters }: Pick<ConditionSql, "sql" | "parameters">,
  nowMs: number,
): Promise<AudienceSize> {
  const known = await profilesOf(db, site);
  const wanted = bucketsFor(known);
  const { results } = await db
    .prepare(
      `SELECT ${sql} AS holds, p.seen_at_ms >= ? AS is_recent, COUNT(*) AS profiles
       FROM profiles AS p WHERE p.site = ? AND p.bucket < ? GROUP BY holds, is_recent`,
    )
    .bind(...parameters, nowMs - weekMs, site, wanted)
    .all<{ holds: number; is_recent: number; profiles: number }>();
  const sum = (rows: typeof results) => rows.reduce((total, { profiles }) => total + profiles, 0);
  const sampled = sum(results);
  // Profiles that came since they were counted are no more than were looked at.
  const of = wanted === buckets ? sampled : Math.max(sampled, known);
  const holding = results.filter(({ holds }) => holds === 1);
  const now = { found: sum(holding), sampled, of };
  const recent = { ...now, found: sum(holding.filter(({ is_recent }) => is_recent === 1)) };
  return {
    now: estimate(now),
    reachable7d: estimate(recent),
    error: { now: countInterval(now), reachable7d: countInterval(recent) },
    sampled,
    of,
  };
}

/** More nobody looks through. */
const mostShown = 12;

/** Some of the profiles that a condition holds for, from among those that are counted; those with a name first. */
export async function sampleAudience(
  db: D1Database,
  site: string,
  { sql, parameters }: Pick<ConditionSql, "sql" | "parameters">,
): Promise<FoundProfile[]> {
  const { results } = await db
    .prepare(
      `SELECT ${profileColumns} FROM profiles AS p WHERE (${sql}) AND p.site = ? AND p.bucket < ?
       ORDER BY p.name IS NULL, p.seen_at_ms DESC, p.id LIMIT ?`,
    )
    .bind(...parameters, site, bucketsFor(await profilesOf(db, site)), mostShown)
    .all<ProfileRow>();
  return results.map(foundOf);
}

async function profilesOf(db: D1Database, site: string): Promise<number> {
  const counted = db.prepare("SELECT profiles FROM profile_counts WHERE site = ?").bind(site);
  return (await counted.first<number>("profiles")) ?? 0;
}

/** How many buckets to look into, of a site with so many profiles. */
function bucketsFor(profiles: number): number {
  return profiles <= mostCounted ? buckets : Math.ceil((buckets * sampleSize) / profiles);
}

function estimate({ found, sampled, of }: Sampled): number {
  return sampled === 0 ? 0 : Math.round((found / sampled) * of);
}
