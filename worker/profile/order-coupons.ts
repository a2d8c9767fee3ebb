import { isOver } from "../../model/coupon/is-live.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import type { Event } from "../../model/event.ts";
import { send } from "./coupon-errand.ts";
import { couponsOf, keepOrders, keptCopies, ordersWith } from "./held-coupons.ts";
import { isRefundedWhole, orderEvents, orderOf, standingRefunds } from "./orders.ts";
import type { KeptCoupon, ProfileState } from "./state.ts";
import { toldDiscount } from "./told-discount.ts";

/**
 * What orders, or their refunds, mean to the coupons that the person holds.
 * @param events kept already; each is told of for the first time.
 */
export function takeOrders(state: ProfileState, events: readonly Event[], nowMs: number): void {
  const untold = new Set(events.map(({ id }) => id));
  for (const event of events) {
    const told = state.events.named("purchase").filter(({ id }) => !untold.has(id));
    untold.delete(event.id);
    if (event.name === "refund") cancel(state, event, nowMs);
    // A server and a page tell of the same order.
    else if (isAgain(event) || !told.some((other) => orderOf(other) === orderOf(event)))
      redeem(state, event, nowMs);
  }
}

/**
 * Orders that were told of where the coupon was not known, since it was another profile's: they were made with it where it
 * was what it is already.
 */
export function takeOrdersOfBoth(state: ProfileState, nowMs: number): void {
  for (const event of state.events.named("purchase"))
    redeem(state, event, nowMs, ({ atMs }) => atMs <= event.timeMs);
}

/** Whether an order stands again that was cancelled. */
function isAgain({ params }: Event): boolean {
  return params["reinstates"] !== undefined;
}

function redeem(
  state: ProfileState,
  event: Event,
  nowMs: number,
  isMeant: (coupon: HeldCoupon) => boolean = () => true,
): void {
  const order = orderOf(event);
  const refunds = refundsOf(state).filter((refund) => orderOf(refund) === order);
  // A refund may arrive before its order.
  if (refunds.some((refund) => isRefundedWhole(refund, event))) return;
  const named = codesNamed(event);
  for (const coupon of couponsOf(state)) {
    const { id, off = null } = coupon;
    // Their code may be another one since.
    const made = isAgain(event) ? madeWith(keptCopies(state, id), order) : undefined;
    const code = made ?? coupon.code;
    if (code === null || isOver(coupon) || !isMeant(coupon) || !wasUsed(coupon, code, named)) continue;
    const told = toldDiscount(event, code.toUpperCase(), named);
    send(state, { type: "redeem", id: `redeem ${id} ${order}`, coupon: id, code, order, off, told });
    for (const copy of keptCopies(state, id)) {
      const orderCodes = { ...copy.orderCodes, [order]: code };
      Object.assign(copy, { state: "redeemed", atMs: Math.max(nowMs, coupon.atMs + 1), orderCodes });
      keepOrders(copy, order, ordersWith(copy));
    }
  }
}

/**
 * An order that names codes was made with these, one that says there was none with none, and one that says nothing with
 * whatever was seen in the cart.
 */
function wasUsed({ state }: HeldCoupon, code: string, named: ReadonlySet<string> | null): boolean {
  return named === null ? state === "applied" : named.has(code.toUpperCase());
}

/** An order that is paid back whole has not used the coupon up. */
function cancel(state: ProfileState, refund: Event, nowMs: number): void {
  const order = orderOf(refund);
  const purchase = state.events.named("purchase").find((event) => orderOf(event) === order);
  const isUndone = !refundsOf(state).some(({ id }) => id === refund.id);
  if (purchase === undefined || isUndone || !isRefundedWhole(refund, purchase)) return;
  const named = codesNamed(purchase);
  for (const coupon of couponsOf(state)) {
    const copies = keptCopies(state, coupon.id);
    // They may have been given it again since, and hold another one, or could have none.
    const used = copies.find((copy) => copy.state === "redeemed" && copy.order === order);
    const { id } = coupon;
    const made = madeWith(copies, order);
    const code = made ?? coupon.code;
    if (code === null || (made === undefined && !named?.has(code.toUpperCase()))) continue;
    const atMs = refund.timeMs;
    send(state, { type: "cancel", id: `cancel ${id} ${order}`, coupon: id, code, order, atMs });
    const isUsedUp = used !== undefined && coupon.state === "redeemed";
    if (isUsedUp || coupon.reason === "person_limit") hold(copies, { order, nowMs });
  }
}

/** The code that the person had of it when they ordered. */
function madeWith(copies: readonly KeptCoupon[], order: string): string | undefined {
  return copies.flatMap(({ orderCodes }) => orderCodes?.[order] ?? [])[0];
}

function refundsOf({ events }: ProfileState) {
  return standingRefunds(events.latest(orderEvents));
}

/** An order that nobody confirmed has not used the coupon up either. */
export function giveAgain(
  state: ProfileState,
  coupon: string,
  { order, nowMs }: { order: string; nowMs: number },
): void {
  const copies = keptCopies(state, coupon);
  const isUsedUp = couponsOf(state).some(({ id, state: is }) => id === coupon && is === "redeemed");
  if (isUsedUp && copies.some((copy) => copy.order === order)) {
    state.version++;
    return hold(copies, { order, nowMs });
  }
  // They have been given it anew since.
  for (const copy of copies)
    keepOrders(copy, copy.order === order ? undefined : copy.order, ordersBut(order, copy));
}

/** @param order that did not use it up. */
function hold(copies: readonly KeptCoupon[], { order, nowMs }: { order: string; nowMs: number }): void {
  const atMs = Math.max(nowMs, ...copies.map((copy) => copy.atMs + 1));
  for (const copy of copies) {
    keepOrders(copy, undefined, ordersBut(order, copy));
    delete copy.off;
    delete copy.isEstimate;
    delete copy.reason;
    Object.assign(copy, { state: "held", total: null, atMs });
  }
}

function ordersBut(order: string, copy: KeptCoupon): string[] {
  return ordersWith(copy).filter((each) => each !== order);
}

/**
 * Codes that an order names, for the whole of it or for its items, in capital letters; GA4 has one, shops write several.
 * @returns `null` where it does not say.
 */
export function codesNamed({ params }: Pick<Event, "params">): ReadonlySet<string> | null {
  const texts = [params["coupon"], ...(params.items ?? []).map((item) => item["coupon"])];
  const codes = texts
    .flatMap((text) => (typeof text === "string" ? text.split(/[\s,;|]+/) : []))
    .filter((code) => code !== "");
  const isSaid = codes.length > 0 || params["coupon"] === "";
  return isSaid ? new Set(codes.map((code) => code.toUpperCase())) : null;
}
