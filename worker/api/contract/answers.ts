import * as v from "valibot";

/** ISO 8601, in UTC. */
export const Moment = v.pipe(v.string(), v.isoTimestamp());

/** A number of things. */
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A list that nobody changes. */
/* @__NO_SIDE_EFFECTS__ */
export function listOf<S extends v.GenericSchema>(item: S) {
  return v.pipe(v.array(item), v.readonly());
}

/** What WebAuthn says of the rest is the library's matter. */
export function hasChallenge(options: unknown): boolean {
  return typeof options === "object" && options !== null && "challenge" in options;
}

/** As `Problem` in `model/problem.ts`. */
export const problemEntries = { code: v.string(), path: v.string(), message: v.string() };

/** The body of every error. */
export const ErrorAnswer = v.object({
  error: v.object({
    code: v.string(),
    message: v.string(),
    requestId: v.string(),
    details: v.optional(v.object({ problems: v.array(v.object(problemEntries)) })),
  }),
});
