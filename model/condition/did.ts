import * as v from "valibot";
import { canonicalJson } from "../canonical-json.ts";
import { fnv1a32 } from "../assignment/fnv1a32.ts";
import { EventName } from "../event.ts";
import { check, joinPath, type Problem } from "../problem.ts";

/** A profile keeps at most this many of the latest times of one counter, so a count can ask for fewer than this. */
const mostTimesKept = 50;

const Count = v.pipe(
  v.number("A count is a number."),
  v.integer("A count is a whole number."),
  v.minValue(0, "A count is not negative."),
  v.maxValue(mostTimesKept - 1, `A count is less than ${mostTimesKept}.`),
);

const Within = v.pipe(
  v.string("within is text."),
  v.regex(
    /^(session|ever|[1-9]\d{0,4}[mhd])$/,
    "within is session, ever, or a number of m, h or d, such as 7d.",
  ),
);

/** How often something happened within a window of time: the behaviour part of a condition. */
export const Did = v.strictObject(
  {
    event: EventName,
    /** Parameters that the event, or one of its items, must have. */
    where: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
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
);
export type Did = v.InferOutput<typeof Did>;

/** What a profile must count because a live condition asks for it. */
export interface Counter {
  id: string;
  event: string;
  where: Readonly<Record<string, string | number | boolean>>;
  /** How many of the latest times answer every question asked of it. */
  keep: number;
}

/** @returns what is wrong with a `$did` clause that stands at `keys`. */
export function checkDid(input: unknown, keys: readonly (string | number)[]): Problem[] {
  const checked = check(Did, input);
  if (checked.ok) return [];
  const base = joinPath(keys);
  return checked.problems.map((problem) => ({
    ...problem,
    path: problem.path === "" ? base : `${base}.${problem.path}`,
  }));
}

/** The counter that a clause reads. Clauses about the same event and parameters share one. */
export function counterOf(did: Did): Counter {
  const where = did.where ?? {};
  const asked = Object.values(did.count).filter((bound) => bound !== undefined);
  return { id: counterId(did.event, where), event: did.event, where, keep: Math.max(...asked) + 1 };
}

function counterId(event: string, where: Counter["where"]): string {
  return fnv1a32(canonicalJson([event, where])).toString(36);
}

/** Milliseconds of a window such as `7d`; `undefined` for `session` and `ever`. */
export function windowMs(within: string): number | undefined {
  const match = /^(\d+)([mhd])$/.exec(within);
  if (match === null) return undefined;
  const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] as "m" | "h" | "d"];
  return Number(match[1]) * unitMs;
}
