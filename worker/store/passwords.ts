/** Whose account an e-mail address is, with the hash of its password where it has one. */
export interface Account {
  id: string;
  password: string | null;
}

export async function accountOf(db: D1Database, email: string): Promise<Account | undefined> {
  return (
    (await db.prepare("SELECT id, password FROM users WHERE email = ?").bind(email).first<Account>()) ??
    undefined
  );
}

/**
 * Writes down the hash of somebody's password, and ends all of their sessions but one: somebody else may know the old one.
 * @param hash `null` takes the password away.
 * @param also what is written in the same batch, right behind the change.
 * @returns false where nothing changed: they have no e-mail address to sign in by, or no password to take away.
 */
export async function savePassword(
  db: D1Database,
  { user, session }: { user: string; session: string },
  hash: string | null,
  nowMs: number,
  also: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  const [saved] = await db.batch([
    db
      .prepare(
        `UPDATE users SET password = ?2, password_set_at_ms = ?3
         WHERE id = ?1 AND email IS NOT NULL AND COALESCE(?2, password) IS NOT NULL RETURNING id`,
      )
      .bind(user, hash, hash === null ? null : nowMs),
    ...also,
    db
      .prepare(
        "DELETE FROM sessions WHERE user = ?1 AND id <> ?2 AND EXISTS (SELECT 1 FROM users WHERE id = ?1 AND email IS NOT NULL)",
      )
      .bind(user, session),
  ]);
  return saved?.results.length === 1;
}
