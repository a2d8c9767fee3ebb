import type { IndexRow } from "../../model/index-row.ts";
import { searchWords } from "../../model/search-words.ts";
import { bucketOf } from "./sample-bucket.ts";
import { moveTrials } from "./trials.ts";

/** D1 takes texts of up to 2 MB, in bytes; of these letters, none takes more than three. */
const mostLettersAtOnce = 500_000;

/** A queue keeps what it could not deliver for 14 days at most. Until then an older telling may follow. */
const goneKeptForMs = 14 * 24 * 60 * 60_000;

/** What was told of some profiles, a list in `?1`, and of it what is newer than what is known. */
const newer = `WITH newer AS (
  SELECT t.value AS row, t.value ->> 'site' AS site, t.value ->> 'bucket' AS bucket, t.value ->> 'id' AS id,
    t.value ->> 'version' AS version, t.value ->> 'isGone' AS is_gone, p.keys AS keys
  FROM json_each(?1) AS t
  LEFT JOIN profiles AS p
    ON p.site = t.value ->> 'site' AND p.bucket = t.value ->> 'bucket' AND p.id = t.value ->> 'id'
  LEFT JOIN gone_profiles AS g ON g.site = t.value ->> 'site' AND g.id = t.value ->> 'id'
  WHERE t.value ->> 'version' > COALESCE(p.version, -1) AND t.value ->> 'version' > COALESCE(g.version, -1)
)`;

const forgetKeys = `${newer}
DELETE FROM profile_keys WHERE (site, key, bucket, profile) IN (
  SELECT n.site, k.value, n.bucket, n.id FROM newer AS n, json_each(n.keys) AS k
  WHERE k.value NOT IN (SELECT value FROM json_each(n.row, '$.keys'))
)`;

const addKeys = `${newer}
INSERT INTO profile_keys (site, key, bucket, profile)
SELECT n.site, k.value, n.bucket, n.id FROM newer AS n, json_each(n.row, '$.keys') AS k WHERE true
ON CONFLICT DO NOTHING`;

const countNew = `${newer}
INSERT INTO profile_counts (site, profiles)
SELECT site, COUNT(*) FROM newer WHERE keys IS NULL AND NOT is_gone GROUP BY site
ON CONFLICT (site) DO UPDATE SET profiles = profiles + excluded.profiles`;

const writeRows = `${newer}
INSERT INTO profiles (site, bucket, id, version, seen_at_ms, session_started_at_ms, name, is_known, facts, times, keys)
SELECT site, bucket, id, version, row ->> 'seenAtMs', row ->> 'sessionStartedAtMs', row ->> 'name', row ->> 'isKnown',
  row -> 'facts', row -> 'times', row -> 'keys'
FROM newer WHERE NOT is_gone
ON CONFLICT (site, bucket, id) DO UPDATE SET version = excluded.version, seen_at_ms = excluded.seen_at_ms,
  session_started_at_ms = excluded.session_started_at_ms, name = excluded.name, is_known = excluded.is_known,
  facts = excluded.facts, times = excluded.times, keys = excluded.keys`;

const removeRows = `${newer}
DELETE FROM profiles WHERE (site, bucket, id) IN (SELECT site, bucket, id FROM newer WHERE is_gone)`;

const noteGone = `${newer}
INSERT INTO gone_profiles (site, id, version, at_ms)
SELECT site, id, version, ?2 FROM newer WHERE is_gone
ON CONFLICT (site, id) DO UPDATE SET version = excluded.version, at_ms = excluded.at_ms`;

const trials = moveTrials(newer);

/**
 * Writes down what profiles tell of themselves, and of what they took part in. However often and in whatever order tellings come, the index says in the
 * end what the newest of each profile says.
 */
export async function saveProfiles(db: D1Database, rows: readonly IndexRow[], nowMs: number): Promise<void> {
  for (const list of lists(newestOfEach(rows))) {
    const heads = JSON.stringify(list.map(({ head }) => head));
    const whole = `[${list.map(({ text }) => text).join(",")}]`;
    const bind = (sql: string, ...values: unknown[]) => db.prepare(sql).bind(...values);
    await db.batch([
      ...(list.some(({ hasTrials }) => hasTrials)
        ? [trials.lists, trials.sums, trials.remove, trials.write].map((sql) => bind(sql, whole))
        : []),
      bind(forgetKeys, heads),
      bind(addKeys, heads),
      bind(countNew, heads),
      bind(writeRows, whole),
      bind(removeRows, heads),
      bind(noteGone, heads, nowMs),
      bind("DELETE FROM gone_profiles WHERE at_ms < ?", nowMs - goneKeptForMs),
    ]);
  }
}

/** Within one statement, rows of the same profile would get in each other's way. */
function newestOfEach(rows: readonly IndexRow[]): Iterable<IndexRow> {
  const newest = new Map<string, IndexRow>();
  for (const row of rows) {
    const of = `${row.site}/${row.id}`;
    if (row.version > (newest.get(of)?.version ?? -1)) newest.set(of, row);
  }
  return newest.values();
}

/** A row as the statements take it: what most of them need, and the whole of it. */
interface Told {
  head: object;
  text: string;
  /** Whether it says anything of trials. */
  hasTrials: boolean;
}

function* lists(rows: Iterable<IndexRow>): Generator<Told[]> {
  let list: Told[] = [];
  let letters = 0;
  for (const row of rows) {
    const told = toldOf(row);
    if (list.length > 0 && letters + told.text.length > mostLettersAtOnce) {
      yield list;
      list = [];
      letters = 0;
    }
    list.push(told);
    letters += told.text.length + 1;
  }
  if (list.length > 0) yield list;
}

function toldOf({ site, id, version, seenAtMs, sessionStartedAtMs, facts, times, ...row }: IndexRow): Told {
  const isGone = row.gone === true;
  // Half a character would make the whole answer unreadable that it is in.
  const name = row.name?.toWellFormed() ?? null;
  // Who knows an identity that the profile is named after has found it already.
  const nodes = row.nodes.filter((node) => !node.endsWith(`:${id}`)).map((node) => node.toWellFormed());
  const keys = isGone ? [] : [...nodes, ...searchWords(name ?? "").map(wordKey)];
  const isKnown = name !== null || row.nodes.some((node) => !node.startsWith("visitor:"));
  const head = { site, bucket: bucketOf(id), id, version, isGone: Number(isGone), keys };
  const { trials: told, isForgotten } = row;
  const body = {
    seenAtMs,
    sessionStartedAtMs,
    name,
    isKnown: Number(isKnown),
    facts,
    times,
    trials: told,
    isForgotten,
  };
  return { head, text: JSON.stringify({ ...head, ...body }), hasTrials: isGone || told !== undefined };
}

/** The key of a name's word. No identity's type begins so. */
export function wordKey(word: string): string {
  return `~${word}`;
}
