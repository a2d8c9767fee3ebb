import { expect, it } from "vitest";
import { blankRule } from "./blank-rule.ts";
import { limitsSentence } from "./limits-sentence.ts";

const weekly = [{ days: ["sunday" as const], from: "08:00", to: "22:00" }];
const schedule = { from: "2026-11-27T00:00", until: null, timeZone: null, weekly: [] };

it.each([
  [{}, "It is on at all times, is shown as often as they come, and is judged by revenue."],
  [
    {
      schedule,
      caps: [
        { times: 1, per: "day" as const, of: "profile" as const },
        { times: 3, per: "ever" as const, of: "profile" as const },
      ],
      goal: "leads",
      guardrails: ["orders", "gone"],
      holdout: 0.1,
    },
    "It is on from 27 Nov 2026, 00:00, is shown at most once a day and 3 times in all, and is judged by Leads, without harm to who orders and gone, with 10 % held out.",
  ],
  [
    { schedule: { ...schedule, until: "2026-12-01T12:30", weekly } },
    "It is on from 27 Nov 2026, 00:00 until 1 Dec 2026, 12:30, in its weekly hours, is shown as often as they come, and is judged by revenue.",
  ],
])("says of %j when, how often and by what", (part, sentence) => {
  const said = limitsSentence({ ...blankRule, ...part }, [{ id: "leads", name: "Leads" }]);
  expect(said.map((each) => (typeof each === "string" ? each : each.text)).join("")).toBe(sentence);
});
