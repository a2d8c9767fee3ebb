import type { IndexRow } from "../../../model/index-row.ts";
import { saveProfiles } from "../../../worker/store/profile-index.ts";
import { madeUpProfile, nowMs } from "./made-up-profile.ts";

/** What it costs to tell the index of a profile, in rows written. */
export async function rowsWritten(db: D1Database): Promise<[what: string, rows: number][]> {
  const cells: [string, number][] = [];
  for (const [who, number] of [
    ["unknown visitor", 1],
    ["person with a name and 3 identities", 0],
  ] as const) {
    const first = { ...madeUpProfile(number), site: "cost" };
    const later = { ...first, version: 2, seenAtMs: first.seenAtMs + 1 };
    const steps: [string, IndexRow][] = [
      ["new", first],
      ["told again", later],
      ["delivered again", later],
      ["moved into another", { ...first, version: 3, gone: true }],
    ];
    for (const [step, row] of steps) cells.push([`${who}, ${step}`, await costOf(db, row)]);
  }
  return cells;
}

async function costOf(db: D1Database, row: IndexRow): Promise<number> {
  let rows = 0;
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await db.batch(statements);
    for (const { meta } of results) rows += meta.rows_written;
    return results;
  };
  const counting = { prepare: (sql: string) => db.prepare(sql), batch };
  await saveProfiles(counting as unknown as D1Database, [row], nowMs);
  return rows;
}
