import type { DocumentChange } from "../../model/configuration-changes.ts";
import type { Finding } from "../../model/document-at.ts";
import type { Person } from "./versions.ts";

/** What is to go live on a site later. */
export interface PlannedPublish {
  site: string;
  atMs: number;
  /** As they were drafted when it was planned. */
  changes: DocumentChange[];
  note: string;
  plannedAtMs: number;
  by: Person;
  /** Why it did not go live; `null` while it waits. */
  problems: Finding[] | null;
}

interface Row {
  site: string;
  at_ms: number;
  changes: string;
  note: string;
  planned_at_ms: number;
  by_id: string;
  by_name: string;
  problems: string | null;
}

/** @returns whether it was planned; `false` where something is planned already. @param also written with it, in one batch. */
export async function planPublish(
  db: D1Database,
  { site, atMs, changes, note, plannedAtMs, by }: Omit<PlannedPublish, "problems">,
  also: readonly D1PreparedStatement[],
): Promise<boolean> {
  const [planned] = await db.batch([
    db
      .prepare(
        `INSERT INTO planned_publishes (site, at_ms, changes, note, planned_at_ms, by_id, by_name)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .bind(site, atMs, JSON.stringify(changes), note, plannedAtMs, by.id, by.name),
    ...also,
  ]);
  return planned?.meta.changes === 1;
}

export async function findPlanned(db: D1Database, site: string): Promise<PlannedPublish | undefined> {
  const row = await db.prepare("SELECT * FROM planned_publishes WHERE site = ?").bind(site).first<Row>();
  return row === null ? undefined : plannedOf(row);
}

/** Those whose time has come, the earliest first. */
export async function listDue(db: D1Database, nowMs: number, most: number): Promise<PlannedPublish[]> {
  const { results } = await db
    .prepare("SELECT * FROM planned_publishes WHERE at_ms <= ? AND problems IS NULL ORDER BY at_ms LIMIT ?")
    .bind(nowMs, most)
    .all<Row>();
  return results.map(plannedOf);
}

/** It is not to go live any more, or did. */
export function dropPlanned(
  db: D1Database,
  { site, plannedAtMs }: Pick<PlannedPublish, "site" | "plannedAtMs">,
): D1PreparedStatement {
  return db
    .prepare("DELETE FROM planned_publishes WHERE site = ? AND planned_at_ms = ?")
    .bind(site, plannedAtMs);
}

/** It did not go live, and says why until somebody takes it away. */
export function plannedFailed(
  db: D1Database,
  { site, plannedAtMs }: Pick<PlannedPublish, "site" | "plannedAtMs">,
  problems: readonly Finding[],
): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE planned_publishes SET problems = ? WHERE site = ? AND planned_at_ms = ? AND problems IS NULL",
    )
    .bind(JSON.stringify(problems), site, plannedAtMs);
}

function plannedOf(row: Row): PlannedPublish {
  return {
    site: row.site,
    atMs: row.at_ms,
    changes: JSON.parse(row.changes) as DocumentChange[],
    note: row.note,
    plannedAtMs: row.planned_at_ms,
    by: { id: row.by_id, name: row.by_name },
    problems: row.problems === null ? null : (JSON.parse(row.problems) as Finding[]),
  };
}
