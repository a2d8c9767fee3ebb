import type { SpentCoupons } from "../../model/coupon/spent.ts";

/** A coupon's own word on whether anybody can have it. */
export interface SpentCoupon {
  site: string;
  coupon: string;
  /** `false`: it is had again. */
  isSpent: boolean;
  /** When it is had again by itself, as with a limit per day; `null`: nobody knows. */
  untilMs: number | null;
  /** Grows with each word, so that an earlier one that comes late changes nothing. */
  version: number;
}

/**
 * Tells whoever decides that a coupon is spent, or had again: each isolate knows within seconds. May be repeated.
 * @throws where D1 fails.
 */
export async function tellSpent({ DB }: Pick<Env, "DB">, told: SpentCoupon): Promise<void> {
  const { site, coupon, isSpent, untilMs, version } = told;
  await DB.prepare(
    `INSERT INTO spent_coupons (site, coupon, until_ms, version) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (site, coupon) DO UPDATE SET until_ms = ?3, version = ?4 WHERE version < ?4`,
  )
    .bind(site, coupon, isSpent ? untilMs : 0, version)
    .run();
}

/** The coupons of the site `?1` that are spent at `?3`, as one text for {@link spentIn}: part of another query, which costs no wait of its own. */
export const selectSpent = `(SELECT json_group_object(coupon, until_ms) FROM spent_coupons
  WHERE site = ?1 AND (until_ms IS NULL OR until_ms > ?3))`;

/** @param text as {@link selectSpent} gives it. */
export function spentIn(text: string): SpentCoupons {
  return new Map(Object.entries(JSON.parse(text) as Record<string, number | null>));
}
