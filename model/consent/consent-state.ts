import * as v from "valibot";
import { type Purpose, purposes } from "./purpose.ts";

const Yes = v.optional(v.boolean("A purpose is true or false."));

/** What a page says that its visitor answered: yes or no to everything, or to which purposes. Whatever is not named is refused. */
export const ConsentState = v.union(
  [
    v.picklist(["granted", "denied"]),
    v.strictObject({ necessary: Yes, personalisation: Yes, measurement: Yes, marketing: Yes }),
  ],
  "Consent is granted, denied, or an object of purposes: personalisation, measurement, marketing.",
);
export type ConsentState = v.InferOutput<typeof ConsentState>;

/**
 * The purposes that somebody agrees to.
 * @param gpc whether their browser asks for privacy: then a yes to everything is one to the page at hand, and anything
 *   beyond has to be named.
 */
export function purposesOf(state: ConsentState, gpc = false): Purpose[] {
  if (state === "denied") return [];
  if (state === "granted") return gpc ? ["personalisation"] : [...purposes];
  return purposes.filter((purpose) => state[purpose] === true);
}
