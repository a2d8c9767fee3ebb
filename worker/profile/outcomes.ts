import { eventMatches } from "../../model/event.ts";
import type { Measure } from "../../model/measure.ts";
import type { Trial } from "../../model/trial.ts";
import { wholeSite } from "../../model/exposure-event.ts";
import { digitsOf } from "../../model/orders/minor-units.ts";
import { worthOf } from "./amount.ts";
import { exposuresIn } from "./exposures-in.ts";
import { ordersWith } from "./held-coupons.ts";
import type { LoggedEvent } from "./logged-event.ts";
import type { Judging } from "./judging.ts";
import { orderEvents, orderOf, refundsOf, standingOrders } from "./orders.ts";
import type { ProfileState } from "./state.ts";

/** What somebody took part in, from when on. */
interface Part {
  rule: string;
  variant: string;
  exposedAtMs: number;
}

/** Something that counts: once each, and what it was worth in the smallest unit of the shop's currency. */
interface Deed {
  atMs: number;
  worth: number;
  /** The same without what came of it later. */
  worthThen: number;
  /** The order that it is; `null` where it is none. */
  order: string | null;
  /** Whether it was told in another currency than the shop's: nobody knows what that is worth in its own, so it is worth 0. */
  isForeign: boolean;
}

/** What each measure comes to after somebody took part, and in as long before it. */
export function outcomesOf(state: ProfileState, judging: Judging, part: Part): Trial["outcomes"] {
  return judging.measures.flatMap((measure) => {
    const all = deedsOf(state, measure, judging.currency);
    // An order of unknown worth would make the others worth less.
    const deeds = measure.counts === "ratio" ? all.filter(({ isForeign }) => !isForeign) : all;
    const { exposedAtMs } = part;
    const after = deeds.filter(({ atMs }) => atMs >= exposedAtMs && atMs <= exposedAtMs + measure.withinMs);
    const before = deeds.filter(({ atMs }) => atMs < exposedAtMs && atMs >= exposedAtMs - measure.withinMs);
    const costs = () => costOf(after, state, judging, part);
    const [y, x] = pairOf(measure, after, before, costs);
    return y === 0 && x === 0 ? [] : [{ measure: measure.id, y, x }];
  });
}

function pairOf(
  { counts, mostEach }: Measure,
  after: readonly Deed[],
  before: readonly Deed[],
  costs: () => number,
): [number, number] {
  const most = (value: number) => (mostEach === null ? value : Math.min(value, mostEach));
  switch (counts) {
    case "once":
      return [Math.min(after.length, 1), Math.min(before.length, 1)];
    case "every":
      return [most(after.length), most(before.length)];
    case "value":
      return [most(sumOf(after)), most(sumThen(before))];
    case "net":
      return [sumOf(after) - costs(), sumThen(before)];
    case "ratio":
      return [sumOf(after) - costs(), after.length];
    case "cost":
      return [costs(), 0];
    case "foreign":
      return [after.filter(({ isForeign }) => isForeign).length, 0];
  }
}

function deedsOf({ events }: ProfileState, { event, where }: Measure, currency: string): Deed[] {
  const units = unitsIn(currency);
  const isForeign = ({ params }: LoggedEvent) =>
    hasCurrency(params) && params["currency"].toUpperCase() !== currency;
  const inShops = (worth: number, told: LoggedEvent) => (isForeign(told) ? 0 : Math.round(worth / units));
  const deed = (one: LoggedEvent, worth: number, told = one): Deed => ({
    atMs: one.timeMs,
    worth: inShops(worth, told),
    worthThen: inShops(worth, told),
    order: null,
    isForeign: isForeign(told),
  });
  const matches = ({ params }: LoggedEvent) => eventMatches(params, where);
  if (event === "purchase")
    return standingOrders(events.latest(orderEvents))
      .filter(({ purchase }) => matches(purchase))
      .map(({ purchase, worth }) => ({
        ...deed(purchase, worthOf(purchase.params) ?? 0),
        worth: inShops(worth, purchase),
        order: orderOf(purchase),
      }));
  if (event === "refund")
    return refundsOf(events.latest(orderEvents))
      .filter(({ refund }) => matches(refund))
      .map(({ refund, purchase = refund, worth }) =>
        // One that names no currency is in its order's.
        deed(refund, worth, hasCurrency(refund.params) ? refund : purchase),
      );
  return events
    .named(event)
    .filter(matches)
    .map((one) => deed(one, worthOf(one.params) ?? 0));
}

function hasCurrency(params: LoggedEvent["params"]): params is LoggedEvent["params"] & { currency: string } {
  return typeof params["currency"] === "string";
}

/**
 * What offers cost in these orders: each coupon's with the order that it was redeemed with, and once what was given
 * without a coupon to whoever ordered after seeing it.
 */
function costOf(orders: readonly Deed[], state: ProfileState, judging: Judging, part: Part): number {
  if (orders.length === 0) return 0;
  const named = new Set(orders.map(({ order }) => order));
  const redeemed = new Map<string, number>();
  for (const { coupons } of state.sources.values())
    for (const coupon of Object.values(coupons))
      for (const order of ordersWith(coupon))
        if (named.has(order)) redeemed.set(`${coupon.id} ${order}`, judging.couponCosts[coupon.id] ?? 0);
  const ofCoupons = [...redeemed.values()].reduce((sum, cost) => sum + cost, 0);
  return ofCoupons + freeCosts(orders, state, judging, part);
}

function freeCosts(orders: readonly Deed[], state: ProfileState, judging: Judging, part: Part): number {
  if (part.rule !== wholeSite) return judging.costs[part.rule]?.[part.variant] ?? 0;
  const given = new Map<string, number>();
  const lastMs = Math.max(...orders.map(({ atMs }) => atMs));
  for (const { rule, variant, event } of exposuresIn(state)) {
    const { timeMs } = event;
    const cost = given.has(rule) ? undefined : judging.costs[rule]?.[variant];
    if (cost !== undefined && timeMs >= part.exposedAtMs && timeMs <= lastMs) given.set(rule, cost);
  }
  return [...given.values()].reduce((sum, cost) => sum + cost, 0);
}

/** How many units of 1/10,000, which profiles count in, are one of the currency's smallest. */
function unitsIn(currency: string): number {
  return 10 ** (4 - digitsOf(currency));
}

function sumOf(deeds: readonly Deed[]): number {
  return deeds.reduce((sum, { worth }) => sum + worth, 0);
}

function sumThen(deeds: readonly Deed[]): number {
  return deeds.reduce((sum, { worthThen }) => sum + worthThen, 0);
}
