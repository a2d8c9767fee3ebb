import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import { localTime, momentOf } from "../../model/local-time.ts";
import { compileSchedule } from "../../model/schedule.ts";
import type { KeptTerms } from "./told.ts";

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** When a coupon may be had and used. */
export interface Opening {
  /** When it is over for good; `Infinity` where it never is. */
  endsAtMs: number;
  /** `null` while it is open. */
  whyClosed(nowMs: number): CouponRefusal | null;
}

export function openingOf({ schedule, timeZone }: KeptTerms): Opening {
  const { isOpen, endsAtMs } = compileSchedule(schedule, timeZone);
  return {
    endsAtMs,
    whyClosed: (nowMs) => (nowMs >= endsAtMs ? "expired" : isOpen(nowMs) ? null : "not_yet_valid"),
  };
}

/** When a unit is over that is issued now. */
export function expiryOf({ hoursAfterIssue }: KeptTerms, nowMs: number): number | null {
  return hoursAfterIssue === null ? null : nowMs + hoursAfterIssue * hourMs;
}

/** The date on the shop's clock. */
export function dayOf({ timeZone }: KeptTerms, nowMs: number): string {
  return localTime(nowMs, timeZone).date;
}

/** When the next day begins on the shop's clock. */
export function tomorrowMs(terms: KeptTerms, nowMs: number): number {
  const next = new Date(Date.parse(`${dayOf(terms, nowMs)}T00:00Z`) + dayMs).toISOString();
  return momentOf(next.slice(0, "2026-11-22T00:00".length), terms.timeZone);
}
