import type { Role } from "../../model/user.ts";

/** Somebody who works with the dashboard, with what an owner may know of how they sign in. */
export interface StoredUser {
  id: string;
  name: string;
  /** `null` for the first owner, until they say it. */
  email: string | null;
  role: Role;
  addedAtMs: number;
  /** `null` while they have none. */
  passwordSetAtMs: number | null;
  passkeys: number;
  /** `null` where they are signed in nowhere. */
  seenAtMs: number | null;
}

const selected = `SELECT id, name, email, role, added_at_ms AS addedAtMs, password_set_at_ms AS passwordSetAtMs,
  (SELECT COUNT(*) FROM passkeys WHERE passkeys.user = users.id) AS passkeys,
  (SELECT MAX(seen_at_ms) FROM sessions WHERE sessions.user = users.id) AS seenAtMs FROM users`;

/** One owner stays, always: without one, nobody could let anybody in. */
const anotherOwnerStays =
  "(role <> 'owner' OR EXISTS (SELECT 1 FROM users AS others WHERE others.role = 'owner' AND others.id <> users.id))";

/** Everybody, by name. */
export async function listUsers(db: D1Database): Promise<StoredUser[]> {
  const { results } = await db
    .prepare(`${selected} ORDER BY name COLLATE NOCASE, id LIMIT 1000`)
    .all<StoredUser>();
  return results;
}

export async function findUser(db: D1Database, id: string): Promise<StoredUser | undefined> {
  return (await db.prepare(`${selected} WHERE id = ?`).bind(id).first<StoredUser>()) ?? undefined;
}

/** What became of a change that must leave an owner. */
export type Outcome = "done" | "last_owner" | "not_found";

/**
 * Gives somebody another role. Whoever is no owner any more has invited nobody.
 * @param also what is written in the same batch, right behind the change.
 */
export async function changeRole(
  db: D1Database,
  id: string,
  role: Role,
  also: readonly D1PreparedStatement[] = [],
): Promise<Outcome> {
  const [changed] = await db.batch([
    db
      .prepare(
        `UPDATE users SET role = ?2 WHERE id = ?1 AND (?2 = 'owner' OR ${anotherOwnerStays}) RETURNING id`,
      )
      .bind(id, role),
    ...also,
    db
      .prepare(
        "DELETE FROM invitations WHERE made_by = ?1 AND NOT EXISTS (SELECT 1 FROM users WHERE id = ?1 AND role = 'owner')",
      )
      .bind(id),
  ]);
  return outcomeOf(db, id, changed?.results.length === 1);
}

/**
 * Removes somebody, with their sessions, passkeys and links, and the invitations that they made.
 * @param also what is written in the same batch.
 */
export async function removeUser(
  db: D1Database,
  id: string,
  also: readonly D1PreparedStatement[] = [],
): Promise<Outcome> {
  const [removed] = await db.batch([
    db.prepare(`DELETE FROM users WHERE id = ? AND ${anotherOwnerStays} RETURNING id`).bind(id),
    ...also,
  ]);
  return outcomeOf(db, id, removed?.results.length === 1);
}

async function outcomeOf(db: D1Database, id: string, isDone: boolean): Promise<Outcome> {
  if (isDone) return "done";
  return (await findUser(db, id)) === undefined ? "not_found" : "last_owner";
}

/**
 * Writes down what somebody says of themselves.
 * @param also what is written in the same batch.
 * @returns false where the address is another account's.
 */
export async function changeDetails(
  db: D1Database,
  id: string,
  { name, email }: { name: string; email: string },
  also: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  const [changed] = await db.batch([
    db.prepare("UPDATE OR IGNORE users SET name = ?2, email = ?3 WHERE id = ?1").bind(id, name, email),
    ...also,
  ]);
  return changed?.meta.changes === 1;
}
