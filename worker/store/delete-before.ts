/** Deletes what is older, site by site: rows are in that order, and an index by time would cost a row for each. */
export async function deleteBefore(
  db: D1Database,
  table: "decisions" | "exposures" | "dropped_events",
  untilMs: number,
): Promise<void> {
  const sql = `DELETE FROM ${table} WHERE site IN (SELECT id FROM sites) AND at_ms < ?`;
  await db.prepare(sql).bind(untilMs).run();
}
