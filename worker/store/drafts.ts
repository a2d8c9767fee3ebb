import { type Configuration, emptyConfiguration, type Kind } from "../../model/configuration.ts";

/** A document as it is being edited. */
export interface StoredDraft<K extends Kind = Kind> {
  kind: K;
  id: string;
  document: Configuration[K][number];
  /** Grows by one with each save. */
  revision: number;
  updatedAtMs: number;
}

interface Row {
  kind: Kind;
  id: string;
  document: string;
  revision: number;
  updated_at_ms: number;
}

const columns = "kind, id, document, revision, updated_at_ms";

/** Every draft of a site, by kind and id. */
export async function listDrafts(db: D1Database, site: string): Promise<StoredDraft[]> {
  const { results } = await db
    .prepare(`SELECT ${columns} FROM drafts WHERE site = ? ORDER BY kind, id`)
    .bind(site)
    .all<Row>();
  return results.map((row) => fromRow<Kind>(row));
}

export async function listDraftsOf<K extends Kind>(
  db: D1Database,
  site: string,
  kind: K,
): Promise<StoredDraft<K>[]> {
  const { results } = await db
    .prepare(`SELECT ${columns} FROM drafts WHERE site = ? AND kind = ? ORDER BY id`)
    .bind(site, kind)
    .all<Row>();
  return results.map((row) => fromRow<K>(row));
}

export async function findDraft<K extends Kind>(
  db: D1Database,
  site: string,
  kind: K,
  id: string,
): Promise<StoredDraft<K> | undefined> {
  const row = await db
    .prepare(`SELECT ${columns} FROM drafts WHERE site = ? AND kind = ? AND id = ?`)
    .bind(site, kind, id)
    .first<Row>();
  return row === null ? undefined : fromRow<K>(row);
}

/** What a save says of itself. */
export interface Save<K extends Kind> {
  site: string;
  kind: K;
  document: Configuration[K][number];
  /** The revision that was edited; 0 for a new document. */
  over: number;
  by: string;
  nowMs: number;
  /** Written after it, in the same batch. */
  also?: readonly D1PreparedStatement[];
}

/** Of the one that was deleted under this id; 0 where there was none. */
const lastRevision =
  "COALESCE((SELECT revision FROM deleted_drafts WHERE site = ?1 AND kind = ?2 AND id = ?3), 0)";

/** @returns whether it was saved; `false` where somebody saved a newer revision meanwhile. */
export async function saveDraft<K extends Kind>(db: D1Database, save: Save<K>): Promise<boolean> {
  const { site, kind, document, over, by, nowMs, also = [] } = save;
  const text = JSON.stringify(document);
  const statement =
    over === 0
      ? db
          .prepare(
            `INSERT INTO drafts (site, kind, id, document, revision, updated_at_ms, updated_by)
             VALUES (?1, ?2, ?3, ?4, ${lastRevision} + 1, ?6, ?7) ON CONFLICT DO NOTHING`,
          )
          .bind(site, kind, document.id, text, over, nowMs, by)
      : db
          .prepare(
            `UPDATE drafts SET document = ?4, revision = revision + 1, updated_at_ms = ?6, updated_by = ?7
             WHERE site = ?1 AND kind = ?2 AND id = ?3 AND revision = ?5`,
          )
          .bind(site, kind, document.id, text, over, nowMs, by);
  const [saved] = await db.batch([statement, ...also]);
  return saved?.meta.changes === 1;
}

/** @returns whether it was deleted; `false` where somebody saved or deleted it meanwhile. @param also as of a save. */
export async function deleteDraft(
  db: D1Database,
  { site, kind, id, over }: { site: string; kind: Kind; id: string; over: number },
  also: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  const one = "site = ?1 AND kind = ?2 AND id = ?3 AND revision = ?4";
  const [, deleted] = await db.batch([
    db.prepare(`${rememberRevisions} WHERE ${one}`).bind(site, kind, id, over),
    db.prepare(`DELETE FROM drafts WHERE ${one}`).bind(site, kind, id, over),
    ...also,
  ]);
  return deleted?.meta.changes === 1;
}

/** Before drafts are deleted. */
const rememberRevisions =
  "INSERT OR REPLACE INTO deleted_drafts (site, kind, id, revision) SELECT site, kind, id, revision FROM drafts";

/** Switches a rule's draft, as it stands when this is run. */
export function switchDraft(
  db: D1Database,
  { site, id, on, by, nowMs }: { site: string; id: string; on: boolean; by: string; nowMs: number },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE drafts SET document = json_set(document, '$.on', json(?3)), revision = revision + 1, updated_at_ms = ?4, updated_by = ?5
       WHERE site = ?1 AND kind = 'rules' AND id = ?2`,
    )
    .bind(site, id, String(on), nowMs, by);
}

/** Gives a rule's draft, as it stands when this is run, another priority. */
export function prioritiseDraft(
  db: D1Database,
  {
    site,
    id,
    priority,
    by,
    nowMs,
  }: { site: string; id: string; priority: number; by: string; nowMs: number },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE drafts SET document = json_set(document, '$.priority', ?3), revision = revision + 1, updated_at_ms = ?4, updated_by = ?5
       WHERE site = ?1 AND kind = 'rules' AND id = ?2`,
    )
    .bind(site, id, priority, nowMs, by);
}

/** Makes the drafts what `configuration` holds, and nothing else. */
export async function replaceDrafts(
  db: D1Database,
  site: string,
  documents: readonly Pick<StoredDraft, "kind" | "id" | "document">[],
  by: string,
  nowMs: number,
  also: readonly D1PreparedStatement[] = [],
): Promise<void> {
  await db.batch([
    db.prepare(`${rememberRevisions} WHERE site = ?`).bind(site),
    db.prepare("DELETE FROM drafts WHERE site = ?").bind(site),
    ...documents.map(({ kind, id, document }) =>
      db
        .prepare(
          `INSERT INTO drafts (site, kind, id, document, revision, updated_at_ms, updated_by)
           VALUES (?1, ?2, ?3, ?4, ${lastRevision} + 1, ?5, ?6)`,
        )
        // A page that is still open elsewhere must not save over what was restored here.
        .bind(site, kind, id, JSON.stringify(document), nowMs, by),
    ),
    ...also,
  ]);
}

function fromRow<K extends Kind>(row: Row): StoredDraft<K> {
  return {
    kind: row.kind as K,
    id: row.id,
    document: JSON.parse(row.document) as Configuration[K][number],
    revision: row.revision,
    updatedAtMs: row.updated_at_ms,
  };
}

/** The drafts as the configuration that they would be. */
export function configurationFrom(drafts: readonly StoredDraft[]): Configuration {
  const configuration = structuredClone(emptyConfiguration);
  for (const { kind, document } of drafts) (configuration[kind] as unknown[]).push(document);
  return configuration;
}
