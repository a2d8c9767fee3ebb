import { hashToken, newId, newToken } from "./tokens.ts";
import type { Person } from "./versions.ts";

/** What a link shows. */
export interface Shown {
  rule: string;
  goal: string;
  from: string;
  to: string;
  by: string;
  /** Links of before there was one have none. */
  value?: string;
}

/** A link that opens one result without signing in. */
export interface ResultLink {
  id: string;
  site: string;
  /** What the rule was called when the link was made. */
  name: string;
  shown: Shown;
  madeAtMs: number;
  madeBy: Person;
  expiresAtMs: number;
  revokedAtMs: number | null;
}

interface Row {
  id: string;
  site: string;
  rule: string;
  name: string;
  shown: string;
  made_at_ms: number;
  made_by: string;
  made_by_name: string;
  expires_at_ms: number;
  revoked_at_ms: number | null;
}

const columns =
  "id, site, rule, name, shown, made_at_ms, made_by, made_by_name, expires_at_ms, revoked_at_ms";
const mostListed = 200;

/**
 * Makes a link. Of the token only a hash is kept.
 * @param also what is written in the same batch.
 * @returns it, and the token, which is told this once.
 */
export async function makeResultLink(
  db: D1Database,
  making: Omit<ResultLink, "id" | "revokedAtMs">,
  also: (link: ResultLink) => readonly D1PreparedStatement[],
): Promise<{ link: ResultLink; token: string }> {
  const token = newToken();
  const link: ResultLink = { ...making, id: newId(), revokedAtMs: null };
  const { rule, ...shown } = link.shown;
  await db.batch([
    db
      .prepare("DELETE FROM result_links WHERE site = ? AND expires_at_ms <= ?")
      .bind(link.site, link.madeAtMs),
    db
      .prepare(
        `INSERT INTO result_links (id, site, token_hash, rule, name, shown, made_at_ms, made_by, made_by_name, expires_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        link.id,
        link.site,
        await hashToken(token),
        rule,
        link.name,
        JSON.stringify(shown),
        link.madeAtMs,
        link.madeBy.id,
        link.madeBy.name,
        link.expiresAtMs,
      ),
    ...also(link),
  ]);
  return { link, token };
}

/** A site's links that still open something, the newest first. */
export async function listResultLinks(db: D1Database, site: string, nowMs: number): Promise<ResultLink[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM result_links WHERE site = ? AND expires_at_ms > ? AND revoked_at_ms IS NULL
       ORDER BY made_at_ms DESC, id LIMIT ?`,
    )
    .bind(site, nowMs, mostListed)
    .all<Row>();
  return results.map(linkOf);
}

/** @returns what the token opens; `undefined` where it was never made, is too old or was taken back. */
export async function openResultLink(
  db: D1Database,
  token: string,
  nowMs: number,
): Promise<ResultLink | undefined> {
  const row = await db
    .prepare(
      `SELECT ${columns} FROM result_links WHERE token_hash = ? AND expires_at_ms > ? AND revoked_at_ms IS NULL`,
    )
    .bind(await hashToken(token), nowMs)
    .first<Row>();
  return row === null ? undefined : linkOf(row);
}

/**
 * From now on the link opens nothing.
 * @param also what is written in the same batch, where it opened something until now.
 * @returns `undefined` where the site has no such link.
 */
export async function revokeResultLink(
  db: D1Database,
  { site, id }: { site: string; id: string },
  nowMs: number,
  also: (link: ResultLink) => readonly D1PreparedStatement[],
): Promise<ResultLink | undefined> {
  const find = db.prepare(`SELECT ${columns} FROM result_links WHERE site = ? AND id = ?`).bind(site, id);
  const known = await find.first<Row>();
  if (known === null) return undefined;
  const results = await db.batch<Row>([
    db
      .prepare(
        "UPDATE result_links SET revoked_at_ms = ? WHERE site = ? AND id = ? AND revoked_at_ms IS NULL",
      )
      .bind(nowMs, site, id),
    ...also(linkOf(known)),
    find,
  ]);
  return linkOf(results.at(-1)?.results[0] ?? known);
}

function linkOf(row: Row): ResultLink {
  return {
    id: row.id,
    site: row.site,
    name: row.name,
    shown: { rule: row.rule, ...(JSON.parse(row.shown) as Omit<Shown, "rule">) },
    madeAtMs: row.made_at_ms,
    madeBy: { id: row.made_by, name: row.made_by_name },
    expiresAtMs: row.expires_at_ms,
    revokedAtMs: row.revoked_at_ms,
  };
}
