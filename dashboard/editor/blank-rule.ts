import { usualGoal } from "../../model/goal.ts";
import type { Rule } from "../../model/rule.ts";

/** A rule of which nothing is said yet; what is said of the rest is what the model says where nothing is. */
export const blankRule: Rule = {
  id: "new",
  name: "",
  on: true,
  pages: ["/"],
  condition: {},
  schedule: null,
  lane: "campaign",
  priority: 100,
  variants: [{ id: "a", changes: [], weight: 1 }],
  coverage: 1,
  seed: null,
  hashVersion: 2,
  namespace: null,
  exclusiveGroup: null,
  caps: [],
  awayAfterDismissal: "ever",
  trigger: null,
  goal: usualGoal,
  guardrails: [],
  holdout: 0,
  ramp: null,
  bandit: null,
};
