import type { Coupon } from "../../model/coupon/coupon.ts";

type Sharded = Pick<Coupon, "id" | "shards">;

/** With how many shards these coupons were first published, those that were. */
export async function knownShards(
  db: D1Database,
  site: string,
  coupons: readonly Sharded[],
): Promise<Map<string, number>> {
  if (coupons.length === 0) return new Map();
  const { results } = await db
    .prepare(
      "SELECT coupon, shards FROM coupon_shards WHERE site = ? AND coupon IN (SELECT value FROM json_each(?))",
    )
    .bind(site, JSON.stringify(coupons.map(({ id }) => id)))
    .all<{ coupon: string; shards: number }>();
  return new Map(results.map(({ coupon, shards }) => [coupon, shards]));
}

/** Remembers them for good: codes are found by it also where the coupon is not live for a while. */
export function keepShards(db: D1Database, site: string, coupons: readonly Sharded[]): D1PreparedStatement {
  const all = coupons.map(({ id, shards }) => ({ id, shards }));
  return db
    .prepare(
      `INSERT INTO coupon_shards (site, coupon, shards)
       SELECT ?1, value ->> 'id', value ->> 'shards' FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(site, JSON.stringify(all));
}
