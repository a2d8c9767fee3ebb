import { windowMs } from "../condition/did.ts";
import { meanArm, proportionArm, ratioArm } from "../results/arm-of.ts";
import type { Measured } from "../results/measured.ts";
import { nothing, plus, type Sums, tallyOf } from "../results/tally.ts";
import { estimateOf, type MeanArm, type ProportionArm } from "../statistics/arm.ts";
import { combined } from "../statistics/phases.ts";
import { thompsonShares } from "../statistics/thompson.ts";
import type { Rule } from "../rule.ts";
import { equalShares } from "./after-publish.ts";
import type { Bandit } from "./bandit.ts";
import type { Evidence } from "./evidence.ts";
import { type Span, spansOf } from "./spans.ts";

const minuteMs = 60_000;

/** With fewer outcomes than this for each variant, any difference is one of chance. */
const fewestOutcomes = 10;

/**
 * Whether shares are to be worked out anew: every five minutes at first, later whenever the time since the start has grown
 * by a fiftieth. What comes in between would hardly change them, and each time begins a phase, which sums are kept by.
 */
export function isToLearn(sinceMs: number, learnedAtMs: number, nowMs: number): boolean {
  return nowMs - learnedAtMs >= Math.max(5 * minuteMs, (nowMs - sinceMs) / 50);
}

/**
 * The share of visitors that each variant gets, by Thompson sampling on the rule's goal: equal ones while there are few
 * outcomes. It learns from phases that ended `delay` ago, so that whoever had no time to answer does not count against
 * what they saw. Variants are compared within the same times, since both shares and shoppers change (`spans.ts`). The held out, and
 * those who are set aside, teach nothing.
 *
 * @returns by variant, with four digits; at least the floor each, and never NaN
 */
export function learnedWeights(
  rule: Pick<Rule, "variants"> & { readonly bandit: Bandit },
  evidence: Evidence,
  nowMs: number,
): Record<string, number> {
  const equal = equalShares(rule);
  const phases = settledPhases(rule, evidence, nowMs);
  const sums = rule.variants.map((_, variant) =>
    phases.reduce((sum, phase) => plus(sum, phase[variant] ?? nothing), nothing),
  );
  const outcomes = sums.reduce((all, each) => all + worthInOutcomes(each), 0);
  if (outcomes < fewestOutcomes * sums.length) return equal;
  const floor = Math.min(rule.bandit.floor, 1 / sums.length);
  const shares = thompsonShares(armsOf(spansOf(phases), sums.length, evidence.goal), { floor });
  return Object.fromEntries(
    rule.variants.map(({ id }, index) => [id, Number((shares[index] ?? 0).toFixed(4))]),
  );
}

/** By phase, in the order of time: what each variant came to, in the rule's order. */
function settledPhases(
  { variants, bandit }: Pick<Rule, "variants"> & { readonly bandit: Bandit },
  { totals, lists, phases, goal }: Evidence,
  nowMs: number,
): Sums[][] {
  const untilMs = nowMs - (windowMs(bandit.delay) ?? 0);
  const begun = [...phases.keys()].sort((one, other) => one - other);
  const settled = begun.filter((_, index) => (begun[index + 1] ?? Infinity) <= untilMs);
  const tally = tallyOf(totals, goal.measure, lists);
  return settled.map((phaseMs) => variants.map(({ id }) => tally.get(id)?.get(phaseMs) ?? nothing));
}

/** How many outcomes of the same size these are worth: one that is much larger than all others teaches like one. */
function worthInOutcomes({ y, yy }: Sums): number {
  return yy > 0 ? y ** 2 / yy : 0;
}

/** Of each variant, in the rule's order; more is better in each of them. */
function armsOf(spans: readonly Span[], many: number, goal: Measured): ProportionArm[] | MeanArm[] {
  const isLessBetter = goal.better === "less";
  const each = Array.from({ length: many }, (_, variant) =>
    spans.map(({ sums, weight }) => ({ sums: sums[variant] ?? nothing, weight })),
  );
  if (goal.kind === "proportion")
    return each.map((strata) => {
      const { n, successes } = proportionAcross(strata);
      return { n, successes: isLessBetter ? n - successes : successes };
    });
  return each.map((strata): MeanArm => {
    const { n, mean, variance } = meanAcross(strata, goal);
    return { n, mean: isLessBetter ? -mean : mean, variance };
  });
}

/** One variant in one span. */
interface Stratum {
  readonly sums: Sums;
  readonly weight: number;
}

/** As many visitors as are worth those of all spans with their weights (L. Kish, "Survey Sampling", 1965), and what they did. */
function proportionAcross(strata: readonly Stratum[]): ProportionArm {
  const [first = { sums: nothing, weight: 1 }] = strata;
  if (strata.length < 2) return proportionArm(first.sums);
  const arms = strata.map(({ sums, weight }) => ({ weight, ...proportionArm(sums) }));
  const mean = arms.reduce((sum, { weight, n, successes }) => sum + (weight * successes) / n, 0);
  const n = Math.round(1 / arms.reduce((sum, arm) => sum + arm.weight ** 2 / arm.n, 0));
  return { n, successes: Math.min(Math.round(mean * n), n) };
}

/** A ratio is taken as if it were a mean, with the error that it has by the delta method. */
function meanAcross(strata: readonly Stratum[], goal: Measured): MeanArm {
  const isRatio = goal.kind === "ratio";
  const arms = strata.map(({ sums, weight }) => ({
    share: weight,
    arm: isRatio ? ratioArm(sums, goal) : meanArm(sums, goal, false),
  }));
  const [first] = arms;
  const arm = first !== undefined && arms.length < 2 ? first.arm : combined(arms);
  if (!isRatio) return arm;
  const { n, value, variance } = estimateOf(arm, "ratio", goal.goal);
  return { n, mean: value, variance: variance * n };
}
