import { estimateOf, isObject, type Arm, type Estimate, type MeanArm, type Metric } from "./arm.ts";
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
  readonly code: "no_visitors" | "too_few" | "no_variance" | "no_baseline" | "out_of_reach";
  readonly message: string;
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
  const lift = finite(relative ? shareOf(absolute, control.value) : absolute);
  const unknown = whatIsMissing(control, treatment);
  if (unknown) return { lift: unknown.code === "no_visitors" ? null : lift, unknown };
  if (lift === null) return { lift, unknown: relative && control.value <= 0 ? noBaseline : outOfReach };
  const variance = control.variance + treatment.variance;
  const liftVariance = relative
    ? treatment.variance / control.value ** 2 + (control.variance * treatment.value ** 2) / control.value ** 4
    : variance;
  const difference = {
    lift,
    error: Math.sqrt(liftVariance),
    distance: absolute / Math.sqrt(variance),
    freedom: jointFreedom(control, treatment),
    visitors: control.n + treatment.n,
    caution: Math.max(1, Math.sqrt(pooledVariance(control, treatment) / variance)),
  };
  const { error, distance, freedom, caution } = difference;
  const isWithinReach =
    error > 0 &&
    freedom >= 1 &&
    // Distances and precisions are squared.
    [lift, error, distance ** 2, freedom, (lift / error) ** 2, 1 / error ** 2, caution].every(
      Number.isFinite,
    );
  return isWithinReach ? difference : { lift, unknown: outOfReach };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function shareOf(absolute: number, baseline: number): number | null {
  return baseline > 0 ? absolute / baseline : null;
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
  return isObject(arm) && "before" in arm && arm.before !== undefined;
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
  const arms = [
    { name: "control", arm: control },
    { name: "treatment", arm: treatment },
  ];
  const empty = arms.find(({ arm }) => arm.n === 0);
  if (empty)
    return {
      code: "no_visitors",
      message: `Nobody is in the ${empty.name} yet, so there is nothing to compare.`,
    };
  const lonely = arms.find(({ arm }) => arm.n < 2);
  if (lonely) {
    return {
      code: "too_few",
      message: `The ${lonely.name} has one visitor. How much visitors differ can be told from two on.`,
    };
  }
  const even = arms.find(({ arm }) => arm.variance === 0);
  if (!even) return undefined;
  return {
    code: "no_variance",
    message: `All visitors in the ${even.name} did the same, so it cannot be told how far off its figure is.`,
  };
}

/** Welch and Satterthwaite: B. L. Welch, Biometrika 34 (1947). */
function jointFreedom(control: Estimate, treatment: Estimate): number {
  const both = (control.variance + treatment.variance) ** 2;
  return both / (control.variance ** 2 / control.freedom + treatment.variance ** 2 / treatment.freedom);
}

/** Of the difference, had visitors of both arms the variance that they have on average. Of arms of one size, as without. */
function pooledVariance(control: Estimate, treatment: Estimate): number {
  const ofOne = ({ n, variance }: Estimate) => n * variance;
  const share = treatment.n / (control.n + treatment.n);
  return ((1 - share) * ofOne(control) + share * ofOne(treatment)) * (1 / control.n + 1 / treatment.n);
}
