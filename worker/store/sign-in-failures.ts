/** Failures of somebody, who is a keyed digest, and how many of them there may be. */
export interface Failing {
  who: string;
  most: number;
}

const rememberedMs = 15 * 60_000;

/**
 * Counts a try as failed before it is made, so that many at once are no way around.
 * @returns how long nobody may try, in milliseconds: 0 unless one of them has failed too often. All are counted even so.
 */
export async function countTry(db: D1Database, failing: readonly Failing[], nowMs: number): Promise<number> {
  const [, ...counted] = await db.batch<{ failures: number; untilMs: number }>([
    db.prepare("DELETE FROM sign_in_failures WHERE forgotten_at_ms <= ?").bind(nowMs),
    ...failing.map(({ who }) =>
      db
        .prepare(
          `INSERT INTO sign_in_failures (who, failures, forgotten_at_ms) VALUES (?, 1, ?)
           ON CONFLICT DO UPDATE SET failures = failures + 1 RETURNING failures, forgotten_at_ms AS untilMs`,
        )
        .bind(who, nowMs + rememberedMs),
    ),
  ]);
  const waits = failing.map(({ most }, index) => {
    const { failures = 0, untilMs = nowMs } = counted[index]?.results[0] ?? {};
    return failures <= most ? 0 : untilMs - nowMs;
  });
  return Math.max(...waits);
}

/** The try did not fail. */
export async function forgiveTry(db: D1Database, failing: readonly Failing[]): Promise<void> {
  await db.batch(
    failing.map(({ who }) =>
      db.prepare("UPDATE sign_in_failures SET failures = failures - 1 WHERE who = ?").bind(who),
    ),
  );
}
