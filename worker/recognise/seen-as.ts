import type { FactName } from "../../model/facts/catalogue.ts";
import { onTheWayMs } from "../../model/led.ts";
import { nothingRemembered, type RuleMemory } from "../../model/rule-memory.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { countPage } from "./count-page.ts";
import { newVisitor, type Visitor } from "./recognise.ts";

/** Whether what is known of a visitor may decide what they are shown. */
export function isPersonal({ purposes }: Pick<Visitor, "purposes">): boolean {
  return purposes.includes("personalisation");
}

/**
 * Who a visitor is where it is decided what they are shown. Without personalisation they are somebody who comes for the
 * first time, but for what measuring takes: the same chance, the variants that they have, and what led them just now.
 * @param wanted the facts that live rules read.
 */
export function seenAs(
  visitor: Visitor,
  request: Request,
  wanted: readonly FactName[],
  nowMs: number,
): Snapshot {
  const { snapshot, remembered } = visitor;
  if (isPersonal(visitor) || !remembered) return snapshot;
  const stranger = countPage({ ...visitor, snapshot: newVisitor(request, nowMs) }, request, wanted, nowMs);
  const { variants, shownAtMs } = snapshot.memory;
  return {
    ...stranger.snapshot,
    visitor: snapshot.visitor,
    memory: { ...nothingRemembered, variants, shownAtMs: justNow(shownAtMs, nowMs) },
  };
}

/** Whoever is led in a circle is to get out of it. */
function justNow(shownAtMs: RuleMemory["shownAtMs"], nowMs: number): RuleMemory["shownAtMs"] {
  const latest = Object.entries(shownAtMs).map(
    ([rule, timesMs]) => [rule, timesMs.filter((timeMs) => nowMs - timeMs < onTheWayMs)] as const,
  );
  return Object.fromEntries(latest.filter(([, timesMs]) => timesMs.length > 0));
}
