import type { Schedule } from "../../model/schedule.ts";

export type WeeklyHours = Schedule["weekly"][number];

/** A schedule that says nothing. */
export const anyTime: Schedule = { from: null, until: null, timeZone: null, weekly: [] };

/** What weekly hours begin with when somebody adds some. */
export const usualHours: WeeklyHours = {
  days: ["monday", "tuesday", "wednesday", "thursday", "friday"],
  from: "09:00",
  to: "17:00",
};

/** Whether a schedule says the same as none at all: whose clock it goes by says nothing alone. */
export function isAnyTime({ from, until, weekly }: Schedule): boolean {
  return from === null && until === null && weekly.length === 0;
}
