import * as v from "valibot";

const sentence = "limit is a whole number from 1 to 100.";

/** What a list that may be long is asked for with: how much of it, and after what. */
export const pageEntries = {
  limit: v.optional(v.pipe(v.string(), v.regex(/^([1-9]\d?|100)$/, sentence), v.transform(Number)), "50"),
  /** What the answer before called `next`. */
  after: v.optional(v.pipe(v.string(), v.maxLength(1000))),
};

export const Page = v.object(pageEntries);

/** What it answers besides: what to ask for next; `null` at the end. */
export const nextEntries = { next: v.nullable(v.string()) };
