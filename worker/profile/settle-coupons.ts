import { ownProfile } from "../../model/identity/node.ts";
import { send } from "./coupon-errand.ts";
import { couponsOf, keptCopies } from "./held-coupons.ts";
import type { KeptCoupon, ProfileState } from "./state.ts";

/**
 * Somebody who turns out to be two whom the shop has known has been issued two of the same coupon, and keeps one: what is
 * in a cart before what is only held, then the older. The other goes back.
 */
export function settleCoupons(state: ProfileState): void {
  for (const { id } of couponsOf(state)) {
    const copies = keptCopies(state, id).filter(({ unit }) => unit !== undefined);
    const [kept] = copies.toSorted(byRank);
    if (kept === undefined || copies.every(({ unit }) => unit === kept.unit)) continue;
    for (const [node, source] of state.sources) {
      const copy = source.coupons[id];
      if (copy?.unit === undefined || copy.unit === kept.unit || copy.state === "redeemed") continue;
      const { unit, order: _order, ...rest } = copy;
      const errand = { id: `giveBack ${unit}`, coupon: id, code: copy.code, of: ownProfile(node) };
      send(state, { type: "giveBack", ...errand });
      // Should the two be parted again, this one is asked for anew.
      const anew = { ...rest, code: null, state: kept.state, total: kept.total, atMs: kept.atMs };
      // What was handed over is yet to be written down as it came.
      state.sources.set(node, { ...source, coupons: { ...source.coupons, [id]: anew } });
    }
  }
}

function byRank(a: KeptCoupon, b: KeptCoupon): number {
  const rank = ({ state }: KeptCoupon) => Number(state !== "applied") + Number(state === "redeemed");
  return rank(a) - rank(b) || a.sinceMs - b.sinceMs || ((a.unit ?? "") < (b.unit ?? "") ? -1 : 1);
}
