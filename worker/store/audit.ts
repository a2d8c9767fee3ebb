import type { AuditAction, AuditedThing } from "../../model/audit.ts";
import { differenceOf } from "./difference.ts";

const dayMs = 24 * 60 * 60_000;
/** Two years. */
const keptForMs = 730 * dayMs;

/** Something that somebody did. */
export interface Deed {
  /** Empty for what is of no site. */
  site: string;
  /** A user, or a key: `key:` and its id; with its name as it is now. */
  by: { id: string; name: string };
  what: AuditAction;
  about: AuditedThing;
  /** Without secrets, and of shoppers nothing but a profile's id, which stands in `about` alone. */
  before?: object | null;
  after?: object | null;
  atMs: number;
}

/** A deed as it was written down: of `before` and `after`, the fields that differ. */
export interface AuditEntry extends Required<Deed> {
  /** Later ones have greater ids. */
  id: number;
}

const columns = "site, at_ms, by_id, by_name, what, kind, about, name, before, after";

/** Writes a deed down, in the same batch as what was done. */
export function auditRow(db: D1Database, deed: Deed): D1PreparedStatement {
  return insert(db, deed, "TRUE");
}

/** The same, if the statement right before it in the batch changed anything. */
export function auditRowIfChanged(db: D1Database, deed: Deed): D1PreparedStatement {
  return insert(db, deed, "changes() > 0");
}

function insert(
  db: D1Database,
  { site, by, what, about, before = null, after = null, atMs }: Deed,
  condition: "TRUE" | "changes() > 0",
): D1PreparedStatement {
  const differing = differenceOf(before, after);
  const texts = [differing.before, differing.after].map((part) =>
    part === null ? null : JSON.stringify(part),
  );
  return db
    .prepare(`INSERT INTO audit (${columns}) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE ${condition}`)
    .bind(site, atMs, by.id, by.name, what, about.kind, about.id, about.name, ...texts);
}

/** Which entries: `undefined` is no limit. */
export interface AuditQuery {
  sites: readonly string[];
  by: string | undefined;
  kind: string | undefined;
  about: string | undefined;
  /** Only those with smaller ids. */
  before: number;
  limit: number;
}

interface Row {
  id: number;
  site: string;
  at_ms: number;
  by_id: string;
  by_name: string;
  what: AuditAction;
  kind: string;
  about: string;
  name: string;
  before: string | null;
  after: string | null;
}

/** The latest first. */
export async function listAudit(
  db: D1Database,
  { sites, by, kind, about, before, limit }: AuditQuery,
): Promise<AuditEntry[]> {
  const filters = Object.entries({ by_id: by, kind, about }).filter(([, value]) => value !== undefined);
  const { results } = await db
    .prepare(
      `SELECT id, ${columns} FROM audit WHERE site IN (SELECT value FROM json_each(?)) AND id < ?
       ${filters.map(([column]) => `AND ${column} = ?`).join(" ")} ORDER BY id DESC LIMIT ?`,
    )
    .bind(JSON.stringify(sites), before, ...filters.map(([, value]) => value), limit)
    .all<Row>();
  return results.map(entryOf);
}

/** Nothing tells any more whom a deed was about, if that was one of these profiles. */
export function forgetInAudit(
  db: D1Database,
  site: string,
  profiles: readonly string[],
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE audit SET about = '' WHERE site = ? AND kind = 'profile' AND about IN (SELECT value FROM json_each(?))`,
    )
    .bind(site, JSON.stringify(profiles));
}

export async function forgetOldAudit(db: D1Database, nowMs: number): Promise<void> {
  await db
    .prepare("DELETE FROM audit WHERE at_ms < ?")
    .bind(nowMs - keptForMs)
    .run();
}

function entryOf(row: Row): AuditEntry {
  return {
    id: row.id,
    site: row.site,
    atMs: row.at_ms,
    by: { id: row.by_id, name: row.by_name },
    what: row.what,
    about: { kind: row.kind, id: row.about, name: row.name },
    before: fieldsOf(row.before),
    after: fieldsOf(row.after),
  };
}

function fieldsOf(text: string | null): object | null {
  return text === null ? null : (JSON.parse(text) as object);
}
