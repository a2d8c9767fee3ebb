import { correctForMany } from "../statistics/correct-for-many.ts";
import { usualAlpha } from "../statistics/sequential.ts";
import { plainFigures, varianceOf } from "./arm-of.ts";
import { compareVariant, type VariantComparison } from "./compare-variants.ts";
import { type Evenness, evennessOf } from "./evenness.ts";
import type { Measured } from "./measured.ts";
import { type Needed, stillNeeded } from "./still-needed.ts";
import type { PhaseShares } from "./strata.ts";
import {
  countedBefore,
  type MeasureLists,
  setAside,
  sumOf,
  type Tally,
  tallyOf,
  type Total,
} from "./tally.ts";
import { candidatesOf, type Control, controlOf, everyVariant, type JudgedRule } from "./variants-of.ts";
import { bestOf, signOf, type Verdict, verdictOn } from "./verdict.ts";

/** Everything that a result is worked out from. */
export interface Known {
  readonly rule: JudgedRule;
  /** What it is judged by. */
  readonly measured: Measured;
  /** What must not become worse. */
  readonly guardrails: readonly Measured[];
  readonly totals: readonly Total[];
  readonly lists: MeasureLists;
  readonly phases: PhaseShares;
  /** How many people came to it on a day, lately. */
  readonly perDay: number;
  /** How many comparisons are made besides those of this rule's variants, as of other segments; 1 for none. */
  readonly looks?: number;
}

/** What people of one variant did. */
export interface VariantFigures {
  readonly variant: string;
  readonly people: number;
  /** In the goal's unit. */
  readonly total: number;
  /** For each person; of ratios, of whatever is below the line. */
  readonly value: number | null;
  /** Among people; `null` where nobody can say. */
  readonly variance: number | null;
}

export interface Result {
  readonly verdict: Verdict;
  readonly control: Control | null;
  readonly people: number;
  /** Who is in no figure: because they were in two variants, or work here. */
  readonly setAside: { readonly mixed: number; readonly staff: number };
  /** Who was counted while the goal was another one, and is in no figure. */
  readonly countedBefore: number;
  readonly variants: readonly VariantFigures[];
  /** Each beside the control, the rule's own first. */
  readonly comparisons: readonly (VariantComparison & {
    /** The chance of error, corrected for how many variants there are (Holm). */
    readonly pCorrected: number | null;
  })[];
  /** The chance of error of each interval, so that all together err in no more than 5 %. */
  readonly alpha: number;
  readonly evenness: Evenness;
  readonly needed: Needed | null;
}

/** What is known of a rule by one goal. Pure and total: whatever the sums say, it says what can be said, never NaN. */
export function resultOf(known: Known): Result {
  const { rule, measured, totals, lists, phases } = known;
  const tally = tallyOf(totals, measured.measure, lists);
  const variants = everyVariant(rule, tally).map((variant) => figuresOf(variant, tally, measured));
  const people = variants.reduce((sum, each) => sum + each.people, 0);
  const control = controlOf(rule, tally);
  const candidates = control === null ? [] : candidatesOf(rule, control);
  const alpha = alphaFor(candidates.length * (known.looks ?? 1));
  const comparisons = control === null ? [] : comparisonsOf(known, { tally, control, alpha, variants });
  const evenness = evennessOf(tally, phases);
  const judged = comparisons.filter(({ variant }) => candidates.includes(variant));
  const best = bestOf(judged, measured);
  const needed = best === undefined ? null : neededFor(best, { alpha, people, perDay: known.perDay });
  const harms = control === null ? [] : harmsOf(known, control, candidates);
  const isUneven = evenness.isBroken;
  return {
    verdict: verdictOn({ people, control, measured, isUneven, candidates: judged, harms }),
    control,
    people,
    setAside: setAside(totals),
    countedBefore: countedBefore(totals, measured.measure, lists),
    variants,
    comparisons,
    alpha,
    evenness,
    needed,
  };
}

/** Each of so many intervals errs so seldom that all together err no more often than one (Bonferroni). */
function alphaFor(comparisons: number): number {
  return usualAlpha / Math.max(comparisons, 1);
}

function figuresOf(variant: string, tally: Tally, measured: Measured): VariantFigures {
  const sums = sumOf(tally.get(variant));
  return { variant, people: sums.n, ...plainFigures(sums, measured), variance: varianceOf(sums, measured) };
}

function comparisonsOf(
  { measured, phases }: Known,
  {
    tally,
    control,
    alpha,
    variants,
  }: { tally: Tally; control: Control; alpha: number; variants: readonly VariantFigures[] },
): Result["comparisons"] {
  const question = { tally, measured, phases, control: control.variant, alpha };
  const compared = variants
    .filter(({ variant }) => variant !== control.variant)
    .map(({ variant }) => compareVariant(question, variant));
  const corrected = correctForMany(compared.map(({ pValue }) => pValue ?? 1));
  return compared.map((each, index) => ({
    ...each,
    pCorrected: each.pValue === null ? null : (corrected[index] ?? null),
  }));
}

/** Of all that came lately, the two arms get as many as they got so far. */
function neededFor(
  { arms }: VariantComparison,
  { alpha, people, perDay }: { alpha: number; people: number; perDay: number },
): Needed {
  const share = people === 0 ? 0 : (arms.control.n + arms.treatment.n) / people;
  return stillNeeded(arms, { alpha, perDay: perDay * share });
}

/** What became worse beyond doubt, of all guardrails and variants together. */
export function harmsOf(
  { guardrails, totals, lists, phases }: Pick<Known, "guardrails" | "totals" | "lists" | "phases">,
  control: Control,
  candidates: readonly string[],
): { variant: string; goal: string }[] {
  const alpha = alphaFor(guardrails.length * candidates.length);
  return guardrails.flatMap((measured) => {
    const tally = tallyOf(totals, measured.measure, lists);
    const question = { tally, measured, phases, control: control.variant, alpha };
    return candidates.flatMap((variant) => {
      const { difference, unknown } = compareVariant(question, variant);
      return unknown === null && signOf(difference, measured) < 0 ? [{ variant, goal: measured.goal }] : [];
    });
  });
}
