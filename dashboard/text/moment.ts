import { locale } from "./language.ts";

/**
 * A moment as a marketer reads it, in the shop's own time: "today, 14:03", "21 Nov, 09:30", "3 Feb 2025, 09:30".
 * @param iso ISO 8601.
 * @param timeZone IANA name, as in `Site.timeZone`.
 */
export function describeMoment(iso: string, timeZone: string, now: Date): string {
  const moment = new Date(iso);
  const part = (date: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(date);
  const time = part(moment, { hour: "2-digit", minute: "2-digit" });
  const day = (date: Date) => part(date, { year: "numeric", month: "numeric", day: "numeric" });
  if (day(moment) === day(now)) {
    return `${new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "day")}, ${time}`;
  }
  const sameYear = part(moment, { year: "numeric" }) === part(now, { year: "numeric" });
  const date = part(moment, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
  return `${date}, ${time}`;
}
