/** Shops tell of an order's refunds again with each change of it: after this, it changes no more. */
const keptForMs = 366 * 24 * 60 * 60_000;

/** Those of an order's refunds that have been taken off its coupons. */
export async function knownRefunds(db: D1Database, site: string, order: string): Promise<Set<string>> {
  const { results } = await db
    .prepare("SELECT refund FROM coupon_refunds WHERE site = ? AND order_id = ?")
    .bind(site, order)
    .all<{ refund: string }>();
  return new Set(results.map(({ refund }) => refund));
}

export async function keepRefund(
  db: D1Database,
  { site, order, refund }: { site: string; order: string; refund: string },
  nowMs: number,
): Promise<void> {
  await db.batch([
    db
      .prepare(
        "INSERT INTO coupon_refunds (site, order_id, refund, at_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      )
      .bind(site, order, refund, nowMs),
    db.prepare("DELETE FROM coupon_refunds WHERE at_ms < ?").bind(nowMs - keptForMs),
  ]);
}
