import { wordKey } from "./profile-index.ts";
import { bucketOf } from "./sample-bucket.ts";

/** What the index says of one profile, for a list of them. */
export interface FoundProfile {
  id: string;
  name: string | null;
  isKnown: boolean;
  seenAtMs: number;
  facts: Readonly<Record<string, unknown>>;
}

/** Where a list went on to: what the last profile of it was sorted by. */
export interface Place {
  /** A word's key, or the moment it was last seen. */
  readonly by: string | number;
  readonly bucket: number;
  readonly id: string;
}

/** Profiles in order, and where the list goes on; `null` at its end. */
export interface FoundPage {
  profiles: FoundProfile[];
  next: Place | null;
}

/** What {@link profileColumns} gives. */
export interface ProfileRow {
  id: string;
  bucket: number;
  name: string | null;
  is_known: number;
  seen_at_ms: number;
  facts: string;
}

interface Row extends ProfileRow {
  sorted_by: string | number;
}

export const profileColumns = "p.id, p.bucket, p.name, p.is_known, p.seen_at_ms, p.facts";

/** An identity that many share, such as a till's, finds no more than these. */
const mostOfIdentity = 50;

/** The profiles that have one of these ids, or one of these identities as nodes; those seen last come first. */
export async function profilesWith(
  db: D1Database,
  site: string,
  { ids, nodes }: { ids: readonly string[]; nodes: readonly string[] },
): Promise<FoundProfile[]> {
  const own = ids.map((id) => ({ id, bucket: bucketOf(id) }));
  const { results } = await db
    .prepare(
      `WITH wanted AS (
         SELECT value ->> 'bucket' AS bucket, value ->> 'id' AS id FROM json_each(?2)
         UNION SELECT k.bucket, k.profile FROM json_each(?3) AS n
         CROSS JOIN profile_keys AS k ON k.site = ?1 AND k.key = n.value
       )
       SELECT ${profileColumns}, p.seen_at_ms AS sorted_by FROM wanted AS w
       CROSS JOIN profiles AS p ON p.site = ?1 AND p.bucket = w.bucket AND p.id = w.id
       ORDER BY p.seen_at_ms DESC, p.id LIMIT ?4`,
    )
    .bind(site, JSON.stringify(own), JSON.stringify(nodes), mostOfIdentity)
    .all<Row>();
  return results.map(foundOf);
}

/**
 * The profiles in whose names each of these words begins a word, in the order of the longest. Each is in the list once.
 * @param words as `searchWords` gives them, at least one.
 */
export async function profilesNamed(
  db: D1Database,
  site: string,
  words: readonly string[],
  { after, limit }: { after: Place | null; limit: number },
): Promise<FoundPage> {
  // Fewer names have a word that begins with more letters.
  const [first = "", ...others] = words.toSorted((a, b) => b.length - a.length).map(wordKey);
  const range = (key: string) => [key, `${key}\u{10ffff}`];
  const hasWord = "(SELECT MIN(value) FROM json_each(p.keys) WHERE value >= ? AND value < ?)";
  const { results } = await db
    .prepare(
      `SELECT ${profileColumns}, k.key AS sorted_by FROM profile_keys AS k
       CROSS JOIN profiles AS p ON p.site = k.site AND p.bucket = k.bucket AND p.id = k.profile
       WHERE k.site = ? AND k.key >= ? AND k.key < ? AND (k.key, k.bucket, k.profile) > (?, ?, ?)
         AND k.key = ${hasWord} ${others.map(() => `AND ${hasWord} IS NOT NULL`).join(" ")}
       ORDER BY k.key, k.bucket, k.profile LIMIT ?`,
    )
    .bind(
      site,
      // A place before the first word would make it look through all the others.
      after !== null && after.by > first ? after.by : first,
      range(first)[1],
      ...(after === null ? ["", 0, ""] : [after.by, after.bucket, after.id]),
      ...range(first),
      ...others.flatMap(range),
      limit + 1,
    )
    .all<Row>();
  return pageOf(results, limit);
}

/** Those who are known by a name or an identity, the ones seen last first. */
export async function profilesKnown(
  db: D1Database,
  site: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<FoundPage> {
  const { results } = await db
    .prepare(
      `SELECT ${profileColumns}, p.seen_at_ms AS sorted_by FROM profiles AS p
       WHERE p.site = ? AND p.is_known = 1 AND (p.seen_at_ms, p.bucket, p.id) < (?, ?, ?)
       ORDER BY p.seen_at_ms DESC, p.bucket DESC, p.id DESC LIMIT ?`,
    )
    .bind(site, after?.by ?? Number.MAX_SAFE_INTEGER, after?.bucket ?? 0, after?.id ?? "", limit + 1)
    .all<Row>();
  return pageOf(results, limit);
}

function pageOf(rows: readonly Row[], limit: number): FoundPage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const goesOn = rows.length > limit && last !== undefined;
  return {
    profiles: shown.map(foundOf),
    next: goesOn ? { by: last.sorted_by, bucket: last.bucket, id: last.id } : null,
  };
}

export function foundOf(row: ProfileRow): FoundProfile {
  return {
    id: row.id,
    name: row.name,
    isKnown: row.is_known === 1,
    seenAtMs: row.seen_at_ms,
    facts: JSON.parse(row.facts) as Record<string, unknown>,
  };
}
