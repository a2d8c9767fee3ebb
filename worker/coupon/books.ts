import type { Answered } from "./asked.ts";
import type { KeptOrders } from "./kept-orders.ts";
import type { KeptTallies } from "./kept-tallies.ts";
import type { KeptUnits } from "./kept-units.ts";
import { dayOf, expiryOf, type Opening } from "./opening.ts";
import type { Supply } from "./supply.ts";
import type { KeptTerms } from "./told.ts";
import type { Unit } from "./unit.ts";

/** All that one of a coupon's objects has written down, and the moment by which it is judged. */
export interface Books {
  shard: number;
  units: KeptUnits;
  orders: KeptOrders;
  tallies: KeptTallies;
  supply: Supply;
  terms: KeptTerms;
  opening: Opening;
  nowMs: number;
}

/** What is answered, and which unit that is about. */
export interface Outcome<T> {
  answer: Answered<T>;
  unit: number | null;
}

export function refused(reason: Extract<Answered<unknown>, { ok: false }>["reason"]): Outcome<never> {
  return { answer: { ok: false, reason }, unit: null };
}

/** Writes down a unit that was not there before. */
export function addUnit(
  { units, terms, tallies, nowMs }: Books,
  unit: Pick<Unit, "code" | "state" | "amount" | "order">,
  marks: readonly string[],
): Unit {
  if (terms.limits.perDay !== null) tallies.issued(dayOf(terms, nowMs));
  return units.add({ ...unit, expiresAtMs: expiryOf(terms, nowMs), untilMs: null }, marks);
}

/** How many units count against the coupon's limit: those that expired or were revoked make room for others. */
export function takenOf(units: KeptUnits): number {
  const { available, reserved, redeemed } = units.counts();
  return available.units + reserved.units + redeemed.units;
}

/** What carts and orders take off together, in minor units. */
export function spentOf(units: KeptUnits): number {
  const { reserved, redeemed } = units.counts();
  return reserved.amount + redeemed.amount;
}

/** What was said to be taken off, as it can be counted. */
export function minorUnits(amount: number): number {
  return Number.isFinite(amount) ? Math.max(0, Math.round(amount)) : 0;
}
