import * as v from "valibot";
import { EventName } from "../event.ts";
import { check, joinPath, type Problem } from "../problem.ts";
import type { Did } from "./did.ts";

/** A profile keeps at most this many of the latest times of one counter, so a count can ask for fewer than this. */
const mostTimesKept = 50;

const Count = v.pipe(
  v.number("A count is a number."),
  v.integer("A count is a whole number."),
  v.minValue(0, "A count is not negative."),
  v.maxValue(mostTimesKept - 1, `A count is less than ${mostTimesKept}.`),
);

/** A window of time up to now. */
export const Within = v.pipe(
  v.string("A window of time is text."),
  v.regex(
    /^(session|ever|[1-9]\d{0,4}[mhd])$/,
    "A window of time is session, ever, or a number of m, h or d, such as 7d.",
  ),
);

const DidSchema = v.strictObject(
  {
    event: EventName,
    where: v.optional(
      v.record(
        v.string(),
        v.union([v.string(), v.number(), v.boolean()], "A parameter is text, a number, true or false."),
        "where is an object of parameters.",
      ),
    ),
    within: v.optional(Within, "ever"),
    count: v.pipe(
      v.strictObject(
        {
          $eq: v.optional(Count),
          $ne: v.optional(Count),
          $gt: v.optional(Count),
          $gte: v.optional(Count),
          $lt: v.optional(Count),
          $lte: v.optional(Count),
        },
        "count takes $eq, $ne, $gt, $gte, $lt or $lte.",
      ),
      v.check((count) => Object.keys(count).length > 0, 'count needs a comparison, such as {"$gte": 3}.'),
    ),
  },
  "$did takes event, where, within and count.",
) satisfies v.GenericSchema<Did, unknown>;

/** @returns what is wrong with a `$did` clause that stands at `keys`. */
export function checkDid(input: unknown, keys: readonly (string | number)[]): Problem[] {
  const checked = check(DidSchema, input);
  if (checked.ok) return [];
  const base = joinPath(keys);
  return checked.problems.map((problem) => ({
    ...problem,
    path: problem.path === "" ? base : `${base}.${problem.path}`,
  }));
}
