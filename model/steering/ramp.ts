import * as v from "valibot";

const hourMs = 60 * 60_000;
const mostSteps = 10;

const Step = v.object({
  /** Which share of those that take part in the end. */
  coverage: v.pipe(
    v.number("A step's coverage is a number."),
    v.gtValue(0, "A step covers more than 0 of those that take part."),
    v.ltValue(1, "A step covers less than 1: all of them come after the last step."),
  ),
  forHours: v.pipe(
    v.number("A step takes a number of hours."),
    v.integer("A step takes a whole number of hours."),
    v.minValue(1, "A step takes at least an hour."),
    v.maxValue(2160, "A step takes at most 2,160 hours."),
  ),
});

/** How a rule starts small: step by step, each with more of its visitors, and after the last with all of them. */
export const Ramp = v.object({
  steps: v.pipe(
    v.array(Step),
    v.minLength(1, "Whoever starts small takes at least one step."),
    v.maxLength(mostSteps, `A rule takes at most ${mostSteps} steps.`),
    v.check(
      (steps) => steps.every(({ coverage }, index) => coverage > (steps[index - 1]?.coverage ?? 0)),
      "Each step covers more than the one before.",
    ),
  ),
});
export type Ramp = v.InferOutput<typeof Ramp>;

/**
 * The step that is on: the share of those that take part in the end who do so by now, and until when.
 * @param sinceMs when the first step began
 * @returns `undefined` after the last one, once all of them take part
 */
export function stepAt(
  { steps }: Ramp,
  sinceMs: number,
  nowMs: number,
): { coverage: number; endsMs: number } | undefined {
  let endsMs = sinceMs;
  for (const { coverage, forHours } of steps) {
    endsMs += forHours * hourMs;
    if (nowMs < endsMs) return { coverage, endsMs };
  }
  return undefined;
}
