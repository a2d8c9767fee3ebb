import * as v from "valibot";
import { Change } from "./change.ts";
import { Condition } from "./condition/condition.ts";
import { Within } from "./condition/check-did.ts";
import { heldOut } from "./exposure-event.ts";
import { usualGoal } from "./goal.ts";
import { Identifier, Name } from "./identifier.ts";
import { PagePattern } from "./page-pattern.ts";
import { Schedule } from "./schedule.ts";
import { Share } from "./share.ts";
import { Bandit } from "./steering/bandit.ts";
import { Ramp } from "./steering/ramp.ts";
import { Trigger } from "./trigger.ts";

/**
 * What a rule is there for. Where rules want the same place, an earlier lane wins whatever the priorities: what a
 * customer is owed, then what is meant for this customer alone, then what is meant for many.
 */
export const lanes = ["service", "personal", "campaign"] as const;

const Variant = v.object({
  id: Identifier,
  /** None is a control group: its visitors take part and see the page as it is. */
  changes: v.pipe(
    v.array(Change),
    v.maxLength(50, "A variant has at most 50 changes."),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed || dataset.value.length === 1) return;
      if (!dataset.value.some(({ type }) => type === "redirect")) return;
      const message = "A variant that leads to another page makes no other change: this page is not seen.";
      addIssue({ message, expected: "redirect_not_alone" });
    }),
  ),
  /** How many visitors get it in proportion to the other variants. */
  weight: v.optional(
    v.pipe(
      v.number("A weight is a number."),
      v.minValue(0, "A weight is not negative."),
      v.maxValue(1000, "A weight is at most 1,000."),
    ),
    1,
  ),
});

const Variants = v.pipe(
  v.array(Variant),
  v.minLength(1, "A rule needs at least one variant."),
  v.maxLength(20, "A rule has at most 20 variants."),
  v.check(
    (variants) => new Set(variants.map(({ id }) => id)).size === variants.length,
    "Each variant has an id of its own.",
  ),
  v.check(
    (variants) => variants.every(({ id }) => id !== heldOut),
    `No variant is called ${heldOut}: those who get none are.`,
  ),
  v.check(
    (variants) => variants.some(({ changes }) => changes.length > 0),
    "At least one variant needs a change.",
  ),
  v.check(
    (variants) => variants.some(({ weight }) => weight > 0),
    "At least one variant needs a weight above 0.",
  ),
);

/** The part of a namespace that a rule takes. Rules whose parts do not overlap never share a visitor. */
const NamespacePart = v.pipe(
  v.object({ id: Identifier, from: Share(1), to: Share(1) }),
  v.check(({ from, to }) => from < to, "A part of a namespace ends after it starts."),
);

/** Capped rules keep this many of the times at which they were shown, in a cookie. */
const mostTimes = 20;

/** How often: at most so many pages with it, per visit, calendar day, calendar week (from Monday), or ever. */
const Cap = v.object({
  times: v.pipe(
    v.number("A cap is a number."),
    v.integer("A cap is a whole number."),
    v.minValue(1, "A cap is at least 1."),
    v.maxValue(mostTimes, `A cap is at most ${mostTimes} times.`),
  ),
  per: v.picklist(["session", "day", "week", "ever"], "A cap is per session, day, week or ever."),
  /** On this device, or wherever the same person is. */
  of: v.optional(v.picklist(["visitor", "profile"], "A cap is of the visitor or the profile."), "profile"),
});
export type Cap = v.InferOutput<typeof Cap>;

/** What a rule is watched for besides: the more there are, the likelier one looks harmed by chance. */
export const mostGuardrails = 5;

const Guardrails = v.pipe(
  v.array(Identifier),
  v.maxLength(mostGuardrails, `A rule has at most ${mostGuardrails} guardrails.`),
  v.check((goals) => new Set(goals).size === goals.length, "Each guardrail is named once."),
);

/**
 * Who (condition) sees what (variants, each a list of changes), where (pages), when (schedule), how often (caps), and
 * how it is judged (goal, guardrails, holdout).
 */
export const Rule = v.pipe(
  v.object({
    id: Identifier,
    name: Name,
    /** Whether it is switched on. */
    on: v.boolean("A rule is on (true) or off (false)."),
    /** Whether only previews show it, however live it is. */
    staged: v.optional(v.boolean("A rule is staged (true) or not (false).")),
    /** On any of these pages. */
    pages: v.pipe(
      v.array(PagePattern),
      v.minLength(1, "A rule needs at least one page pattern."),
      v.maxLength(20, "A rule has at most 20 page patterns."),
    ),
    /** For these visitors; `{}` is everyone. */
    condition: Condition,
    /** `null` is at all times. */
    schedule: v.optional(v.nullable(Schedule), null),
    lane: v.optional(v.picklist(lanes, `A lane is one of ${lanes.join(", ")}.`), "campaign"),
    /** Within its lane, the higher one wins where two rules want the same place. */
    priority: v.pipe(v.number(), v.integer("A priority is a whole number."), v.minValue(0), v.maxValue(1000)),
    variants: Variants,
    /** Which share of the visitors that it is for takes part. */
    coverage: v.optional(Share(1), 1),
    /** What visitors are hashed with; `null` is the rule's id. A GrowthBook experiment's seed gives its variations. */
    seed: v.optional(v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(100))), null),
    hashVersion: v.optional(v.picklist([1, 2], "A hash version is 1 or 2."), 2),
    namespace: v.optional(v.nullable(NamespacePart), null),
    /** A visitor is shown at most one rule of an exclusive group in a visit. */
    exclusiveGroup: v.optional(v.nullable(Identifier), null),
    caps: v.optional(v.pipe(v.array(Cap), v.maxLength(5, "A rule has at most 5 caps.")), []),
    /** How long it stays away from somebody who dismissed its offer; `null` comes back at once. */
    awayAfterDismissal: v.optional(v.nullable(Within), "ever"),
    /** Its offers wait on the page, hidden, for this moment; `null` shows them at once. */
    trigger: v.optional(v.nullable(Trigger), null),
    /** The id of a standard goal or of one of the site's own. */
    goal: v.optional(Identifier, usualGoal),
    /** Ids of goals that it must not make worse. */
    guardrails: v.optional(Guardrails, []),
    /** Which share of those that take part gets nothing from this rule, so that its effect can be measured. */
    holdout: v.optional(Share(0.5), 0),
    /** How it starts small; `null` starts with all that are to take part. */
    ramp: v.optional(v.nullable(Ramp), null),
    /** How its visitors are shifted to the variants that do best; `null` shares them as the weights say. */
    bandit: v.optional(v.nullable(Bandit), null),
  }),
  v.forward(
    v.partialCheck(
      [["goal"], ["guardrails"]],
      ({ goal, guardrails }) => !guardrails.includes(goal),
      "A rule's goal is not one of its guardrails as well.",
    ),
    ["guardrails"],
  ),
  v.forward(
    v.partialCheck(
      [["variants"], ["bandit"]],
      ({ variants, bandit }) => bandit === null || variants.length > 1,
      "Visitors are shifted among two variants at least.",
    ),
    ["bandit"],
  ),
);
export type Rule = v.InferOutput<typeof Rule>;
export type Variant = Rule["variants"][number];
