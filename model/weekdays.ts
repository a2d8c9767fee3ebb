/** As conditions and schedules name them; `LocalTime.weekday` counts them from 0. */
export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
