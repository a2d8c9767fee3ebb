import { type Led, onTheWayMs } from "../../model/led.ts";
import type { Decisions, Watched } from "./decision.ts";

/** The rules that are seen on the page which a visitor was led to, if this is the first one that they get after that. */
export function ledHere(led: Led | undefined, nowMs: number): Pick<Watched, "rule" | "variant">[] {
  return Object.entries(justLed(led, nowMs)).map(([rule, { variant }]) => ({ rule, variant }));
}

/** What is to be known of that after a page; `undefined` where the visitor sees this one. */
export function stillLed(
  led: Led | undefined,
  { redirect, seenThere }: Pick<Decisions, "redirect" | "seenThere">,
  nowMs: number,
): Led | undefined {
  if (redirect === null) return undefined;
  const still = justLed(led, nowMs);
  for (const { rule, variant } of seenThere) still[rule] = { variant, atMs: nowMs };
  return still;
}

function justLed(led: Led = {}, nowMs: number): Led {
  return Object.fromEntries(Object.entries(led).filter(([, { atMs }]) => nowMs - atMs < onTheWayMs));
}
