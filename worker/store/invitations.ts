import type { Role } from "../../model/user.ts";
import { auditRowIfChanged } from "./audit.ts";
import { hashToken, newId, newToken } from "./tokens.ts";

const lastsMs = 7 * 24 * 60 * 60_000;
/** So that the list of them stays one that somebody can read. */
const mostInvitations = 200;

/** Somebody who was invited and did not come yet. */
export interface StoredInvitation {
  id: string;
  name: string;
  email: string;
  role: Role;
  madeAtMs: number;
  /** The name of whoever invited them. */
  madeBy: string;
  expiresAtMs: number;
}

const selected = `SELECT invitations.id, invitations.name, invitations.email, invitations.role, made_at_ms AS madeAtMs,
  users.name AS madeBy, expires_at_ms AS expiresAtMs FROM invitations JOIN users ON users.id = made_by`;

/**
 * Invites somebody. An older invitation to the same address opens nothing any more.
 * @param also what is written in the same batch, of its id.
 * @returns it, and the token, which is told this once; `undefined` where the address is an account's already, or there are
 * too many invitations.
 */
export async function invite(
  db: D1Database,
  wanted: { name: string; email: string; role: Role },
  by: string,
  nowMs: number,
  also: (id: string) => readonly D1PreparedStatement[] = () => [],
): Promise<{ invitation: StoredInvitation; token: string } | undefined> {
  const token = newToken();
  const id = newId();
  await db.batch([
    db.prepare("DELETE FROM invitations WHERE expires_at_ms <= ? OR email = ?").bind(nowMs, wanted.email),
    db
      .prepare(
        `INSERT INTO invitations (id, token_hash, name, email, role, made_at_ms, made_by, expires_at_ms)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = ?4)
         AND (SELECT COUNT(*) FROM invitations) < ?9`,
      )
      .bind(
        id,
        await hashToken(token),
        wanted.name,
        wanted.email,
        wanted.role,
        nowMs,
        by,
        nowMs + lastsMs,
        mostInvitations,
      ),
    ...also(id),
  ]);
  const invitation = await findInvitation(db, id);
  return invitation === undefined ? undefined : { invitation, token };
}

export async function findInvitation(db: D1Database, id: string): Promise<StoredInvitation | undefined> {
  const find = db.prepare(`${selected} WHERE invitations.id = ?`).bind(id);
  return (await find.first<StoredInvitation>()) ?? undefined;
}

/** Whoever was invited and did not come yet, the newest first. */
export async function listInvitations(db: D1Database, nowMs: number): Promise<StoredInvitation[]> {
  const { results } = await db
    .prepare(`${selected} WHERE expires_at_ms > ? ORDER BY made_at_ms DESC, invitations.id`)
    .bind(nowMs)
    .all<StoredInvitation>();
  return results;
}

/**
 * The invitation opens nothing any more.
 * @param also what is written in the same batch.
 * @returns false where there is no such invitation.
 */
export async function withdrawInvitation(
  db: D1Database,
  id: string,
  also: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  const [withdrawn] = await db.batch([db.prepare("DELETE FROM invitations WHERE id = ?").bind(id), ...also]);
  return withdrawn?.meta.changes === 1;
}

/**
 * Makes an account of an invitation, once.
 * @returns whose it is; `undefined` where the invitation is unknown, used or too old, or its address is an account's by now.
 */
export async function acceptInvitation(
  db: D1Database,
  token: string,
  nowMs: number,
): Promise<string | undefined> {
  const hash = await hashToken(token);
  const invited = await db
    .prepare(`${selected} WHERE token_hash = ? AND expires_at_ms > ?`)
    .bind(hash, nowMs)
    .first<StoredInvitation>();
  if (invited === null) return undefined;
  const id = newId();
  const { name, email, role } = invited;
  const [added] = await db.batch([
    db
      .prepare(
        `INSERT INTO users (id, name, email, role, added_at_ms) SELECT ?1, name, email, role, ?3 FROM invitations
         WHERE token_hash = ?2 AND expires_at_ms > ?3 ON CONFLICT DO NOTHING RETURNING id`,
      )
      .bind(id, hash, nowMs),
    auditRowIfChanged(db, {
      site: "",
      by: { id, name },
      what: "invitation.accepted",
      about: { kind: "invitation", id: invited.id, name },
      after: { email, role },
      atMs: nowMs,
    }),
    db.prepare("DELETE FROM invitations WHERE token_hash = ?").bind(hash),
  ]);
  return added?.results.length === 1 ? id : undefined;
}
