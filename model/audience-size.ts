import type { Interval } from "./count-interval.ts";

/** For how many profiles a condition holds: estimates, unless everybody was looked at. */
export interface AudienceSize {
  readonly now: number;
  /** Those of them who were here in the last 7 days. */
  readonly reachable7d: number;
  /** Where the true numbers lie, in 95 of 100 samples; the number itself where everybody was looked at. */
  readonly error: { readonly now: Interval; readonly reachable7d: Interval };
  /** How many profiles were looked at. */
  readonly sampled: number;
  /** How many the site has. */
  readonly of: number;
}
