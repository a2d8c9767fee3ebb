import * as v from "valibot";
import { ConsentSignals, isConsentSignals, purposesBySignals } from "./consent-signals.ts";
import { type Purpose, purposes } from "./purpose.ts";

const sentence =
  "Consent is granted, denied, or an object of purposes (personalisation, measurement, marketing) or of Consent Mode's signals.";

const Yes = v.optional(v.boolean("A purpose is true or false."));

/**
 * What a page says that its visitor answered: yes or no to everything, or to which purposes, by our names or by the
 * signals of Google's Consent Mode. Whatever is not named is refused.
 */
export const ConsentState = v.union(
  [
    v.picklist(["granted", "denied"]),
    v.strictObject({ necessary: Yes, personalisation: Yes, measurement: Yes, marketing: Yes }),
    v.pipe(
      ConsentSignals,
      v.check((signals) => isConsentSignals(signals), sentence),
    ),
  ],
  sentence,
);
export type ConsentState = v.InferOutput<typeof ConsentState>;

/**
 * The purposes that somebody agrees to.
 * @param gpc whether their browser asks for privacy: then a yes to everything is one to the page at hand, and anything
 *   beyond has to be named. Signals are named for other tools, not for us.
 */
export function purposesOf(state: ConsentState, gpc = false): Purpose[] {
  if (state === "denied") return [];
  if (state === "granted") return gpc ? ["personalisation"] : [...purposes];
  if (isConsentSignals(state))
    return purposesBySignals(state).filter((purpose) => !gpc || purpose === "personalisation");
  return purposes.filter((purpose) => state[purpose] === true);
}
