/** A site's identify secrets, by how often it had a new one. */
export interface Generations {
  /** 0 before the first. */
  generation: number;
  /** Until then the one before is good too, in ms. */
  overlapUntilMs: number;
}

/** Gives a site a new secret. @param overlapMs how long the one before stays good. @returns its generation. */
export async function rotateIdentifySecret(
  db: D1Database,
  site: string,
  nowMs: number,
  overlapMs: number,
  also: readonly D1PreparedStatement[] = [],
): Promise<Generations> {
  const overlapUntilMs = nowMs + overlapMs;
  const rotate = db
    .prepare(
      `INSERT INTO identify_secrets (site, generation, overlap_until_ms) VALUES (?1, 1, ?2)
       ON CONFLICT (site) DO UPDATE SET generation = generation + 1, overlap_until_ms = ?2 RETURNING generation`,
    )
    .bind(site, overlapUntilMs);
  const [rotated] = await db.batch<{ generation: number }>([rotate, ...also]);
  return { generation: rotated?.results[0]?.generation ?? 0, overlapUntilMs };
}

export async function identifyGenerations(db: D1Database, site: string): Promise<Generations> {
  const row = await db
    .prepare("SELECT generation, overlap_until_ms FROM identify_secrets WHERE site = ?")
    .bind(site)
    .first<{ generation: number; overlap_until_ms: number }>();
  return { generation: row?.generation ?? 0, overlapUntilMs: row?.overlap_until_ms ?? 0 };
}
