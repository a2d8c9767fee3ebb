import { type Arm, estimateOf } from "../statistics/arm.ts";
import { cuped, adjustmentOf } from "../statistics/cuped.ts";
import { requiredSample } from "../statistics/required-sample.ts";
import type { TwoArms } from "./compare-variants.ts";

/** The smallest difference that a result is planned to find, as a share of the control. */
export const worthFinding = 0.1;

/** What it takes to find a difference of {@link worthFinding}; `null` where it cannot be told. */
export interface Needed {
  /** People in the two arms together, those so far included. */
  readonly people: number | null;
  /** How many of them are there. */
  readonly soFar: number;
  /** At the pace of the last days; 0 where there are enough. */
  readonly days: number | null;
}

/** @param perDay how many people came to the two arms on a day, lately */
export function stillNeeded(arms: TwoArms, { alpha, perDay }: { alpha: number; perDay: number }): Needed {
  const soFar = arms.control.n + arms.treatment.n;
  const people = peopleFor(arms, alpha);
  if (people === null) return { people: null, soFar, days: null };
  if (people <= soFar) return { people, soFar, days: 0 };
  const days = perDay > 0 ? Math.ceil((people - soFar) / perDay) : null;
  return { people, soFar, days: Number.isSafeInteger(days) ? days : null };
}

/** By the control as it is so far, and with the arms' shares of visitors as they are. */
function peopleFor({ control, treatment, metric }: TwoArms, alpha: number): number | null {
  if (control.n < 2 || treatment.n < 1) return null;
  const estimate = estimateOf(adjusted(control), metric, "control");
  // Of one visitor, whatever it is the mean of.
  const variance = estimate.variance * estimate.n;
  if (estimate.value === 0 || !(variance > 0) || !Number.isFinite(variance)) return null;
  const { total } = requiredSample({
    metric: "mean",
    baseline: estimate.value,
    variance,
    lift: worthFinding,
    alpha,
    share: treatment.n / (control.n + treatment.n),
  });
  return Number.isSafeInteger(total) ? total : null;
}

function adjusted(arm: Arm): Arm {
  return "before" in arm && arm.before !== undefined ? cuped(arm, adjustmentOf([arm])) : arm;
}
