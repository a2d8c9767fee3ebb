import type { Measured } from "../results/measured.ts";
import type { PhaseShares } from "../results/strata.ts";
import type { MeasureLists, Total } from "../results/tally.ts";

/** What is known of a rule since it is steered as it is. */
export interface Evidence {
  /** Sums over those who took part since then. */
  readonly totals: readonly Total[];
  readonly lists: MeasureLists;
  /** Since then, each by the moment at which it began. */
  readonly phases: PhaseShares;
  /** The rule's goal. */
  readonly goal: Measured;
  readonly guardrails: readonly Measured[];
}

/** Without those who took part before a moment. */
export function evidenceSince(evidence: Evidence, sinceMs: number): Evidence {
  return {
    ...evidence,
    totals: evidence.totals.filter(({ phaseMs }) => phaseMs >= sinceMs),
    phases: new Map([...evidence.phases].filter(([fromMs]) => fromMs >= sinceMs)),
  };
}
