/** Of one person. */
const mostPasskeys = 20;

/** A passkey as its holder may look at it. */
export interface StoredPasskey {
  /** The credential's id, base64url. */
  id: string;
  name: string;
  addedAtMs: number;
  /** `null` until it was signed in with. */
  usedAtMs: number | null;
}

/** What a passkey is known again by. */
export interface PasskeyKey {
  id: string;
  user: string;
  /** COSE, base64url. */
  publicKey: string;
  /** How often it was used, where it counts that. */
  counter: number;
}

/** Somebody's passkeys, the newest first. */
export async function listPasskeys(db: D1Database, user: string): Promise<StoredPasskey[]> {
  const { results } = await db
    .prepare(
      "SELECT id, name, added_at_ms AS addedAtMs, used_at_ms AS usedAtMs FROM passkeys WHERE user = ? ORDER BY added_at_ms DESC, id",
    )
    .bind(user)
    .all<StoredPasskey>();
  return results;
}

export async function findPasskey(db: D1Database, id: string): Promise<PasskeyKey | undefined> {
  const row = await db
    .prepare("SELECT id, user, public_key AS publicKey, counter FROM passkeys WHERE id = ?")
    .bind(id)
    .first<PasskeyKey>();
  return row ?? undefined;
}

/**
 * @param also what is written in the same batch.
 * @returns false where somebody has this passkey already, or they have too many.
 */
export async function addPasskey(
  db: D1Database,
  passkey: PasskeyKey & { name: string },
  nowMs: number,
  also: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  const [added] = await db.batch([
    db
      .prepare(
        `INSERT OR IGNORE INTO passkeys (id, user, name, public_key, counter, added_at_ms)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE (SELECT COUNT(*) FROM passkeys WHERE user = ?2) < ?7`,
      )
      .bind(passkey.id, passkey.user, passkey.name, passkey.publicKey, passkey.counter, nowMs, mostPasskeys),
    ...also,
  ]);
  return added?.meta.changes === 1;
}

export async function passkeyWasUsed(
  db: D1Database,
  id: string,
  counter: number,
  nowMs: number,
): Promise<void> {
  await db
    .prepare("UPDATE passkeys SET counter = MAX(counter, ?), used_at_ms = ? WHERE id = ?")
    .bind(counter, nowMs, id)
    .run();
}

/**
 * @param also what is written in the same batch.
 * @returns false where they have no such passkey.
 */
export async function removePasskey(
  db: D1Database,
  user: string,
  id: string,
  also: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  const [removed] = await db.batch([
    db.prepare("DELETE FROM passkeys WHERE user = ? AND id = ?").bind(user, id),
    ...also,
  ]);
  return removed?.meta.changes === 1;
}
