import type { Problem } from "../problem.ts";
import type { Coupon } from "./coupon.ts";

/**
 * Coupons whose number of shards is another than it is live. Whoever holds a unit is found by it: with another number they
 * would be issued one more, and what shards that are gone have counted would be missing.
 */
export function shardsChanged(coupons: readonly Coupon[], live: readonly Coupon[]): Problem[] {
  const before = new Map(live.map(({ id, shards }) => [id, shards]));
  return coupons.flatMap(({ id, shards }, index) => {
    const known = before.get(id) ?? shards;
    if (known === shards) return [];
    const message = `The coupon ${id} is live with ${known} shards, and keeps them. Make another coupon.`;
    return [{ code: "shards_changed", path: `coupons[${index}].shards`, message }];
  });
}
