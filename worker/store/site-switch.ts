/** One turn of a site's switch. */
export interface SiteSwitch {
  on: boolean;
  atMs: number;
  by: string;
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
        `INSERT INTO site_switches (site, at_ms, is_on, switched_by)
         SELECT id, ?2, ?3, ?4 FROM sites WHERE id = ?1 AND is_on <> ?3`,
      )
      .bind(site, atMs, on ? 1 : 0, by),
    ...also,
    db.prepare("UPDATE sites SET is_on = ?2 WHERE id = ?1").bind(site, on ? 1 : 0),
  ]);
  return (results.at(-1)?.meta.changes ?? 0) > 0;
}

/** The latest first. */
export async function listSwitches(db: D1Database, site: string): Promise<SiteSwitch[]> {
  const { results } = await db
    .prepare(
      "SELECT at_ms, is_on, switched_by FROM site_switches WHERE site = ? ORDER BY at_ms DESC, rowid DESC LIMIT 100",
    )
    .bind(site)
    .all<{ at_ms: number; is_on: number; switched_by: string }>();
  return results.map((row) => ({ on: row.is_on === 1, atMs: row.at_ms, by: row.switched_by }));
}
