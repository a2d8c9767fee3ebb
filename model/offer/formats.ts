import { once } from "../once.ts";

/** How dates may be written, from the shortest. Source: `dateStyle` of `Intl.DateTimeFormat`. */
export const dateStyles = ["short", "medium", "long", "full"] as const;
export type DateStyle = (typeof dateStyles)[number];

/** How the filters `money` and `date` write for one language at one shop. */
export interface Formats {
  /** @param amount in the site's currency, such as 12.5. */
  money(amount: number): string;
  /** The day of a moment, at the shop. */
  day(ms: number, style: DateStyle): string;
  /** A day of the calendar, whatever the time zone. @param ms its midnight in UTC. */
  calendarDay(ms: number, style: DateStyle): string;
}

export interface FormatSettings {
  /** BCP 47. */
  language: string;
  /** ISO 4217. */
  currency: string;
  /** IANA time zone name. */
  timeZone: string;
}

/** Making one formatter takes as long as rendering some ten offers. */
const known = new Map<string, Formats>();
const mostKnown = 500;

/** @throws nothing: where a currency or time zone is not known, its use in a template does. */
export function formatsFor({ language, currency, timeZone }: FormatSettings): Formats {
  const key = `${language} ${currency} ${timeZone}`;
  let formats = known.get(key);
  if (formats === undefined) {
    if (known.size >= mostKnown) known.clear();
    const money = once(() => new Intl.NumberFormat(language, { style: "currency", currency }));
    const days = once(() => dayFormats(language, timeZone));
    const calendarDays = once(() => dayFormats(language, "UTC"));
    formats = {
      money: (amount) => money().format(amount),
      day: (ms, style) => days()[style].format(ms),
      calendarDay: (ms, style) => calendarDays()[style].format(ms),
    };
    known.set(key, formats);
  }
  return formats;
}

function dayFormats(language: string, timeZone: string): Record<DateStyle, Intl.DateTimeFormat> {
  const of = (dateStyle: DateStyle) => new Intl.DateTimeFormat(language, { dateStyle, timeZone });
  return { short: of("short"), medium: of("medium"), long: of("long"), full: of("full") };
}
