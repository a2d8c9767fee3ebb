import { expect, it } from "vitest";
import { aheadText, type Audience, audienceText } from "./audience-text.ts";

const exact = (now: number, reachable7d: number): Audience => ({
  now,
  reachable7d,
  error: { now: { low: now, high: now }, reachable7d: { low: reachable7d, high: reachable7d } },
  sampled: 100,
  of: 100,
  unknown: [],
});
const sampled: Audience = {
  ...exact(24_996, 3127),
  error: { now: { low: 23_790, high: 26_470 }, reachable7d: { low: 2701, high: 3604 } },
  sampled: 50_000,
  of: 1_000_000,
};
const reason = "Only a visitor who is here has this fact.";

it.each([
  [exact(0, 0), ["Nobody at the moment."]],
  [exact(1, 0), ["1 person at the moment.", "None of them was here in the last 7 days."]],
  [exact(12_345, 678), ["12,345 people at the moment.", "678 of them were here in the last 7 days."]],
  [
    sampled,
    [
      "About 25,000 people at the moment.",
      "3,130 of them were here in the last 7 days.",
      "Estimated from a sample: most probably between 23,800 and 26,500.",
    ],
  ],
  [
    {
      ...exact(30, 15),
      unknown: [
        { path: "path", reason },
        { path: "hour", reason },
      ],
    },
    [
      "At most 30 people at the moment.",
      "15 of them were here in the last 7 days.",
      "Some clauses are left out of this count. Only a visitor who is here has this fact.",
    ],
  ],
])("says %j", (audience, sentences) => expect(audienceText(audience)).toEqual(sentences));

it.each([
  [exact(20, 0), "nobody is"],
  [exact(20, 1), "1 is"],
  [sampled, "about 3,130 are"],
  [{ ...exact(30, 15), unknown: [{ path: "path", reason }] }, "at most 15 are"],
])("says of those in a rule that goes before: %j", (audience, text) =>
  expect(aheadText(audience)).toBe(text),
);
