import { counterOf, windowMs, type Did } from "./did.ts";
import { isDocument } from "./condition-document.ts";
import { compileExpected } from "./operators.ts";

/** Compiles `$did`: whether the event happened as often as asked, within its window. */
export function compileDid(did: Did): (facts: unknown) => boolean {
  const countFor = compileCount(did);
  const holds = compileExpected(did.count, { groups: {}, compileCondition: () => () => false });
  return (facts) => holds(countFor(facts));
}

/** Compiles how often the event of a `$did` clause happened within its window. */
export function compileCount(did: Did): (facts: unknown) => number {
  const { id } = counterOf(did);
  const within = did.within ?? "ever";
  const lengthMs = windowMs(within);
  return (facts) => {
    // Facts that carry no behaviour, such as an item's, say that nothing happened.
    const behaviour = isDocument(facts) ? facts["behaviour"] : undefined;
    if (!isDocument(behaviour) || !isDocument(behaviour["timesMs"])) return 0;
    const timesMs = behaviour["timesMs"][id];
    if (!Array.isArray(timesMs)) return 0;
    const sinceMs = sinceOf(behaviour["nowMs"], behaviour["sessionStartedAtMs"]);
    return timesMs.filter((timeMs) => typeof timeMs === "number" && timeMs >= sinceMs).length;
  };

  function sinceOf(nowMs: unknown, sessionStartedAtMs: unknown): number {
    if (within === "session") return typeof sessionStartedAtMs === "number" ? sessionStartedAtMs : Infinity;
    if (lengthMs === undefined) return 0;
    return typeof nowMs === "number" ? nowMs - lengthMs : Infinity;
  }
}
