/** Failures of somebody, who is a keyed digest, and how many of them there may be. */
export interface Failing {
  who: string;
  most: number;
}

const rememberedMs = 15 * 60_000;

/**
 * Counts a try as failed before it is made, so that many at once are no way around.
 * @returns false where one of them has failed too often; all are counted even so.
 */
export async function countTry(db: D1Database, failing: readonly Failing[], nowMs: number): Promise<boolean> {
  const [, ...counted] = await db.batch<{ failures: number }>([
    db.prepare("DELETE FROM sign_in_failures WHERE forgotten_at_ms <= ?").bind(nowMs),
    ...failing.map(({ who }) =>
      db
        .prepare(
          `INSERT INTO sign_in_failures (who, failures, forgotten_at_ms) VALUES (?, 1, ?)
           ON CONFLICT DO UPDATE SET failures = failures + 1 RETURNING failures`,
        )
        .bind(who, nowMs + rememberedMs),
    ),
  ]);
  return failing.every(({ most }, index) => (counted[index]?.results[0]?.failures ?? 0) <= most);
}

/** The try did not fail. */
export async function forgiveTry(db: D1Database, failing: readonly Failing[]): Promise<void> {
  await db.batch(
    failing.map(({ who }) =>
      db.prepare("UPDATE sign_in_failures SET failures = failures - 1 WHERE who = ?").bind(who),
    ),
  );
}
