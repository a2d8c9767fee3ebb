import * as v from "valibot";

const Days = (usual: number) =>
  v.optional(
    v.pipe(
      v.number("Days are a number."),
      v.integer("Days are whole."),
      v.minValue(1, "Something is kept for a day at least."),
      v.maxValue(3650, "Nothing is kept for more than ten years."),
    ),
    usual,
  );

/** For how many days something is kept of people. */
export const Retention = v.object({
  /** An event, counted from when it happened. Purchases and refunds stay as long as the profile. */
  eventsDays: Days(400),
  /** A profile, counted from when the person was last seen. */
  profilesDays: Days(760),
});
export type Retention = v.InferOutput<typeof Retention>;

/** Where nothing else is known. */
export const usualRetention: Retention = v.parse(Retention, {});
