import type { IndexRow } from "../../../model/index-row.ts";
import { saveProfiles } from "../../../worker/store/profile-index.ts";

/** How many rows are written to take in what profiles told, each entry of an index counted. */
export async function costOf(db: D1Database, told: readonly IndexRow[], nowMs: number): Promise<number> {
  let rows = 0;
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await db.batch(statements);
    for (const { meta } of results) rows += meta.rows_written;
    return results;
  };
  const counting = { prepare: (sql: string) => db.prepare(sql), batch };
  await saveProfiles(counting as unknown as D1Database, told, nowMs);
  return rows;
}
