/** What becomes of a unit: it is always in exactly one of these. */
export const unitStates = ["available", "reserved", "redeemed", "expired", "revoked"] as const;
export type UnitState = (typeof unitStates)[number];

/** A coupon as one person was issued it. Amounts are minor units of the site's currency. */
export interface Unit {
  id: number;
  code: string;
  state: UnitState;
  /** `null`: as long as the coupon is valid at all. */
  expiresAtMs: number | null;
  /** How long it is reserved. */
  untilMs: number | null;
  /** What it is to take off, or took off; 0 unless it is reserved or redeemed. */
  amount: number;
  /** The order that it is reserved for, or redeemed by. */
  order: string | null;
}

/** Of an order, or of a cart where there is none yet. */
export interface Taking {
  amount: number;
  order: string | null;
}

/** It lies in a cart, or in an order that nobody has confirmed. */
export function reserved(unit: Unit, { amount, order, untilMs }: Taking & { untilMs: number }): Unit {
  return { ...unit, state: "reserved", amount, order, untilMs };
}

export function redeemed(unit: Unit, { amount, order }: Taking): Unit {
  return { ...unit, state: "redeemed", amount, order, untilMs: null };
}

export function revoked(unit: Unit): Unit {
  return { ...unit, state: "revoked", amount: 0, order: null, untilMs: null };
}

/** It may be used again, unless its time is over. @param endsAtMs of the coupon */
export function freed(unit: Unit, nowMs: number, endsAtMs: number): Unit {
  const isOver = nowMs >= Math.min(unit.expiresAtMs ?? Infinity, endsAtMs);
  return { ...unit, state: isOver ? "expired" : "available", amount: 0, order: null, untilMs: null };
}

/** When it changes by itself; `null`: never. */
export function dueMs({ state, expiresAtMs, untilMs }: Unit): number | null {
  if (state === "available") return expiresAtMs;
  return state === "reserved" ? untilMs : null;
}

/** Why whoever holds it cannot use it in a cart; `null` where they can. */
export function whyNotInHand({ state, order }: Unit): Exclude<UnitState, "available"> | null {
  if (state === "available") return null;
  return state === "reserved" && order === null ? null : state;
}

export function isInHand(unit: Unit): boolean {
  return whyNotInHand(unit) === null;
}
