import type { Person } from "./versions.ts";

/** One turn of a site's switch. */
interface SiteSwitch {
  on: boolean;
  atMs: number;
  by: Person;
}

/**
 * Switches Edgewise on or off for a site, in the row that every isolate looks at. It needs nothing else: neither the
 * site's document nor a bundle is read, nor KV asked.
 * @param also written where it was the other way before, in the same batch
 * @returns whether there is such a site
 */
export async function switchSite(
  db: D1Database,
  site: string,
  { on, atMs, by }: SiteSwitch,
  also: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  const results = await db.batch([
    db
      .prepare(
        `INSERT INTO site_switches (site, at_ms, is_on, switched_by, switched_by_name)
         SELECT id, ?2, ?3, ?4, ?5 FROM sites WHERE id = ?1 AND is_on <> ?3`,
      )
      .bind(site, atMs, on ? 1 : 0, by.id, by.name),
    ...also,
    db.prepare("UPDATE sites SET is_on = ?2 WHERE id = ?1").bind(site, on ? 1 : 0),
  ]);
  return (results.at(-1)?.meta.changes ?? 0) > 0;
}

/** The latest first. */
export async function listSwitches(db: D1Database, site: string): Promise<SiteSwitch[]> {
  const { results } = await db
    .prepare(
      `SELECT at_ms, is_on, switched_by AS id, switched_by_name AS name FROM site_switches
       WHERE site = ? ORDER BY at_ms DESC, rowid DESC LIMIT 100`,
    )
    .bind(site)
    .all<{ at_ms: number; is_on: number } & Person>();
  return results.map(({ at_ms, is_on, id, name }) => ({ on: is_on === 1, atMs: at_ms, by: { id, name } }));
}
