import { meanArm } from "../results/arm-of.ts";
import { nothing, tallyOf } from "../results/tally.ts";
import { judgePolicyBySums, type LoggedDecisions, type PolicyValue } from "../statistics/judge-policy.ts";
import type { Evidence } from "./evidence.ts";

/**
 * What each visitor would have brought of the rule's goal, had its variants been shared otherwise all the time: from what
 * came of the shares that there really were, phase by phase.
 *
 * @param would the share of each variant by another policy; those that it does not name get nothing
 * @returns null where nothing is known of what it would have done, and of ratios, which no visitor has one of
 */
export function judgeShares(
  would: Readonly<Record<string, number>>,
  { totals, lists, phases, goal }: Evidence,
): PolicyValue | null {
  if (goal.kind === "ratio") return null;
  const tally = tallyOf(totals, goal.measure, lists);
  const variants = new Set(Object.keys(would));
  const whole = Object.values(would).reduce((sum, share) => sum + share, 0);
  const logged = [...phases].flatMap(([phaseMs, shares]) => {
    // Of those that the other policy would have decided for: the held out are not among them.
    const known = Object.entries(shares).filter(([variant]) => variants.has(variant));
    const among = known.reduce((sum, [, share]) => sum + share, 0);
    return known.flatMap(([variant, share]): LoggedDecisions[] => {
      const { n, mean, variance } = meanArm(tally.get(variant)?.get(phaseMs) ?? nothing, goal, false);
      if (n === 0 || share === 0 || whole === 0) return [];
      const rewards = { n, sum: mean * n, squares: variance * (n - 1) + mean ** 2 * n };
      return [{ probability: share / among, wouldBe: (would[variant] ?? 0) / whole, rewards }];
    });
  });
  return judgePolicyBySums(logged);
}
