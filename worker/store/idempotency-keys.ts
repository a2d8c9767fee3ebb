/** For so long the same key means the same request. */
const keptForMs = 24 * 60 * 60_000;

/** A request that is to be done once, as it is written down: without the key, nothing of it can be read. */
export interface ClaimedRequest {
  id: string;
  /** A digest of what is asked. */
  request: string;
  /** Encrypted; `null` while it is being worked on. */
  answer: string | null;
}

/**
 * Claims a request, or finds who did so before.
 * @returns what was claimed before; `undefined` where whoever asks is the first, and does it.
 */
export async function claimRequest(
  db: D1Database,
  { id, request }: Pick<ClaimedRequest, "id" | "request">,
  nowMs: number,
): Promise<ClaimedRequest | undefined> {
  const [claimed, known] = await db.batch<ClaimedRequest>([
    db
      .prepare(
        `INSERT INTO idempotency_keys (id, request, begun_at_ms, answer) VALUES (?1, ?2, ?3, NULL)
         ON CONFLICT (id) DO UPDATE SET request = ?2, begun_at_ms = ?3, answer = NULL WHERE begun_at_ms <= ?4`,
      )
      .bind(id, request, nowMs, nowMs - keptForMs),
    db.prepare("SELECT id, request, answer FROM idempotency_keys WHERE id = ?").bind(id),
  ]);
  return claimed?.meta.changes === 1 ? undefined : known?.results[0];
}

/** Whoever asks again is answered with this. */
export async function keepAnswer(db: D1Database, id: string, answer: string): Promise<void> {
  await db.prepare("UPDATE idempotency_keys SET answer = ? WHERE id = ?").bind(answer, id).run();
}

/** Nothing came of it, so that it may be asked again. */
export async function releaseRequest(db: D1Database, id: string): Promise<void> {
  await db.prepare("DELETE FROM idempotency_keys WHERE id = ?").bind(id).run();
}

export async function forgetOldRequests(db: D1Database, nowMs: number): Promise<void> {
  await db
    .prepare("DELETE FROM idempotency_keys WHERE begun_at_ms <= ?")
    .bind(nowMs - keptForMs)
    .run();
}
