import { ownProfile } from "../../model/identity/node.ts";
import { send } from "./coupon-errand.ts";
import { couponsOf, keptCopies } from "./held-coupons.ts";
import type { KeptCoupon, ProfileState } from "./state.ts";

/**
 * Somebody who turns out to be two whom the shop has known has been issued two of the same coupon, and keeps one: what is
 * in a cart before what is only held, then the older. The other goes back. Where the other was ordered with, the coupon's
 * object is asked anew whether they may have this one, too.
 */
export function settleCoupons(state: ProfileState): void {
  for (const { id } of couponsOf(state)) {
    const copies = keptCopies(state, id).filter(({ unit }) => unit !== undefined);
    const [kept] = copies.toSorted(byRank);
    if (kept === undefined || copies.every(({ unit }) => unit === kept.unit)) continue;
    const again = kept.state !== "redeemed" && copies.some(({ state: is }) => is === "redeemed");
    // Later than whatever became of the other; and what is asked for anew is another wish.
    const atMs = Math.max(...copies.map((copy) => copy.atMs)) + 1;
    for (const [node, source] of state.sources) {
      const copy = source.coupons[id];
      if (copy?.unit === undefined || copy.state === "redeemed") continue;
      const isKept = copy.unit === kept.unit;
      const { unit, order: _order, ...rest } = copy;
      const errand = { id: `giveBack ${unit}`, coupon: id, code: copy.code, of: ownProfile(node) };
      if (!isKept) send(state, { type: "giveBack", ...errand });
      // Should the two be parted again, the other is asked for anew.
      const known = isKept ? { code: copy.code, ...(again ? {} : { unit }) } : { code: null };
      const anew = { ...rest, ...known, state: kept.state, total: kept.total, atMs };
      source.coupons[id] = anew;
    }
  }
}

function byRank(a: KeptCoupon, b: KeptCoupon): number {
  const rank = ({ state }: KeptCoupon) => Number(state !== "applied") + Number(state === "redeemed");
  return rank(a) - rank(b) || a.sinceMs - b.sinceMs || ((a.unit ?? "") < (b.unit ?? "") ? -1 : 1);
}
