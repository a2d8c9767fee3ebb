import { expect, it } from "vitest";
import type { Goal } from "../../model/goal.ts";
import { goalSentence, standardSentence } from "./goal-sentence.ts";
import { blankGoal, startedFrom } from "./starting-points.ts";

it.each<[Partial<Goal>, string]>([
  [startedFrom("form"), "Counts who sent a form at least once within 14 days of first seeing the rule."],
  [
    startedFrom("returned"),
    "Counts who gave something back at least once within 30 days of first seeing the rule. Less of it is better.",
  ],
  [
    startedFrom("complained"),
    "Counts who did email_complaint at least once within 14 days of first seeing the rule. Less of it is better.",
  ],
  [
    { event: "view_item", where: { item_category: "Lips" }, counts: "every", within: "1h" },
    "Counts how often each person looked at products with category Lips within 1 hour of first seeing the rule.",
  ],
  [
    { event: "page_view", counts: "every", mostEach: 10, within: "30m" },
    "Counts how often each person viewed pages within 30 minutes of first seeing the rule, up to 10 times.",
  ],
  [
    { event: "purchase", counts: "value" },
    "Adds up what it was worth whenever somebody bought within 14 days of first seeing the rule.",
  ],
  [
    { event: "purchase", counts: "value", mostEach: 500 },
    "Adds up what it was worth whenever somebody bought within 14 days of first seeing the rule, up to €500.00 for each person.",
  ],
  [
    { event: "search", within: "-1d" },
    "Counts who searched at least once within … of first seeing the rule.",
  ],
])("says of %j what it counts", (part, sentence) => {
  expect(goalSentence({ ...blankGoal, ...part }, "EUR")).toBe(sentence);
});

it("says what standard goals count, by the site's window", () => {
  expect(standardSentence("orders", "7d")).toBe(
    "Counts who ordered at least once within 7 days of first seeing the rule, and kept something of it.",
  );
});
