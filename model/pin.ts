import * as v from "valibot";
import { Identifier } from "./identifier.ts";
import { offerOfPin, pinPrefix } from "./pin-name.ts";

/** Of one person at a time. */
export const mostPins = 10;

const TimeMs = v.pipe(v.number(), v.integer(), v.minValue(0));

/** An offer that somebody who serves a person pinned to them, as the person's browsers carry it. */
export const PinnedOffer = v.object({
  offer: v.string(),
  /** Without it: where live rules show the offer. */
  placement: v.optional(v.string()),
  atMs: TimeMs,
  /** Without it: until it is taken away. */
  untilMs: v.optional(TimeMs),
});
export type PinnedOffer = v.InferOutput<typeof PinnedOffer>;

/** The id of a rule, or what a pinned offer is called. */
export const RuleOrPin = v.union([
  Identifier,
  v.pipe(
    v.string(),
    v.startsWith(pinPrefix),
    v.check((rule) => v.is(Identifier, offerOfPin(rule))),
  ),
]);
