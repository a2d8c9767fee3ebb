import * as v from "valibot";

/** A part of all visitors, from 0 to `most`, which is at most 1. */
export function Share(most: number) {
  const message = `A share is a number from 0 to ${most}.`;
  return v.pipe(v.number(message), v.minValue(0, message), v.maxValue(most, message));
}
