import * as v from "valibot";
import { Identifier } from "./identifier.ts";
import { ToldTrials } from "./trial.ts";

const Moment = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the index of profiles knows of one: told by the profile object, now and then, the newest version counts. */
export const IndexRow = v.object({
  type: v.literal("profile"),
  site: Identifier,
  /** The profile's id: 22 characters of base64url. */
  id: v.string(),
  /** Grows with each telling. */
  version: Moment,
  seenAtMs: Moment,
  sessionStartedAtMs: v.nullable(Moment),
  name: v.nullable(v.string()),
  /** Each fact that has an `index`, by its name; for days since a moment, that moment by its own name. */
  facts: v.record(v.string(), v.unknown()),
  /** By counter, the latest times in ms. */
  times: v.record(v.string(), v.array(Moment)),
  /** Who they are: `type:hash`, and `visitor:id`. */
  nodes: v.array(v.string()),
  /** Without it, what it told of its trials before still holds. */
  trials: v.optional(ToldTrials),
  /** The profile is another's now, or was erased. */
  gone: v.optional(v.literal(true)),
  /** It is gone because nothing is kept of it any more: what was counted of it stays counted. */
  isForgotten: v.optional(v.literal(true)),
});
export type IndexRow = v.InferOutput<typeof IndexRow>;
