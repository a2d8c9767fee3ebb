import * as v from "valibot";
import type { Purpose } from "./purpose.ts";

const Signal = v.optional(v.picklist(["granted", "denied"], "A signal is granted or denied."));

const entries = {
  ad_storage: Signal,
  ad_user_data: Signal,
  ad_personalization: Signal,
  analytics_storage: Signal,
  personalization_storage: Signal,
  functionality_storage: Signal,
  security_storage: Signal,
};

/**
 * What a consent banner tells Google's tags, in version 2 of its Consent Mode. What else stands beside the signals, such
 * as `wait_for_update`, is of no concern here.
 * Source: https://developers.google.com/tag-platform/security/concepts/consent-mode
 */
export const ConsentSignals = v.object(entries);
export type ConsentSignals = v.InferOutput<typeof ConsentSignals>;

export function isConsentSignals(state: object): state is ConsentSignals {
  return Object.keys(state).some((name) => name in entries);
}

/** The purposes that somebody agrees to by the signals. What is not told is refused. */
export function purposesBySignals(signals: ConsentSignals): Purpose[] {
  const isGranted = (name: keyof ConsentSignals) => signals[name] === "granted";
  const agreed: Purpose[] = [];
  // The one is about what a site shows of its own, the other about advertisements; banners that know only those tell only that.
  if (
    isGranted(
      signals.personalization_storage === undefined ? "ad_personalization" : "personalization_storage",
    )
  )
    agreed.push("personalisation");
  if (isGranted("analytics_storage")) agreed.push("measurement");
  if (isGranted("ad_storage") && isGranted("ad_user_data")) agreed.push("marketing");
  return agreed;
}
