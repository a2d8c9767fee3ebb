import { compares } from "../judged.ts";
import { momentOf } from "../local-time.ts";
import type { Rule } from "../rule.ts";
import { coverageNow } from "./after-publish.ts";
import { type Evidence, evidenceSince } from "./evidence.ts";
import { isToLearn, learnedWeights } from "./learn.ts";
import type { Steering } from "./steering.ts";
import { whyStop } from "./why-stop.ts";

/** What becomes of a rule at a moment. */
export interface NextSteering {
  what: "stopped" | "ramped" | "learned";
  steering: Steering;
}

/**
 * What a rule that is live is to become now; `undefined` where it stays as it is.
 * @param timeZone the site's, for the rule's schedule: before it opens, no step counts
 */
export function nextSteering(
  rule: Rule,
  steering: Steering,
  evidence: Evidence,
  { nowMs, timeZone }: { nowMs: number; timeZone: string },
): NextSteering | undefined {
  if (steering.stopped !== undefined) return undefined;
  const { watchedSinceMs = steering.sinceMs } = steering;
  const stop = compares(rule) ? whyStop(rule, evidenceSince(evidence, watchedSinceMs)) : undefined;
  if (stop !== undefined)
    return { what: "stopped", steering: { ...steering, stopped: { ...stop, atMs: nowMs } } };
  const { coverage: before, ...others } = steering;
  const next = { ...others, ...coverageNow(rule, rampStartMs(rule, steering, timeZone), nowMs) };
  const weights = newWeights(rule, steering, evidence, nowMs);
  if (next.coverage !== before) return { what: "ramped", steering: { ...next, ...weights } };
  return weights === undefined ? undefined : { what: "learned", steering: { ...next, ...weights } };
}

/**
 * When a rule's first step began: once its time had come, and later by as long as it was stopped.
 * @param timeZone the site's
 */
export function rampStartMs(
  { schedule }: Rule,
  { sinceMs, pausedMs = 0 }: Steering,
  timeZone: string,
): number {
  const from = schedule?.from ?? null;
  const opensMs = from === null ? 0 : momentOf(from, schedule?.timeZone ?? timeZone);
  return Math.max(sinceMs, opensMs) + pausedMs;
}

function newWeights(
  rule: Rule,
  { sinceMs }: Steering,
  evidence: Evidence,
  nowMs: number,
): Pick<Steering, "weights"> | undefined {
  const { bandit } = rule;
  if (bandit === null) return undefined;
  const known = evidenceSince(evidence, sinceMs);
  const learnedAtMs = Math.max(sinceMs, ...known.phases.keys());
  if (!isToLearn(sinceMs, learnedAtMs, nowMs)) return undefined;
  return { weights: learnedWeights({ ...rule, bandit }, known, nowMs) };
}

/** The same rule after somebody wanted it to go on: what it stopped by is looked at anew, from now on. */
export function resumed({ stopped, ...steering }: Steering, nowMs: number): Steering {
  const forMs = stopped === undefined ? 0 : Math.max(nowMs - stopped.atMs, 0);
  return { ...steering, watchedSinceMs: nowMs, pausedMs: (steering.pausedMs ?? 0) + forMs };
}
