/**
 * A variant as a visitor is remembered with it. Where they keep it for a set time only, the day on which they got it stands
 * behind it, in two characters that come again after three and a half years: `b~k3`. All of it travels in a cookie.
 */
const dayMs = 24 * 60 * 60_000;
const mostDays = 36 ** 2;
/** More than this is no time that passed: another clock is a little ahead. */
const longestDays = 2 * 366;

function dayOf(nowMs: number): number {
  return Math.floor(nowMs / dayMs) % mostDays;
}

/** To be remembered with the day. */
export function variantSince(variant: string, nowMs: number): string {
  return `${variant}~${dayOf(nowMs).toString(36).padStart(2, "0")}`;
}

/** Which variant it is. */
export function variantIn(kept: string): string {
  const end = kept.indexOf("~");
  return end === -1 ? kept : kept.slice(0, end);
}

/** For how many days the visitor has had it; `undefined` where that is not remembered. */
export function daysKept(kept: string, nowMs: number): number | undefined {
  const stamp = /~([0-9a-z]{2})$/.exec(kept)?.[1];
  if (stamp === undefined) return undefined;
  const days = (dayOf(nowMs) - Number.parseInt(stamp, 36) + mostDays) % mostDays;
  return days > longestDays ? 0 : days;
}
