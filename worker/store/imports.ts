import { ImportPlan } from "../../model/import-plan.ts";
import { check } from "../../model/problem.ts";

/** What became of rows; all of them together are `rows`. */
export interface RowCounts {
  rows: number;
  accepted: number;
  duplicates: number;
  rejected: number;
}

/** A file that is being imported, or was. */
export interface StoredImport {
  id: string;
  plan: ImportPlan;
  begunAtMs: number;
  begunBy: string;
  /** Of all parts so far. */
  counts: RowCounts & { parts: number };
}

/** A row that was not taken, and why. */
export interface Rejection {
  /** In the file, from 1; headings do not count. */
  row: number;
  code: string;
  message: string;
  source: string;
}

/** A part of a file, once it was taken. */
export interface TakenPart {
  part: number;
  digest: string;
  counts: RowCounts;
  rejections: readonly Rejection[];
}

/** Rows of a file are somebody's data: an import is forgotten after this, with the rows that it did not take. */
const keptForMs = 30 * 24 * 60 * 60_000;

/** An event has no more letters, so what is longer is none. */
const longestSource = 32_768;
/** A text has 2 MB at most, and none of these letters takes more than three bytes. */
const mostLettersAtOnce = 500_000;

/** Begins one. */
export async function beginImport(
  db: D1Database,
  site: string,
  { id, plan, begunAtMs, begunBy }: Omit<StoredImport, "counts">,
  also: readonly D1PreparedStatement[] = [],
): Promise<void> {
  const begin = db
    .prepare("INSERT INTO imports (site, id, plan, begun_at_ms, begun_by) VALUES (?, ?, ?, ?, ?)")
    .bind(site, id, JSON.stringify(plan), begunAtMs, begunBy);
  await db.batch([begin, ...also]);
}

/** Forgets the imports of long ago, of all sites. */
export async function forgetOldImports(db: D1Database, nowMs: number): Promise<void> {
  const old = "(SELECT site, id FROM imports WHERE begun_at_ms < ?)";
  await db.batch(
    [
      "import_rejections WHERE (site, import)",
      "import_parts WHERE (site, import)",
      "imports WHERE (site, id)",
    ].map((from) => db.prepare(`DELETE FROM ${from} IN ${old}`).bind(nowMs - keptForMs)),
  );
}

export async function deleteImport(
  db: D1Database,
  site: string,
  id: string,
  also: readonly D1PreparedStatement[] = [],
): Promise<void> {
  await db.batch([...deletions(db, site, id), ...also]);
}

function deletions(db: D1Database, site: string, id: string): D1PreparedStatement[] {
  return ["import_rejections WHERE import", "import_parts WHERE import", "imports WHERE id"].map((from) =>
    db.prepare(`DELETE FROM ${from} = ? AND site = ?`).bind(id, site),
  );
}

interface Row extends RowCounts {
  id: string;
  plan: string;
  begun_at_ms: number;
  begun_by: string;
  parts: number;
}

const selection = `SELECT imports.id, plan, begun_at_ms, begun_by, COUNT(part) AS parts, IFNULL(SUM(rows), 0) AS rows,
  IFNULL(SUM(accepted), 0) AS accepted, IFNULL(SUM(duplicates), 0) AS duplicates, IFNULL(SUM(rejected), 0) AS rejected
  FROM imports LEFT JOIN import_parts ON import_parts.site = imports.site AND import_parts.import = imports.id
  WHERE imports.site = ?`;

/** The newest first. */
export async function listImports(db: D1Database, site: string): Promise<StoredImport[]> {
  const { results } = await db
    .prepare(`${selection} GROUP BY imports.id ORDER BY begun_at_ms DESC, imports.id LIMIT 100`)
    .bind(site)
    .all<Row>();
  return results.map(fromRow);
}

export async function findImport(
  db: D1Database,
  site: string,
  id: string,
): Promise<StoredImport | undefined> {
  const row = await db
    .prepare(`${selection} AND imports.id = ? GROUP BY imports.id`)
    .bind(site, id)
    .first<Row>();
  return row === null ? undefined : fromRow(row);
}

function fromRow({ id, plan, begun_at_ms, begun_by, ...counts }: Row): StoredImport {
  const checked = check(ImportPlan, JSON.parse(plan));
  if (!checked.ok) throw new Error(`A stored import is malformed: ${JSON.stringify(checked.problems)}`);
  return { id, plan: checked.value, begunAtMs: begun_at_ms, begunBy: begun_by, counts };
}

/** A part that was taken before; without its rejections. */
export async function findPart(
  db: D1Database,
  site: string,
  id: string,
  part: number,
): Promise<Omit<TakenPart, "rejections"> | undefined> {
  const row = await db
    .prepare(
      "SELECT digest, rows, accepted, duplicates, rejected FROM import_parts WHERE site = ? AND import = ? AND part = ?",
    )
    .bind(site, id, part)
    .first<RowCounts & { digest: string }>();
  if (row === null) return undefined;
  const { digest, ...counts } = row;
  return { part, digest, counts };
}

/**
 * Writes down what became of a part, once: of two that are sent at the same time, the first counts. Nothing of one that
 * comes too late for it, or whose import was deleted meanwhile, is kept.
 */
export async function savePart(
  db: D1Database,
  site: string,
  id: string,
  { part, digest, counts, rejections }: TakenPart,
): Promise<void> {
  const { rows, accepted, duplicates, rejected } = counts;
  const insertRejections = db.prepare(
    `INSERT INTO import_rejections (site, import, part, row, code, message, source)
     SELECT site, import, part, value ->> 'row', value ->> 'code', value ->> 'message', value ->> 'source'
     FROM import_parts CROSS JOIN json_each(?1) WHERE site = ?2 AND import = ?3 AND part = ?4 AND digest = ?5
     ON CONFLICT DO NOTHING`,
  );
  await db.batch([
    db
      .prepare(
        `INSERT INTO import_parts (site, import, part, digest, rows, accepted, duplicates, rejected)
         SELECT site, id, ?, ?, ?, ?, ?, ? FROM imports WHERE site = ? AND id = ? ON CONFLICT DO NOTHING`,
      )
      .bind(part, digest, rows, accepted, duplicates, rejected, site, id),
    ...textsOf(rejections).map((text) => insertRejections.bind(text, site, id, part, digest)),
  ]);
}

/** D1 takes few statements and no long texts: rows together as JSON, so many letters at once. */
function textsOf(rejections: readonly Rejection[]): string[] {
  const lists: string[][] = [];
  let letters = Infinity;
  for (const { row, code, message, source } of rejections) {
    // Half a character would make the whole answer unreadable that it is in.
    const cut = { message: message.toWellFormed(), source: source.slice(0, longestSource).toWellFormed() };
    const text = JSON.stringify({ row, code, ...cut });
    letters += text.length;
    if (letters > mostLettersAtOnce) {
      lists.push([]);
      letters = text.length;
    }
    lists.at(-1)?.push(text);
  }
  return lists.map((list) => `[${list.join(",")}]`);
}

/** Rows that were not taken, by part and row. @param most that many at once. */
export async function listRejections(
  db: D1Database,
  site: string,
  id: string,
  after: { part: number; row: number },
  most: number,
): Promise<(Rejection & { part: number })[]> {
  const { results } = await db
    .prepare(
      `SELECT part, row, code, message, source FROM import_rejections
       WHERE site = ?1 AND import = ?2 AND (part, row) > (?3, ?4) ORDER BY part, row LIMIT ?5`,
    )
    .bind(site, id, after.part, after.row, most)
    .all<Rejection & { part: number }>();
  return results;
}
