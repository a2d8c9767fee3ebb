/** Writes down that a challenge was answered. @returns false where it was before. */
export async function isAnsweredFirst(
  db: D1Database,
  challenge: string,
  nowMs: number,
  expiresAtMs: number,
): Promise<boolean> {
  const [, written] = await db.batch([
    db.prepare("DELETE FROM answered_challenges WHERE expires_at_ms <= ?").bind(nowMs),
    db
      .prepare(
        "INSERT INTO answered_challenges (challenge, expires_at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING challenge",
      )
      .bind(challenge, expiresAtMs),
  ]);
  return written?.results.length === 1;
}
