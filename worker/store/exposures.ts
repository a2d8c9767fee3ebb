import type { ExposuresRecord } from "../record/record-exposures.ts";
import { deleteBefore } from "./delete-before.ts";

/** As long as the decisions that they are compared with. */
const keptForMs = 48 * 60 * 60_000;

/** What became of a rule's changes in browsers, in pages. */
export interface RuleExposures {
  seen: number;
  /** By change, as `changeId` names it: those that the shop's own scripts undid. */
  undone: ReadonlyMap<string, Undone>;
}

export interface Undone {
  restored: number;
  lost: number;
}

/** Writes down what browsers reported. A record that was delivered twice is one record. */
export async function saveExposures(db: D1Database, records: readonly ExposuresRecord[]): Promise<void> {
  const insert = db.prepare(
    "INSERT INTO exposures (site, at_ms, id, counts) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  await db.batch(
    records.map(({ id, site, counts, atMs }) => insert.bind(site, atMs, id, JSON.stringify(counts))),
  );
}

export async function forgetOldExposures(db: D1Database, nowMs: number): Promise<void> {
  await deleteBefore(db, "exposures", nowMs - keptForMs);
}

/** What became of each rule's changes since a moment; rules of which nothing was reported are not in it. */
export async function countExposures(
  db: D1Database,
  site: string,
  sinceMs: number,
): Promise<Map<string, RuleExposures>> {
  const { results } = await db
    .prepare(
      `SELECT c.value ->> 'rule' AS rule, c.value ->> 'what' AS what, c.value ->> 'change' AS change,
         SUM(c.value ->> 'pages') AS pages
       FROM exposures AS e, json_each(e.counts) AS c WHERE e.site = ? AND e.at_ms >= ? GROUP BY 1, 2, 3`,
    )
    .bind(site, sinceMs)
    .all<{ rule: string; what: keyof Undone | "seen"; change: string; pages: number }>();
  const byRule = new Map<string, { seen: number; undone: Map<string, Undone> }>();
  for (const { rule, what, change, pages } of results) {
    const exposures = byRule.get(rule) ?? { seen: 0, undone: new Map<string, Undone>() };
    byRule.set(rule, exposures);
    if (what === "seen") exposures.seen += pages;
    else
      exposures.undone.set(change, {
        ...(exposures.undone.get(change) ?? { restored: 0, lost: 0 }),
        [what]: pages,
      });
  }
  return byRule;
}
