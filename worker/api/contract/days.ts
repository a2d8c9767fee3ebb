import * as v from "valibot";

const most = 31;
const sentence = `days is a whole number from 1 to ${most}.`;

/** How far back a report looks: 7 days unless said, and as far as anything is kept. */
export const Days = v.optional(
  v.pipe(
    v.string(sentence),
    v.regex(/^\d{1,2}$/, sentence),
    v.transform(Number),
    v.minValue(1, sentence),
    v.maxValue(most, sentence),
  ),
  "7",
);
