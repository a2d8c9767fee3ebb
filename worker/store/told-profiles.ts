import type { IndexRow } from "../../model/index-row.ts";
import { withoutErased } from "./erasures.ts";
import { forgetProfiles } from "./forget-profiles.ts";
import { saveProfiles } from "./profile-index.ts";

/** Takes what profiles told into the index, but for whoever was erased. The same again, or older, changes nothing. */
export async function saveToldProfiles(
  db: D1Database,
  told: readonly IndexRow[],
  nowMs: number,
): Promise<void> {
  const rows = await withoutErased(db, told);
  await saveProfiles(db, rows, nowMs);
  // An erasure that began since may have been at the index before these rows.
  const kept = new Set(await withoutErased(db, rows));
  for (const row of rows) if (!kept.has(row)) await forgetProfiles(db, row.site, [row.id]);
}
