import { compileBundle } from "../../model/bundle.ts";
import { ownProfile } from "../../model/identity/node.ts";
import type { ShopOrder } from "../../model/orders/shop-order.ts";
import { idOf } from "../identity/id-of.ts";
import { holderOf } from "../intake/holder-of.ts";
import { takeIn } from "../intake/take-in.ts";
import { saveRefusals } from "../store/coupon-refusals.ts";
import { withoutErased } from "../store/erasures.ts";
import { findSite } from "../store/sites.ts";
import { toldOrder } from "../store/told-orders.ts";
import { configurationOf } from "../store/versions.ts";
import { orderEvents } from "./order-events.ts";
import { takeToCoupons } from "./order-coupons.ts";

/** What a shop's server told of one of its orders. */
export interface ToldOrder {
  site: string;
  order: ShopOrder;
}

/**
 * Takes an order to whoever placed it, and to the coupons that it was made with. In whatever order its states arrive, and
 * however often, it is one order: events by their ids, coupons by its number.
 * @throws where something of it could not be taken now: then the whole may be repeated.
 */
export async function takeOrder(env: Env, { site: id, order }: ToldOrder, nowMs: number): Promise<void> {
  const stored = await findSite(env.DB, id);
  if (stored === undefined) return;
  const { site, liveVersion } = stored;
  const bundle = compileBundle(liveVersion, site, await configurationOf(env.DB, id, liveVersion));
  const behind: Promise<unknown>[] = [];
  const later = (work: Promise<unknown>) => void behind.push(work);
  const taking = { site: id, deciding: { bundle }, by: "api", isOfAnyAge: true, nowMs, later } as const;
  const holder = await holderOf(env, id, order.identities, nowMs);
  const marks = (holder?.marks ?? []).map((node) => {
    return { site: id, id: ownProfile(node), seenAtMs: order.placedAtMs };
  });
  // Of whoever was erased since, nothing is known any more: what becomes of their order does not bring them back.
  const isErased = (await withoutErased(env.DB, marks)).length < marks.length;
  const { rejected } = await takeIn(env, taking, isErased ? [] : await eventsOf(env, id, order, nowMs));
  if (rejected.some(({ code }) => code === "temporarily_unavailable"))
    throw new Error("Not all events of an order could be taken.");
  if (order.codes.length > 0) {
    const refusals = await takeToCoupons(env, bundle, order, isErased ? null : holder, nowMs);
    // By the order's number, so that an order that is told of again is counted once.
    const counts = refusals.map((refusal) => ({ ...refusal, times: 1 }));
    const record = { type: "refusals", id: await idOf(`${id} ${order.order}`), site: id, counts } as const;
    if (counts.length > 0) await saveRefusals(env.DB, [{ ...record, atMs: nowMs }], nowMs);
  }
  await Promise.all(behind);
}

/** By all that was told of the order so far. Nothing is written down of one that is nobody's. */
async function eventsOf({ DB }: Pick<Env, "DB">, site: string, told: ShopOrder, nowMs: number) {
  const { order, state, atMs, identities } = told;
  if (identities.length === 0) return [];
  const isEnded = state === "cancelled" || state === "refunded";
  return orderEvents(site, told, await toldOrder(DB, { site, order, atMs, isEnded }, nowMs), nowMs);
}
