import * as v from "valibot";
import { emptyConfiguration } from "../../model/configuration.ts";
import { Goal, mostGoals } from "../../model/goal.ts";
import { Rule } from "../../model/rule.ts";
import { Site } from "../../model/site.ts";

/** As many goals as a site may have. */
const goals = Array.from({ length: mostGoals }, (_, index) =>
  v.parse(Goal, { id: `goal-${index}`, name: `Goal ${index}`, event: "did", where: { number: index } }),
);

export const site = v.parse(Site, {
  id: "bench",
  name: "Bench",
  hosts: ["shop.localhost"],
  origin: "http://shop.invalid",
});

/** Two variants and a holdout. */
export const shares = { a: 0.45, b: 0.45, "held-out": 0.1 };

const rules = Array.from({ length: 20 }, (_, index) =>
  v.parse(Rule, {
    id: `rule-${index}`,
    name: `Rule ${index}`,
    on: true,
    pages: ["/*"],
    condition: {},
    priority: index,
    holdout: 0.1,
    variants: ["a", "b"].map((id) => ({ id, changes: [{ type: "setText", selector: "h1", text: id }] })),
    guardrails: ["goal-0", "goal-1"],
  }),
);

/** Twenty rules that compare. The first is the one whose people are made up one by one. */
export const configuration = { ...emptyConfiguration, rules, goals };
