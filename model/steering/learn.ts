import { windowMs } from "../condition/did.ts";
import { meanArm, proportionArm, ratioArm } from "../results/arm-of.ts";
import type { Measured } from "../results/measured.ts";
import { nothing, plus, type Sums, tallyOf } from "../results/tally.ts";
import { estimateOf, type MeanArm, type ProportionArm } from "../statistics/arm.ts";
import { thompsonShares } from "../statistics/thompson.ts";
import type { Rule } from "../rule.ts";
import { equalShares } from "./after-publish.ts";
import type { Bandit } from "./bandit.ts";
import type { Evidence } from "./evidence.ts";

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
 * what they saw. The held out, and those who are set aside, teach nothing.
 *
 * @returns by variant, with four digits; at least the floor each, and never NaN
 */
export function learnedWeights(
  rule: Pick<Rule, "variants"> & { readonly bandit: Bandit },
  evidence: Evidence,
  nowMs: number,
): Record<string, number> {
  const equal = equalShares(rule);
  const sums = settledSums(rule, evidence, nowMs);
  const outcomes = sums.reduce((all, each) => all + worthInOutcomes(each), 0);
  if (outcomes < fewestOutcomes * sums.length) return equal;
  const floor = Math.min(rule.bandit.floor, 1 / sums.length);
  const shares = thompsonShares(armsOf(sums, evidence.goal), { floor });
  if (!shares.every(Number.isFinite)) return equal;
  return Object.fromEntries(
    rule.variants.map(({ id }, index) => [id, Number((shares[index] ?? 0).toFixed(4))]),
  );
}

/** Of each variant, in the rule's order. */
function settledSums(
  { variants, bandit }: Pick<Rule, "variants"> & { readonly bandit: Bandit },
  { totals, lists, phases, goal }: Evidence,
  nowMs: number,
): Sums[] {
  const untilMs = nowMs - (windowMs(bandit.delay) ?? 0);
  const begun = [...phases.keys()].sort((one, other) => one - other);
  const settled = new Set(begun.filter((_, index) => (begun[index + 1] ?? Infinity) <= untilMs));
  const tally = tallyOf(totals, goal.measure, lists);
  return variants.map(({ id }) =>
    [...(tally.get(id) ?? [])].reduce(
      (sum, [phaseMs, each]) => (settled.has(phaseMs) ? plus(sum, each) : sum),
      nothing,
    ),
  );
}

/** How many outcomes of the same size these are worth: one that is much larger than all others teaches like one. */
function worthInOutcomes({ y, yy }: Sums): number {
  return yy > 0 ? y ** 2 / yy : 0;
}

/** More is better in each of them. */
function armsOf(sums: readonly Sums[], goal: Measured): ProportionArm[] | MeanArm[] {
  const isLessBetter = goal.better === "less";
  if (goal.kind === "proportion")
    return sums
      .map(proportionArm)
      .map(({ n, successes }) => ({ n, successes: isLessBetter ? n - successes : successes }));
  return sums.map((each): MeanArm => {
    const { n, mean, variance } = goal.kind === "ratio" ? asMean(each, goal) : meanArm(each, goal, false);
    return { n, mean: isLessBetter ? -mean : mean, variance };
  });
}

/** A ratio as if it were a mean, with the error that it has by the delta method. */
function asMean(sums: Sums, goal: Measured): MeanArm {
  const { n, value, variance } = estimateOf(ratioArm(sums, goal), "ratio", goal.goal);
  return { n, mean: value, variance: variance * n };
}
