/** The date and time that a clock on the wall shows. */
export interface LocalTime {
  /** As in 2026-11-22. */
  readonly date: string;
  /** From 0 for Monday to 6 for Sunday. */
  readonly weekday: number;
  /** Minutes since midnight, as the clock shows them. */
  readonly minutes: number;
}

/** True for an IANA name that this platform knows, such as Europe/Berlin. */
export function isTimeZone(name: string): boolean {
  return formatterOf(name) !== undefined;
}

/**
 * What a clock in the time zone shows at a moment.
 * @param timeZone IANA name, as {@link isTimeZone} accepts it; any other one reads as UTC
 */
export function localTime(atMs: number, timeZone: string): LocalTime {
  const minute = Math.floor(atMs / minuteMs);
  const known = latest.get(timeZone);
  if (known?.minute === minute) return known.time;
  const time = readClock(minute * minuteMs, timeZone);
  latest.set(timeZone, { minute, time });
  return time;
}

/**
 * The moment at which a clock in the time zone shows this date and time: the first of two where it is set back over
 * it, and where it is set forward over it, as much later as it is set.
 * @param local as in 2026-11-22T09:30
 * @returns ms since 1970. Source: "compatible" of https://tc39.es/proposal-temporal/docs/ambiguity.html
 */
export function momentOf(local: string, timeZone: string): number {
  const asUtcMs = Date.parse(`${local}Z`);
  const candidates = [asUtcMs - dayMs, asUtcMs + dayMs]
    .map((nearMs) => asUtcMs - offsetMs(nearMs, timeZone))
    .sort((a, b) => a - b);
  const right = candidates.find((atMs) => atMs + offsetMs(atMs, timeZone) === asUtcMs);
  return right ?? candidates.at(-1) ?? asUtcMs;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Formatters take long to make, and the same minute is asked for again and again. */
const formatters = new Map<string, Intl.DateTimeFormat | undefined>();
const latest = new Map<string, { minute: number; time: LocalTime }>();

/** How many names are remembered: a visitor's may be anything. */
const mostZones = 600;

function formatterOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (formatters.has(timeZone)) return formatters.get(timeZone);
  if (formatters.size >= mostZones) {
    formatters.clear();
    latest.clear();
  }
  let formatter: Intl.DateTimeFormat | undefined;
  try {
    formatter = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  } catch {
    formatter = undefined;
  }
  formatters.set(timeZone, formatter);
  return formatter;
}

function readClock(atMs: number, timeZone: string): LocalTime {
  const parts: Record<string, string> = {};
  const formatter = formatterOf(timeZone) ?? formatterOf("UTC");
  for (const { type, value } of formatter?.formatToParts(atMs) ?? []) parts[type] = value;
  const date = `${(parts["year"] ?? "").padStart(4, "0")}-${parts["month"]}-${parts["day"]}`;
  const weekday = (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
  return { date, weekday, minutes: Number(parts["hour"]) * 60 + Number(parts["minute"]) };
}

/** How far the clock is ahead of UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  const { date, minutes } = readClock(atMs, timeZone);
  return Date.parse(`${date}T00:00Z`) + minutes * minuteMs - Math.floor(atMs / minuteMs) * minuteMs;
}
