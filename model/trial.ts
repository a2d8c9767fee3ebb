import * as v from "valibot";

/** Who is not held out, where all of Edgewise is compared with the site's holdout. */
export const treated = "treated";

/** Those who are set aside, since nobody could say what they show: in the place of a variant, which none is called. */
export const asides = { mixed: "~mixed", staff: "~staff" } as const;

/** What results can be split by is no longer than this. */
export const longestDimension = 40;

const Moment = v.pipe(v.number(), v.integer(), v.minValue(0));
const Whole = v.pipe(v.number(), v.safeInteger());
const Text = v.pipe(v.string(), v.maxLength(100));

/** One person and one rule, from the moment at which they first saw it. */
export const Trial = v.object({
  rule: Text,
  variant: Text,
  exposedAtMs: Moment,
  /** When the variant was given, which may be earlier: whose shares decided. */
  givenAtMs: Moment,
  /** The day of the exposure in the shop's time zone, as in 2026-11-23. */
  day: v.pipe(v.string(), v.isoDate()),
  dimensions: v.object({ device: Text, visitor: Text, country: Text, source: Text, segment: v.array(Text) }),
  /**
   * What each measure comes to within its window after the exposure (`y`), and in as long before it (`x`); of a ratio,
   * what is above the line and what is below. Measures in which both are 0 are left out.
   */
  outcomes: v.array(v.object({ measure: Text, y: Whole, x: Whole })),
});
export type Trial = v.InferOutput<typeof Trial>;

/** All that a profile knows of its trials. */
export const ToldTrials = v.object({
  /** What was told of trials before that stays as it is: the events are not kept any more. */
  sinceMs: Moment,
  /** The ids of the measures, and the list's name. */
  measures: v.pipe(v.array(Text), v.maxLength(100)),
  list: Text,
  trials: v.array(Trial),
});
export type ToldTrials = v.InferOutput<typeof ToldTrials>;
