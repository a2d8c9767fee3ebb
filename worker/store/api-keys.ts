import type { ApiKey, NewKey, Scope } from "../../model/api-key.ts";
import type * as v from "valibot";
import { hashToken, newId, newToken } from "./tokens.ts";

/** So that a key's use costs no write each time. */
const usedAgainAfterMs = 60 * 60_000;

interface Row {
  id: string;
  site: string;
  name: string;
  scopes: string;
  created_at_ms: number;
  created_by: string;
  last_used_at_ms: number | null;
  revoked_at_ms: number | null;
}

const columns = "id, site, name, scopes, created_at_ms, created_by, last_used_at_ms, revoked_at_ms";

/** Who calls with a key. */
export interface KeyHolder {
  id: string;
  site: string;
  name: string;
  scopes: readonly Scope[];
  /** Whether it is time to write down that it was used. */
  isUnwritten: boolean;
}

/**
 * Makes a key for a site.
 * @param also what is written in the same batch, of the key as it is made.
 * @returns it, and the secret, which is told this once.
 */
export async function createKey(
  db: D1Database,
  { site, name, scopes }: v.InferOutput<typeof NewKey> & { site: string },
  by: string,
  nowMs: number,
  also: (key: ApiKey) => readonly D1PreparedStatement[] = () => [],
): Promise<{ key: ApiKey; secret: string }> {
  const secret = `ew_${newToken()}`;
  const row: Row = {
    id: newId(),
    site,
    name,
    scopes: JSON.stringify([...new Set(scopes)]),
    created_at_ms: nowMs,
    created_by: by,
    last_used_at_ms: null,
    revoked_at_ms: null,
  };
  const insert = db
    .prepare(
      "INSERT INTO api_keys (id, site, name, token_hash, scopes, created_at_ms, created_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(row.id, site, name, await hashToken(secret), row.scopes, nowMs, by);
  const key = fromRow(row);
  await db.batch([insert, ...also(key)]);
  return { key, secret };
}

/** A site's keys, also those that were revoked, the newest first. */
export async function listKeys(db: D1Database, site: string): Promise<ApiKey[]> {
  const { results } = await db
    .prepare(`SELECT ${columns} FROM api_keys WHERE site = ? ORDER BY created_at_ms DESC, id LIMIT 1000`)
    .bind(site)
    .all<Row>();
  return results.map(fromRow);
}

/**
 * From now on the key opens nothing.
 * @param also what is written in the same batch, where it opened until now.
 * @returns `undefined` where the site has no such key.
 */
export async function revokeKey(
  db: D1Database,
  { site, id }: { site: string; id: string },
  nowMs: number,
  also: (key: ApiKey) => readonly D1PreparedStatement[] = () => [],
): Promise<ApiKey | undefined> {
  const find = db.prepare(`SELECT ${columns} FROM api_keys WHERE site = ? AND id = ?`).bind(site, id);
  const known = await find.first<Row>();
  if (known === null) return undefined;
  const results = await db.batch<Row>([
    db
      .prepare("UPDATE api_keys SET revoked_at_ms = ? WHERE site = ? AND id = ? AND revoked_at_ms IS NULL")
      .bind(nowMs, site, id),
    ...also(fromRow(known)),
    find,
  ]);
  return fromRow(results.at(-1)?.results[0] ?? known);
}

/** @returns who holds this secret; `undefined` where it opens nothing. */
export async function holderOf(
  db: D1Database,
  secret: string,
  nowMs: number,
): Promise<KeyHolder | undefined> {
  const row = await db
    .prepare(`SELECT ${columns} FROM api_keys WHERE token_hash = ? AND revoked_at_ms IS NULL`)
    .bind(await hashToken(secret))
    .first<Row>();
  if (row === null) return undefined;
  const { id, site, name, scopes, last_used_at_ms: usedAtMs } = row;
  const isUnwritten = usedAtMs === null || nowMs - usedAtMs >= usedAgainAfterMs;
  return { id, site, name, scopes: JSON.parse(scopes) as Scope[], isUnwritten };
}

export async function keyWasUsed(db: D1Database, id: string, nowMs: number): Promise<void> {
  await db
    .prepare(
      "UPDATE api_keys SET last_used_at_ms = ?1 WHERE id = ?2 AND (last_used_at_ms IS NULL OR last_used_at_ms <= ?3)",
    )
    .bind(nowMs, id, nowMs - usedAgainAfterMs)
    .run();
}

function fromRow(row: Row): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as Scope[],
    createdAt: new Date(row.created_at_ms).toISOString(),
    createdBy: row.created_by,
    lastUsedAt: isoOrNull(row.last_used_at_ms),
    revokedAt: isoOrNull(row.revoked_at_ms),
  };
}

function isoOrNull(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
