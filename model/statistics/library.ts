/**
 * What an experiment says, and what it cannot say. Public as `edgewise/statistics`; docs/statistics.md has the formulas
 * and their sources. Everything is pure.
 */
export type { Arm, MeanArm, Metric, ProportionArm, RatioArm, ValuesBefore } from "./arm.ts";
export { compare, type CompareOptions, type Comparison } from "./compare.ts";
export { correctForMany } from "./correct-for-many.ts";
export { adjustmentOf, cuped, type Adjustment } from "./cuped.ts";
export type { Arms, Unknown } from "./difference.ts";
export {
  judgePolicy,
  judgePolicyBySums,
  type LoggedDecision,
  type LoggedDecisions,
  type PolicyValue,
} from "./judge-policy.ts";
export { acrossPhases, type Phase } from "./phases.ts";
export { requiredSample, type RequiredSample, type SampleQuestion } from "./required-sample.ts";
export { sampleRatio } from "./sample-ratio.ts";
export { sequentialSampleRatio } from "./sequential-sample-ratio.ts";
export { sequentialBound, type SequentialOptions } from "./sequential.ts";
export { StatisticsError, type StatisticsErrorCode } from "./statistics-error.ts";
export { thompsonShares, type ThompsonOptions } from "./thompson.ts";
