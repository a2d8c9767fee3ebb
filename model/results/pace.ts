/** Over how many days the pace is taken. */
const lately = 7;
const dayMs = 24 * 60 * 60_000;

/** Who came when. */
export interface Arrivals {
  /** The first day on which anybody took part, as in 2026-11-23; `null` where nobody did. */
  readonly firstDay: string | null;
  /** How many did since {@link paceSince} and before today. */
  readonly lately: number;
  /** How many did at all. */
  readonly people: number;
}

/** The first of the days that the pace is taken over. @param today as in 2026-11-23 */
export function paceSince(today: string): string {
  return new Date(Date.parse(today) - lately * dayMs).toISOString().slice(0, 10);
}

/** How many people take part for the first time on a day: of the last days before today, or of today where there are none. */
export function pacePerDay(arrivals: Arrivals, today: string): number {
  const { firstDay, people } = arrivals;
  if (firstDay === null) return 0;
  if (firstDay >= today) return people;
  const days = Math.round((Date.parse(today) - Date.parse(firstDay)) / dayMs);
  return arrivals.lately / Math.min(lately, days);
}
