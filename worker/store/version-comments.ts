import type { Person } from "./versions.ts";

/** So that they come whole with the version that they are about. */
const mostOfVersion = 100;

/** What somebody said of a version. */
export interface VersionComment {
  id: number;
  version: number;
  atMs: number;
  by: Person;
  text: string;
}

interface Row {
  id: number;
  version: number;
  at_ms: number;
  by_id: string;
  by_name: string;
  text: string;
}

/**
 * Says something of a version.
 * @param also what is written where it was said, in the same batch.
 * @returns `undefined` where there is no such version, or enough was said of it.
 */
export async function addComment(
  db: D1Database,
  { site, version, atMs, by, text }: Omit<VersionComment, "id"> & { site: string },
  also: readonly D1PreparedStatement[],
): Promise<VersionComment | undefined> {
  const [added] = await db.batch<Row>([
    db
      .prepare(
        `INSERT INTO version_comments (site, version, at_ms, by_id, by_name, text)
         SELECT site, version, ?3, ?4, ?5, ?6 FROM versions WHERE site = ?1 AND version = ?2
         AND (SELECT COUNT(*) FROM version_comments WHERE site = ?1 AND version = ?2) < ?7 RETURNING *`,
      )
      .bind(site, version, atMs, by.id, by.name, text, mostOfVersion),
    ...also,
  ]);
  const row = added?.results[0];
  return row === undefined ? undefined : commentOf(row);
}

/** What was said of these versions, in the order in which it was. */
export async function listComments(
  db: D1Database,
  site: string,
  versions: readonly number[],
): Promise<VersionComment[]> {
  const { results } = await db
    .prepare(
      "SELECT * FROM version_comments WHERE site = ? AND version IN (SELECT value FROM json_each(?)) ORDER BY id",
    )
    .bind(site, JSON.stringify(versions))
    .all<Row>();
  return results.map(commentOf);
}

function commentOf({ id, version, at_ms, by_id, by_name, text }: Row): VersionComment {
  return { id, version, atMs: at_ms, by: { id: by_id, name: by_name }, text };
}
