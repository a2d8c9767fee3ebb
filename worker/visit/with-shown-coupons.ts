import type { Event } from "../../model/event.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { Deciding } from "../decide/compile-rules.ts";

/**
 * What a visitor carries once they were shown offers that had waited: the coupons of these are theirs from now on. Only
 * what waits for them on a page can become theirs, whatever a browser says that it showed.
 */
export function withShownCoupons(
  carried: Snapshot,
  events: readonly Event[],
  deciding: Deciding | undefined,
  nowMs: number,
): Snapshot {
  if (!carried.coupons.some(({ state }) => state === "waiting")) return carried;
  const rules = events.flatMap(({ name, params }) =>
    name === "ew_triggered" ? [String(params["rule"])] : [],
  );
  const shown = new Set(rules.flatMap((rule) => couponsOf(rule, deciding)));
  const coupons = carried.coupons.map((coupon) =>
    coupon.state === "waiting" && shown.has(coupon.id)
      ? // After it was promised, whatever two clocks say: of two states the later counts.
        { ...coupon, state: "held" as const, atMs: Math.max(nowMs, coupon.atMs + 1) }
      : coupon,
  );
  return { ...carried, coupons };
}

/** The ids of the coupons of a rule's offers. */
function couponsOf(rule: string, deciding: Deciding | undefined): string[] {
  const changes = (deciding?.byId.get(rule)?.variants ?? []).flatMap((variant) => variant.changes);
  return changes.flatMap(({ edit }) =>
    edit.type === "insertOffer" && edit.offer.coupon !== null ? [edit.offer.coupon.id] : [],
  );
}
