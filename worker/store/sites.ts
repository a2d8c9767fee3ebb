import { check } from "../../model/problem.ts";
import { Site } from "../../model/site.ts";

/** A site and what shoppers see of it. */
export interface StoredSite {
  site: Site;
  /** The version of its configuration; 0 before the first publish. */
  liveVersion: number;
  /** `false` while it is switched off. */
  on: boolean;
  /** Of its settings: grows by one with each save. */
  revision: number;
}

interface Row {
  document: string;
  live_version: number;
  is_on: number;
  revision: number;
}

const columns = "document, live_version, is_on, revision";

export async function listSites(db: D1Database): Promise<StoredSite[]> {
  const { results } = await db.prepare(`SELECT ${columns} FROM sites ORDER BY id`).all<Row>();
  return results.map(fromRow);
}

export async function findSite(db: D1Database, id: string): Promise<StoredSite | undefined> {
  const row = await db.prepare(`SELECT ${columns} FROM sites WHERE id = ?`).bind(id).first<Row>();
  return row === null ? undefined : fromRow(row);
}

/**
 * Creates the site or replaces its settings; what is published stays.
 * @param over the revision that was seen, 0 for a new site; without it, whatever is there.
 * @param also written in the same batch.
 * @returns whether it was saved; `false` where it is another revision by now.
 */
export async function saveSite(
  db: D1Database,
  site: Site,
  over?: number,
  also: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  const save = db
    .prepare(
      `INSERT INTO sites (id, document) VALUES (?1, ?2)
       ON CONFLICT (id) DO UPDATE SET document = ?2, revision = revision + 1 WHERE ?3 IS NULL OR revision = ?3`,
    )
    .bind(site.id, JSON.stringify(site), over ?? null);
  const [saved] = await db.batch([save, ...also]);
  return saved?.meta.changes === 1;
}

function fromRow(row: Row): StoredSite {
  const checked = check(Site, JSON.parse(row.document));
  if (!checked.ok) throw new Error(`A stored site is malformed: ${JSON.stringify(checked.problems)}`);
  return { site: checked.value, liveVersion: row.live_version, on: row.is_on === 1, revision: row.revision };
}
