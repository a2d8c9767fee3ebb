import type { Arm, RatioArm } from "../statistics/arm.ts";
import { compare, type Comparison } from "../statistics/compare.ts";
import { adjustmentOf, cuped } from "../statistics/cuped.ts";
import type { Unknown } from "../statistics/difference.ts";
import { acrossPhases, type Phase } from "../statistics/phases.ts";
import { meanArm, proportionArm, ratioArm } from "./arm-of.ts";
import type { Measured } from "./measured.ts";
import { type PhaseShares, stratumOf } from "./strata.ts";
import { nothing, plus, sumOf, type Sums, type Tally } from "./tally.ts";

/** A figure, and where the true one is; `null` where there is no such end, or nothing is known. */
export interface Range {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** What is known of a variant beside the control. There is never a NaN in it, nor anything without an end. */
export interface VariantComparison {
  readonly variant: string;
  /** By how much it is more for each person (or of a ratio), in the goal's unit; right however often somebody looks. */
  readonly difference: Range;
  /** The same as a share of the control. */
  readonly relative: Range;
  /** What that comes to over everybody who had it; `null` of ratios, which do not add up. */
  readonly added: Range | null;
  /** The chance of so large a difference where there is none, valid at every look; not corrected for others. */
  readonly pValue: number | null;
  /** The chance that it is better than the control in what the shop wants of the goal. */
  readonly chanceToWin: number | null;
  /** What choosing it costs for each person on average, for the case that it is worse. */
  readonly expectedLoss: number | null;
  /** Why nothing can be said, where that is so, and of which of the two variants that holds. */
  readonly unknown: { readonly code: Unknown["code"]; readonly variant: string } | null;
  /** Whether it was adjusted for what the same people did before (CUPED). */
  readonly isAdjusted: boolean;
  /** How many strata were put together, and how many people were in those where there was nothing to compare. */
  readonly strata: number;
  readonly leftOut: number;
  /** What was compared, for whoever works out how many people it takes. */
  readonly arms: TwoArms;
}

/** Two arms that `compare` takes, and as what. */
export interface TwoArms {
  readonly control: Arm;
  readonly treatment: Arm;
  readonly metric: "proportion" | "mean" | "ratio";
}

/** What is compared. */
export interface Question {
  readonly tally: Tally;
  readonly measured: Measured;
  readonly phases: PhaseShares;
  readonly control: string;
  /** The chance of error that each interval allows. */
  readonly alpha: number;
}

/** Compares one variant with the control, over all phases of the rule as if its weights had never changed. */
export function compareVariant(question: Question, variant: string): VariantComparison {
  const { measured, alpha } = question;
  const { arms, isAdjusted, strata, leftOut } = armsOf(question, variant);
  const options = { metric: arms.metric, alpha };
  const difference = compare(arms, { ...options, relative: false });
  const relative = compare(arms, options);
  const belief = compare(arms, { ...options, method: "bayesian", relative: false });
  const wantsMore = measured.better === "more";
  const people = arms.treatment.n;
  return {
    variant,
    difference: rangeOf(difference),
    relative: rangeOf(relative),
    added: measured.kind === "ratio" ? null : rangeOf(difference, people),
    pValue: finite(difference.pValue),
    chanceToWin: finite(
      wantsMore || belief.chanceToWin === undefined ? belief.chanceToWin : 1 - belief.chanceToWin,
    ),
    expectedLoss: finite(lossOf(belief, wantsMore)),
    unknown: whatIsMissing(difference, { control: question.control, treatment: variant }),
    isAdjusted,
    strata,
    leftOut,
    arms,
  };
}

function whatIsMissing(
  { unknown }: Comparison,
  names: { control: string; treatment: string },
): VariantComparison["unknown"] {
  return unknown === undefined ? null : { code: unknown.code, variant: names[unknown.arm ?? "treatment"] };
}

/** Where less is better, what is lost on average is what is won on average less what is expected. */
function lossOf({ expectedLoss, lift }: Comparison, wantsMore: boolean): number | undefined {
  if (expectedLoss === undefined || lift === null) return undefined;
  return wantsMore ? expectedLoss : Math.max(0, expectedLoss + lift);
}

interface ComparedArms {
  arms: TwoArms;
  isAdjusted: boolean;
  strata: number;
  leftOut: number;
}

function armsOf({ tally, measured, phases, control }: Question, variant: string): ComparedArms {
  const [ofControl, ofTreatment] = [tally.get(control), tally.get(variant)];
  const strata = strataOf(ofControl, ofTreatment, stratumOf(phases, control, variant));
  const whole = { control: sumOf(ofControl), treatment: sumOf(ofTreatment) };
  // Of ratios, what stands beside is what is below the line.
  const isAdjusted = measured.kind === "mean" && (whole.control.xx > 0 || whole.treatment.xx > 0);
  const comparable = strata.filter((each) => each.control.n > 1 && each.treatment.n > 1);
  if (strata.length < 2 || comparable.length === 0)
    return { arms: together(whole, measured, isAdjusted), isAdjusted, strata: 1, leftOut: 0 };
  const { left, ...arms } =
    measured.kind === "ratio"
      ? acrossPhases<RatioArm>(strata.map((each) => both(each, (sums) => ratioArm(sums, measured))))
      : acrossPhases(alike(strata.map((each) => both(each, (sums) => meanArm(sums, measured, isAdjusted)))));
  const metric = measured.kind === "ratio" ? "ratio" : "mean";
  return { arms: { ...arms, metric }, isAdjusted, strata: comparable.length, leftOut: left };
}

/** Where weights never changed, there is nothing to put together. */
function together(
  whole: { control: Sums; treatment: Sums },
  measured: Measured,
  isAdjusted: boolean,
): TwoArms {
  if (measured.kind === "proportion") return { ...both(whole, proportionArm), metric: "proportion" };
  if (measured.kind === "ratio")
    return { ...both(whole, (sums) => ratioArm(sums, measured)), metric: "ratio" };
  return { ...both(whole, (sums) => meanArm(sums, measured, isAdjusted)), metric: "mean" };
}

function both<A>({ control, treatment }: { control: Sums; treatment: Sums }, arm: (sums: Sums) => A) {
  return { control: arm(control), treatment: arm(treatment) };
}

/** All phases adjusted by one slope, where it is known what people did before; each to what its own people did then. */
function alike(phases: readonly Phase[]): Phase[] {
  if (!phases.some(({ control }) => control.before !== undefined)) return [...phases];
  const { theta } = adjustmentOf(phases.flatMap(({ control, treatment }) => [control, treatment]));
  return phases.map(({ control, treatment }) => {
    const { centre } = adjustmentOf([control, treatment]);
    return { control: cuped(control, { theta, centre }), treatment: cuped(treatment, { theta, centre }) };
  });
}

function strataOf(
  control: ReadonlyMap<number, Sums> | undefined,
  treatment: ReadonlyMap<number, Sums> | undefined,
  stratum: (phaseMs: number) => string,
): { control: Sums; treatment: Sums }[] {
  const strata = new Map<string, { control: Sums; treatment: Sums }>();
  for (const phaseMs of new Set([...(control?.keys() ?? []), ...(treatment?.keys() ?? [])])) {
    const name = stratum(phaseMs);
    const known = strata.get(name) ?? { control: nothing, treatment: nothing };
    strata.set(name, {
      control: plus(known.control, control?.get(phaseMs) ?? nothing),
      treatment: plus(known.treatment, treatment?.get(phaseMs) ?? nothing),
    });
  }
  return [...strata.values()];
}

function rangeOf({ lift, interval: [low, high], unknown }: Comparison, times = 1): Range {
  const value = finite(lift);
  const scaled = (bound: number) => (unknown === undefined ? finite(bound * times) : null);
  return { value: value === null ? null : finite(value * times), low: scaled(low), high: scaled(high) };
}

function finite(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
