import * as v from "valibot";
import { windowMs } from "./condition/did.ts";
import { EventName } from "./event.ts";
import { Identifier, Name } from "./identifier.ts";

/** Of a site: each is worked out for whoever took part in anything. */
export const mostGoals = 20;

/**
 * What every site is judged by without saying so: what each person brought (`revenue`, net of discounts, refunds and of what
 * offers cost), who ordered at all (`orders`), and what an order is worth (`order-value`).
 */
export const standardGoals = ["revenue", "orders", "order-value"] as const;
export type StandardGoal = (typeof standardGoals)[number];

/** What a rule is judged by that says nothing. */
export const usualGoal: StandardGoal = "revenue";

export function isStandardGoal(id: string): id is StandardGoal {
  return (standardGoals as readonly string[]).includes(id);
}

const longestDays = 365;

/** How long after somebody first saw a rule what they do still counts: minutes, hours or days. */
export const Attribution = v.pipe(
  v.string("An attribution window is text."),
  v.regex(/^[1-9]\d{0,4}[mhd]$/, "An attribution window is a number of m, h or d, such as 14d."),
  v.check(
    (window) => (windowMs(window) ?? 0) <= longestDays * 86_400_000,
    `An attribution window is at most ${longestDays}d.`,
  ),
);
export const usualAttribution = "14d";

const Where = v.pipe(
  v.record(
    v.string(),
    v.union([v.string(), v.number(), v.boolean()], "A parameter is text, a number, true or false."),
  ),
  v.check((where) => Object.keys(where).length <= 10, "A goal asks for at most 10 parameters."),
);

/** An event that counts as success, or as harm, and how it counts. */
export const Goal = v.object({
  id: v.pipe(
    Identifier,
    v.check((id) => !isStandardGoal(id), `Every site has these goals already: ${standardGoals.join(", ")}.`),
  ),
  name: Name,
  event: EventName,
  /** Parameters that the event, or one of its items, must have. */
  where: v.optional(Where, {}),
  /** Who did it at all, how often each did it, or what it was worth by the event's `value`. */
  counts: v.optional(v.picklist(["once", "every", "value"], "A goal counts once, every or value."), "once"),
  /** Whether the shop wants more of it, or less, as of returns and complaints. */
  better: v.optional(v.picklist(["more", "less"], "Better is more or less."), "more"),
  within: v.optional(Attribution, usualAttribution),
  /**
   * What one person counts for at most, in times or in the shop's currency, so that no single one decides. `null`: no such
   * limit. Whoever counts once counts for 1 anyhow.
   */
  mostEach: v.optional(
    v.nullable(
      v.pipe(
        v.number("What one person counts for at most is a number."),
        v.gtValue(0, "What one person counts for at most is more than 0."),
        v.maxValue(1_000_000, "What one person counts for is at most 1,000,000."),
      ),
    ),
    null,
  ),
});
export type Goal = v.InferOutput<typeof Goal>;
