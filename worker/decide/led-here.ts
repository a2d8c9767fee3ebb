import { onTheWayMs, type RuleMemory } from "../../model/rule-memory.ts";
import type { Moment } from "./caps.ts";
import type { Decisions, Watched } from "./decision.ts";

type Led = RuleMemory["led"];

/** The rules that are seen on the page which a visitor was led to, if this is the first one that they get after that. */
export function ledHere(
  { led }: Pick<RuleMemory, "led">,
  { nowMs }: Moment,
): Pick<Watched, "rule" | "variant">[] {
  return Object.entries(justLed(led, nowMs)).map(([rule, { variant }]) => ({ rule, variant }));
}

/** What is to be remembered of that after a page; `undefined` where the visitor sees this one. */
export function stillLed(led: Led, { redirect, seenThere }: Decisions, { nowMs }: Moment): Led {
  if (redirect === null) return undefined;
  const still = justLed(led, nowMs);
  for (const { rule, variant } of seenThere) still[rule] = { variant, atMs: nowMs };
  return still;
}

function justLed(led: Led = {}, nowMs: number): NonNullable<Led> {
  return Object.fromEntries(Object.entries(led).filter(([, { atMs }]) => nowMs - atMs < onTheWayMs));
}
