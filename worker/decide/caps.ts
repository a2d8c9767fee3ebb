import { localTime, momentOf } from "../../model/local-time.ts";
import type { Cap } from "../../model/rule.ts";
import type { RuleMemory } from "../../model/rule-memory.ts";

/** The moment a rule is decided at, and the visit it belongs to. */
export interface Moment {
  readonly nowMs: number;
  readonly sessionStartedAtMs: number;
}

/** Whether a visitor has seen a rule as often as they may. */
export type CapCheck = (rule: string, memory: RuleMemory, moment: Moment) => boolean;

const never: readonly number[] = [];

/** @param timeZone the site's: days and weeks begin at its midnight. */
export function compileCaps(caps: readonly Cap[], timeZone: string): CapCheck {
  if (caps.length === 0) return () => false;
  return (rule, memory, moment) => {
    const here = memory.shownAtMs[rule] ?? never;
    const elsewhere = memory.shownElsewhereAtMs[rule] ?? never;
    if (here.length === 0 && elsewhere.length === 0) return false;
    return caps.some(({ times, per, of }) => {
      const sinceMs = startOf(per, moment, timeZone);
      const seen = countSince(here, sinceMs) + (of === "profile" ? countSince(elsewhere, sinceMs) : 0);
      return seen >= times;
    });
  };
}

function countSince(timesMs: readonly number[], sinceMs: number): number {
  let count = 0;
  for (const timeMs of timesMs) if (timeMs >= sinceMs) count += 1;
  return count;
}

function startOf(per: Cap["per"], { nowMs, sessionStartedAtMs }: Moment, timeZone: string): number {
  if (per === "session") return sessionStartedAtMs;
  if (per === "ever") return -Infinity;
  const { date, weekday } = localTime(nowMs, timeZone);
  return midnightOf(per === "day" ? date : daysBefore(date, weekday), timeZone);
}

function daysBefore(date: string, days: number): string {
  const noonMs = Date.parse(`${date}T12:00Z`) - days * 24 * 60 * 60_000;
  return new Date(noonMs).toISOString().slice(0, 10);
}

/** A midnight is asked for by every page of its day, and takes long to find. */
const midnights = new Map<string, number>();
const mostMidnights = 100;

function midnightOf(date: string, timeZone: string): number {
  const key = `${date} ${timeZone}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  if (midnights.size >= mostMidnights) midnights.clear();
  const atMs = momentOf(`${date}T00:00`, timeZone);
  midnights.set(key, atMs);
  return atMs;
}
