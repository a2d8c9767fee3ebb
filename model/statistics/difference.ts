import { estimateOf, type Arm, type Estimate, type MeanArm, type Metric } from "./arm.ts";
import { adjustmentOf, cuped } from "./cuped.ts";

/** By how much the treatment is more than the control, and how far off that may be. */
export interface Difference {
  /** Absolute, or as a share of the control. */
  readonly lift: number;
  /** The standard error of `lift`. */
  readonly error: number;
  /** The absolute difference in its own standard errors: what says whether there is any. */
  readonly distance: number;
  /** Degrees of freedom of its error, by Welch and Satterthwaite. */
  readonly freedom: number;
  /** Visitors in both arms. */
  readonly visitors: number;
  /**
   * By how much errors are larger where visitors of both arms vary as those of both together do; 1 where they are not. A
   * small arm in which next to nobody bought yet seems surer of its low figure than it can be.
   */
  readonly caution: number;
  readonly unknown?: undefined;
}

/** That nothing can be said, but for a lift perhaps. */
export interface NoDifference {
  readonly lift: number | null;
  readonly unknown: Unknown;
}

/** Why nothing can be said. `code` stays the same for ever, the message is for people. */
export interface Unknown {
  readonly code: "no_visitors" | "too_few" | "too_rare" | "no_variance" | "no_baseline" | "out_of_reach";
  readonly message: string;
  /** Which of the two it is about, where it is about one of them. */
  readonly arm?: "control" | "treatment";
}

export interface Arms {
  readonly control: Arm;
  readonly treatment: Arm;
}

/**
 * The difference of two arms. Shares of the control get their error by the delta method:
 * V(T / C − 1) = V(T) / C² + V(C) T² / C⁴, the arms being independent.
 *
 * @throws {StatisticsError} `invalid_arm`
 */
export function differenceOf(arms: Arms, metric: Metric, relative: boolean): Difference | NoDifference {
  const { control, treatment } = estimatesOf(arms, metric);
  const absolute = treatment.value - control.value;
  const baseline = relative ? control.value : 1;
  const share = absolute / baseline;
  const lift = baseline > 0 && Number.isFinite(share) ? share : null;
  const unknown = whatIsMissing(control, treatment);
  if (unknown) return { lift: unknown.code === "no_visitors" ? null : lift, unknown };
  if (lift === null) return { lift, unknown: baseline > 0 ? outOfReach : noBaseline };
  const variance = control.variance + treatment.variance;
  // Of the difference too, had visitors of both arms the variance that all of them have on average.
  const larger = control.n / treatment.n;
  const alike = control.variance * larger + treatment.variance / larger;
  const times = relative ? treatment.value / baseline : 1;
  const liftVariance = (treatment.variance + control.variance * times ** 2) / baseline ** 2;
  const difference = {
    lift,
    error: Math.sqrt(liftVariance),
    distance: absolute / Math.sqrt(variance),
    freedom: jointFreedom(control, treatment),
    visitors: control.n + treatment.n,
    caution: Math.sqrt(Math.max(1, alike / variance)),
  };
  const { error, distance, freedom, caution } = difference;
  const isWithinReach =
    error > 0 &&
    freedom >= 1 &&
    // Distances and precisions are squared.
    [error, distance ** 2, freedom, (lift / error) ** 2, 1 / error ** 2, caution].every(Number.isFinite);
  return isWithinReach ? difference : { lift, unknown: outOfReach };
}

function estimatesOf(
  { control, treatment }: Arms,
  metric: Metric,
): { control: Estimate; treatment: Estimate } {
  if (metric === "mean" && hasBefore(control) && hasBefore(treatment)) {
    const adjustment = adjustmentOf([control, treatment]);
    return {
      control: estimateOf(cuped(control, adjustment), metric, "control"),
      treatment: estimateOf(cuped(treatment, adjustment), metric, "treatment"),
    };
  }
  return {
    control: estimateOf(control, metric, "control"),
    treatment: estimateOf(treatment, metric, "treatment"),
  };
}

function hasBefore(arm: Arm): arm is MeanArm {
  return Object(arm).before !== undefined;
}

const noBaseline: Unknown = {
  code: "no_baseline",
  message: "The control's value is not above 0, so no share of it can be said. The difference itself can.",
};

export const outOfReach: Unknown = {
  code: "out_of_reach",
  message: "These figures are too large or too small to be reckoned with.",
};

function whatIsMissing(control: Estimate, treatment: Estimate): Unknown | undefined {
  for (const [code, { is, message }] of Object.entries(missing)) {
    const arm = is(control) ? "control" : is(treatment) ? "treatment" : undefined;
    if (arm !== undefined) return { code: code as keyof typeof missing, arm, message: message(arm) };
  }
  return undefined;
}

/** What an arm may lack, the worst first. */
const missing = {
  no_visitors: {
    is: ({ n }: Estimate) => n === 0,
    message: (arm: string) => `Nobody is in the ${arm} yet, so there is nothing to compare.`,
  },
  too_few: {
    is: ({ n }: Estimate) => n < 2,
    message: (arm: string) => `The ${arm} has one visitor. How much visitors differ can be told from two on.`,
  },
  too_rare: {
    is: ({ isTooRare }: Estimate) => isTooRare === true,
    message: (arm: string) =>
      `Too few visitors in the ${arm} have anything below the line yet to tell how far off its figure is.`,
  },
  no_variance: {
    is: ({ variance }: Estimate) => variance === 0,
    message: (arm: string) =>
      `All visitors in the ${arm} did the same, so it cannot be told how far off its figure is.`,
  },
};

/** Welch and Satterthwaite: B. L. Welch, Biometrika 34 (1947). */
function jointFreedom(control: Estimate, treatment: Estimate): number {
  const both = (control.variance + treatment.variance) ** 2;
  return both / (control.variance ** 2 / control.freedom + treatment.variance ** 2 / treatment.freedom);
}
