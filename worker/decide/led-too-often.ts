import { onTheWayMs } from "../../model/led.ts";
import type { RuleMemory } from "../../model/rule-memory.ts";
import type { Moment } from "./caps.ts";

/** How many of the times at which a rule led somebody elsewhere are kept. */
export const timesLedKept = 4;

/**
 * Whether a rule has led a visitor elsewhere again and again, just now: the shop's own server sends them back, which no
 * rule tells of, since a shopper does not ask for the same page as often as that. Then they get the page that they ask for.
 */
export function wasLedTooOften(rule: string, { shownAtMs }: RuleMemory, { nowMs }: Moment): boolean {
  const times = shownAtMs[rule] ?? [];
  return times.filter((timeMs) => nowMs - timeMs < onTheWayMs).length >= timesLedKept;
}
