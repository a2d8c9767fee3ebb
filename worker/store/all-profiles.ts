import type { FoundProfile } from "./find-profiles.ts";

interface Row {
  bucket: number;
  id: string;
  name: string | null;
  is_known: number;
  seen_at_ms: number;
  facts: string;
}

/** D1 answers a request 1,000 times. */
const atOnce = 2000;

/** Every profile of a site that the index knows, some at a time, in no order that means anything. */
export async function* allProfiles(db: D1Database, site: string): AsyncGenerator<FoundProfile[], void> {
  let after = { bucket: -1, id: "" };
  for (;;) {
    const { results } = await db
      .prepare(
        `SELECT bucket, id, name, is_known, seen_at_ms, facts FROM profiles
         WHERE site = ?1 AND (bucket, id) > (?2, ?3) ORDER BY bucket, id LIMIT ?4`,
      )
      .bind(site, after.bucket, after.id, atOnce)
      .all<Row>();
    const last = results.at(-1);
    if (last === undefined) return;
    yield results.map(({ id, name, is_known, seen_at_ms, facts }) => ({
      id,
      name,
      isKnown: is_known === 1,
      seenAtMs: seen_at_ms,
      facts: JSON.parse(facts) as FoundProfile["facts"],
    }));
    if (results.length < atOnce) return;
    after = last;
  }
}
