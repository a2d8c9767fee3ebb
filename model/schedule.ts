import * as v from "valibot";
import { isTimeZone, localTime, momentOf } from "./local-time.ts";
import { weekdays } from "./weekdays.ts";

const LocalDateTime = v.pipe(
  v.string("A date and time is text."),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "A date and time is written as 2026-11-22T09:30."),
  v.check(isRealDate, "There is no such date or time."),
);

const ClockTime = v.pipe(
  v.string("A time is text."),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "A time is written as 09:30, up to 24:00."),
);

const WeeklyHours = v.pipe(
  v.object({
    days: v.pipe(
      v.array(v.picklist(weekdays, `A weekday is one of ${weekdays.join(", ")}.`)),
      v.minLength(1, "Weekly hours need at least one weekday."),
    ),
    from: ClockTime,
    /** Where it is not after `from`, the hours go on past midnight into the next day. */
    to: ClockTime,
  }),
  v.forward(
    v.check(({ from }) => from !== "24:00", "Hours start before 24:00."),
    ["from"],
  ),
);

/** When: from one moment to another, and at which hours of the week. */
export const Schedule = v.pipe(
  v.object({
    /** What the clock shows when it starts and ends; `null` is at once and never. */
    from: v.optional(v.nullable(LocalDateTime), null),
    until: v.optional(v.nullable(LocalDateTime), null),
    /** IANA name; `null` is the site's own. */
    timeZone: v.optional(
      v.nullable(
        v.pipe(v.string(), v.check(isTimeZone, "A time zone is an IANA name such as Europe/Berlin.")),
      ),
      null,
    ),
    /** At any of these hours; none at all is around the clock. */
    weekly: v.optional(
      v.pipe(v.array(WeeklyHours), v.maxLength(50, "A schedule has at most 50 weekly hours.")),
      [],
    ),
  }),
  v.forward(
    v.check(
      ({ from, until }) => from === null || until === null || from < until,
      "A schedule ends after it starts.",
    ),
    ["until"],
  ),
);
export type Schedule = v.InferOutput<typeof Schedule>;

function isRealDate(local: string): boolean {
  const atMs = Date.parse(`${local}Z`);
  // Some platforms read the 31st of a short month as the 1st of the next.
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(local);
}

/** Whether a schedule is open at a moment, and when it is over for good. */
export interface CompiledSchedule {
  isOpen: (nowMs: number) => boolean;
  /** ms since 1970; `Infinity` where it never ends. */
  endsAtMs: number;
}

/** @param siteTimeZone what `timeZone: null` means */
export function compileSchedule(schedule: Schedule | null, siteTimeZone: string): CompiledSchedule {
  if (schedule === null) return { isOpen: () => true, endsAtMs: Infinity };
  const timeZone = schedule.timeZone ?? siteTimeZone;
  const startsAtMs = schedule.from === null ? -Infinity : momentOf(schedule.from, timeZone);
  const endsAtMs = schedule.until === null ? Infinity : momentOf(schedule.until, timeZone);
  const isOpenThen = compileWeekly(schedule.weekly, timeZone);
  return { isOpen: (nowMs) => nowMs >= startsAtMs && nowMs < endsAtMs && isOpenThen(nowMs), endsAtMs };
}

function compileWeekly(weekly: Schedule["weekly"], timeZone: string): (nowMs: number) => boolean {
  if (weekly.length === 0) return () => true;
  const spans = weekly.flatMap(({ days, from, to }) =>
    days.flatMap((day) => spansOf(weekdays.indexOf(day), minutesOf(from), minutesOf(to))),
  );
  return (nowMs) => {
    const { weekday, minutes } = localTime(nowMs, timeZone);
    return spans.some((span) => span.weekday === weekday && minutes >= span.from && minutes < span.to);
  };
}

interface Span {
  weekday: number;
  from: number;
  to: number;
}

/** One span, or the evening and the morning after. */
function spansOf(weekday: number, from: number, to: number): Span[] {
  if (to > from) return [{ weekday, from, to }];
  return [
    { weekday, from, to: minutesOf("24:00") },
    { weekday: (weekday + 1) % 7, from: 0, to },
  ];
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
