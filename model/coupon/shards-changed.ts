import type { Problem } from "../problem.ts";
import type { Coupon } from "./coupon.ts";

/**
 * Coupons whose number of shards is another than when they were first published. Whoever holds a unit is found by it: with
 * another number they would be issued one more, and what shards that are gone have counted would be missing.
 * @param before the numbers by coupon.
 */
export function shardsChanged(coupons: readonly Coupon[], before: ReadonlyMap<string, number>): Problem[] {
  return coupons.flatMap(({ id, shards }, index) => {
    const known = before.get(id) ?? shards;
    if (known === shards) return [];
    const message = `The coupon ${id} was published with ${known} shards, and keeps them. Make another coupon.`;
    return [{ code: "shards_changed", path: `coupons[${index}].shards`, message }];
  });
}
