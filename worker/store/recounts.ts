/** What is live has reached every profile by then. */
const afterPublishMs = 60_000;
/** Whoever was missed, because another one of theirs told meanwhile, is asked again; whoever tells nothing is not asked for ever. */
const mostPasses = 2;
const never = Number.MAX_SAFE_INTEGER;

/** Profiles of a site whose trials are to be worked out anew. */
export interface Recount {
  site: string;
  list: string;
  /** Those of the next step that told by other measures. */
  profiles: string[];
  /** Where the step after it goes on; `null` where it was the last. */
  after: string | null;
  passes: number;
}

/** Has a site's trials worked out by this list of measures, where they were by another one. Part of what makes it live. */
export function askRecount(db: D1Database, site: string, list: string, nowMs: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO recounts (site, list, after_profile, passes, due_at_ms) VALUES (?1, ?2, '', 0, ?3)
       ON CONFLICT (site) DO UPDATE SET list = ?2, after_profile = '', passes = 0, due_at_ms = ?3 WHERE list <> ?2`,
    )
    .bind(site, list, nowMs + afterPublishMs);
}

/** The next step of the recount that has waited longest; `undefined` where there is none. @param most profiles in one step. */
export async function nextRecount(db: D1Database, nowMs: number, most: number): Promise<Recount | undefined> {
  const due = await db
    .prepare(
      "SELECT site, list, after_profile, passes FROM recounts WHERE due_at_ms <= ? ORDER BY due_at_ms LIMIT 1",
    )
    .bind(nowMs)
    .first<{ site: string; list: string; after_profile: string; passes: number }>();
  if (due === null) return undefined;
  const { results } = await db
    .prepare(
      `SELECT profile, MAX(measures <> ?2) AS isOther FROM trials WHERE site = ?1 AND profile > ?3
       GROUP BY profile ORDER BY profile LIMIT ?4`,
    )
    .bind(due.site, due.list, due.after_profile, most)
    .all<{ profile: string; isOther: 0 | 1 }>();
  return {
    site: due.site,
    list: due.list,
    profiles: results.filter(({ isOther }) => isOther === 1).map(({ profile }) => profile),
    after: results.length < most ? null : (results.at(-1)?.profile ?? null),
    passes: due.passes,
  };
}

/** Notes that a step was made, unless goals were changed again meanwhile. */
export async function recounted(
  db: D1Database,
  { site, list, after, passes }: Recount,
  nowMs: number,
): Promise<void> {
  const isOver = after === null && passes + 1 >= mostPasses;
  // The profiles of a pass have told the queue by then.
  const dueMs = isOver ? never : after === null ? nowMs + afterPublishMs : nowMs;
  await db
    .prepare(
      "UPDATE recounts SET after_profile = ?3, passes = ?4, due_at_ms = ?5 WHERE site = ?1 AND list = ?2",
    )
    .bind(site, list, after ?? "", after === null ? passes + 1 : passes, dueMs)
    .run();
}
