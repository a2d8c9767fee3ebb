import { once } from "../../model/once.ts";
import { locale } from "./language.ts";

/**
 * A moment as a marketer reads it, in the shop's own time: "today, 14:03", "21 Nov, 09:30", "3 Feb 2025, 09:30".
 * @param iso ISO 8601.
 * @param timeZone IANA name, as in `Site.timeZone`.
 */
export function describeMoment(iso: string, timeZone: string, now: Date): string {
  const moment = new Date(iso);
  const part = (date: Date, options: Intl.DateTimeFormatOptions) =>
    formatter({ ...options, timeZone }).format(date);
  const time = part(moment, { hour: "2-digit", minute: "2-digit" });
  const day = (date: Date) => part(date, { year: "numeric", month: "numeric", day: "numeric" });
  if (day(moment) === day(now)) {
    return `${today()}, ${time}`;
  }
  const sameYear = part(moment, { year: "numeric" }) === part(now, { year: "numeric" });
  const date = part(moment, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
  return `${date}, ${time}`;
}

const today = once(() => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "day"));

/** Making one takes longer than all that is done with it in a list of hundreds. There are as many as sites have time zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
}
