/** Shops tell of an order again with each change of it: after this, it changes no more. */
const keptForMs = 366 * 24 * 60 * 60_000;
/** Nobody cancels an order and has it paid again so often. */
const mostRevivals = 10;

/** How an order stands by all that was told of it. */
export interface Standing {
  /** Somebody told of a later moment that it stands, so that this word on its end is an old one. */
  isOldWord: boolean;
  /** How often it stood again after it had been cancelled. */
  revivals: number;
}

/** Writes down what was told of an order, in whatever order that comes, and however often. */
export async function toldOrder(
  db: D1Database,
  { site, order, atMs, isEnded }: { site: string; order: string; atMs: number; isEnded: boolean },
  nowMs: number,
): Promise<Standing> {
  const [told] = await db.batch<{ stood_at_ms: number; revivals: number }>([
    db
      .prepare(
        `INSERT INTO told_orders (site, order_id, stood_at_ms, ended_at_ms, revivals, at_ms) VALUES (?1, ?2, ?3, ?4, 0, ?5)
         ON CONFLICT (site, order_id) DO UPDATE SET
           revivals = MIN(?6, revivals + (ended_at_ms >= stood_at_ms AND ?3 > ended_at_ms)),
           stood_at_ms = MAX(stood_at_ms, ?3), ended_at_ms = MAX(ended_at_ms, ?4), at_ms = ?5
         RETURNING stood_at_ms, revivals`,
      )
      .bind(site, order, isEnded ? -1 : atMs, isEnded ? atMs : -1, nowMs, mostRevivals),
    db.prepare("DELETE FROM told_orders WHERE at_ms < ?").bind(nowMs - keptForMs),
  ]);
  const row = told?.results[0];
  if (row === undefined) throw new Error("An order was not written down.");
  return { isOldWord: isEnded && row.stood_at_ms > atMs, revivals: row.revivals };
}
