import type { Rule } from "../../model/rule.ts";
import { isSteered } from "../../model/steering/after-publish.ts";
import { rampStartMs } from "../../model/steering/next.ts";
import { stepAt } from "../../model/steering/ramp.ts";
import type { Steering } from "../../model/steering/steering.ts";
import type { Steered } from "./contract.ts";

/**
 * How a rule that is published is given to shoppers now, where that is not as it was published.
 * @returns `null` where nothing steers it, and where it has stopped.
 */
export function steeredOf(
  rule: Rule | undefined,
  steering: Steering | undefined,
  { nowMs, timeZone }: { nowMs: number; timeZone: string },
): Steered | null {
  if (rule === undefined || !isSteered(rule) || steering === undefined || steering.stopped !== undefined)
    return null;
  const { ramp } = rule;
  const step = ramp === null ? undefined : stepAt(ramp, rampStartMs(rule, steering, timeZone), nowMs);
  const { weights = null } = steering;
  if (step === undefined && weights === null) return null;
  return {
    step: step === undefined ? null : { share: step.coverage, until: new Date(step.endsMs).toISOString() },
    shares: weights,
  };
}
