import * as v from "valibot";
import { Identifier } from "../../../model/identifier.ts";
import { Moment } from "./answers.ts";
import { type Endpoints, knowing } from "./endpoint.ts";

export const NewPin = v.object({
  /** One that is live. */
  offer: Identifier,
  /** `null`: where live rules show the offer. */
  placement: v.optional(v.nullable(Identifier), null),
  /** `null`: until it is taken away. */
  until: v.optional(v.nullable(v.pipe(v.string(), v.isoTimestamp("A moment is written in ISO 8601."))), null),
  /** For colleagues. */
  why: v.optional(
    v.pipe(v.string("Why is text."), v.trim(), v.maxLength(500, "Why has at most 500 characters.")),
    "",
  ),
});
export type NewPin = v.InferOutput<typeof NewPin>;

/** An offer that is pinned to a person. */
export const PinAnswer = v.object({
  offer: v.string(),
  placement: v.nullable(v.string()),
  until: v.nullable(Moment),
  why: v.string(),
  by: v.object({ id: v.string(), name: v.string() }),
  at: Moment,
});
export type PinAnswer = v.InferOutput<typeof PinAnswer>;

export const pinEndpoints = {
  "POST /profiles/:id/pins?site=:site": {
    does: "Pins a live offer to a person: they see it from their next page on, before whatever rules show in its place. What was pinned of this offer before is replaced.",
    who: knowing,
    scope: "profiles",
    body: NewPin,
    answer: v.object({ pin: PinAnswer }),
    errors: ["conflict", "temporarily_unavailable"],
    leaves: "offer.pinned",
  },
  "DELETE /profiles/:id/pins/:offer?site=:site": {
    does: "Takes a pinned offer away from a person.",
    who: knowing,
    scope: "profiles",
    answer: v.object({ deleted: v.literal(true) }),
    errors: ["temporarily_unavailable"],
    leaves: "offer.unpinned",
  },
} as const satisfies Endpoints;
