import type { Unknown } from "../statistics/difference.ts";
import type { Range, VariantComparison } from "./compare-variants.ts";
import type { Measured } from "./measured.ts";
import { worthFinding } from "./still-needed.ts";
import type { Control } from "./variants-of.ts";

/** What a result comes to. The code stays the same for ever; whoever shows it has the words. */
export type Verdict =
  /** Nobody has seen it in these days. */
  | { readonly code: "nobody" }
  /** There is no holdout, no control group and no second variant. */
  | { readonly code: "nothing_to_compare" }
  /** People were not shared as they were meant to be: no figure can be trusted. */
  | { readonly code: "uneven" }
  /** Nothing can be said yet, because of what this variant's people did. */
  | { readonly code: "unknown"; readonly why: Unknown["code"]; readonly variant: string }
  /** It makes a guardrail worse beyond doubt. */
  | { readonly code: "harms"; readonly variant: string; readonly goal: string }
  /** Beyond doubt; `safe` to roll out, since nothing that is watched became worse beyond doubt. */
  | { readonly code: "better"; readonly variant: string }
  | { readonly code: "worse"; readonly variant: string }
  /** It can be either yet. */
  | { readonly code: "too_early"; readonly variant: string }
  /** None that is worth finding, for better or worse: all of it is ruled out. */
  | { readonly code: "no_difference"; readonly variant: string };

export interface JudgedComparisons {
  readonly people: number;
  readonly control: Control | null;
  readonly measured: Measured;
  readonly isUneven: boolean;
  /** Of the variants that could be rolled out. */
  readonly candidates: readonly VariantComparison[];
  /** What became worse beyond doubt, by variant and goal. */
  readonly harms: readonly { readonly variant: string; readonly goal: string }[];
}

export function verdictOn(judged: JudgedComparisons): Verdict {
  const { people, control, measured, isUneven, candidates, harms } = judged;
  // Of such a rule nobody's exposure is kept for results, so that nobody is counted says nothing.
  if (control === null) return { code: "nothing_to_compare" };
  if (people === 0) return { code: "nobody" };
  const best = bestOf(candidates, measured);
  if (best === undefined) return { code: "nothing_to_compare" };
  if (isUneven) return { code: "uneven" };
  const { variant } = best;
  const harm = harms.find((each) => each.variant === variant) ?? harms[0];
  if (harm !== undefined) return { code: "harms", ...harm };
  if (best.unknown !== null)
    return { code: "unknown", why: best.unknown.code, variant: best.unknown.variant };
  const sign = signOf(best.difference, measured);
  if (sign !== 0) return { code: sign > 0 ? "better" : "worse", variant };
  return { code: isNegligible(best.relative) ? "no_difference" : "too_early", variant };
}

/** That a difference could have shown by now is not enough: one of 15 % may still be what 7 % so far come to. */
function isNegligible({ low, high }: Range): boolean {
  return low !== null && high !== null && low > -worthFinding && high < worthFinding;
}

/** 1 where it is better beyond doubt, -1 where it is worse, 0 where it can be either. */
export function signOf({ low, high }: Range, { better }: Pick<Measured, "better">): -1 | 0 | 1 {
  const sign = low !== null && low > 0 ? 1 : high !== null && high < 0 ? -1 : 0;
  if (sign === 0) return 0;
  return sign > 0 === (better === "more") ? 1 : -1;
}

/** The one to speak of: what is better beyond doubt, then what can be either, then what is worse; each the best of its kind. */
export function bestOf(
  candidates: readonly VariantComparison[],
  measured: Measured,
): VariantComparison | undefined {
  const worth = ({ difference: { value } }: VariantComparison) =>
    value === null ? -Infinity : measured.better === "more" ? value : -value;
  const rank = (each: VariantComparison) => (each.unknown === null ? signOf(each.difference, measured) : -2);
  return candidates.toSorted((one, other) => {
    const byRank = rank(other) - rank(one);
    return byRank === 0 ? Number(worth(other) > worth(one)) - Number(worth(one) > worth(other)) : byRank;
  })[0];
}
