import { evennessOf } from "../results/evenness.ts";
import { harmsOf } from "../results/result.ts";
import { tallyOf } from "../results/tally.ts";
import { controlOf, candidatesOf } from "../results/variants-of.ts";
import type { Rule } from "../rule.ts";
import type { Evidence } from "./evidence.ts";
import type { Stop } from "./steering.ts";

/** Below this chance, visitors were not shared as they were meant to be. A result says so earlier, which takes nothing away. */
const broken = 0.001;

/**
 * Why a rule is to stop by itself: it makes a guardrail worse beyond doubt, or its visitors are not shared as they were
 * meant to be. Right however often it is asked: both are always valid, and the guardrails are corrected for how many
 * comparisons there are (an alpha of 0.05 for all together).
 */
export function whyStop(
  { variants, holdout }: Pick<Rule, "variants" | "holdout">,
  evidence: Evidence,
): Omit<Stop, "atMs"> | undefined {
  const judged = {
    variants: variants.map(({ id, changes }) => ({ id, isControl: changes.length === 0 })),
    hasHoldout: holdout > 0,
  };
  const tally = tallyOf(evidence.totals, evidence.goal.measure, evidence.lists);
  const { p } = evennessOf(tally, evidence.phases);
  if (p !== null && p < broken) return { why: "sample_ratio" };
  const control = controlOf(judged, tally);
  const [harm] = control === null ? [] : harmsOf(evidence, control, candidatesOf(judged, control));
  return harm === undefined ? undefined : { why: "guardrail", goal: harm.goal, variant: harm.variant };
}
