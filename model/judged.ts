import * as v from "valibot";
import type { Configuration } from "./configuration.ts";
import { Identifier } from "./identifier.ts";
import type { Rule } from "./rule.ts";

const Cost = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What results need to know of rules, also of those that are switched off and so are not in a bundle. */
export const Judged = v.object({
  /** The rules of which some see something else, or nothing. */
  compared: v.array(Identifier),
  /** By rule and variant: what its offers cost when somebody orders, in the smallest unit of the shop's currency; those without a coupon. */
  costs: v.record(v.string(), v.record(v.string(), Cost)),
  /** By coupon: what its offers cost when it is redeemed. */
  couponCosts: v.record(v.string(), Cost),
});
export type Judged = v.InferOutput<typeof Judged>;

export function judgedOf({ rules, offers }: Pick<Configuration, "rules" | "offers">): Judged {
  const free = new Map<string, number>();
  const couponCosts: Judged["couponCosts"] = {};
  for (const { id, cost, coupon } of offers) {
    if (cost === null || cost === 0) continue;
    if (coupon === null) free.set(id, cost);
    // Of several offers with one coupon nobody knows which it was: the dearest.
    else couponCosts[coupon] = Math.max(couponCosts[coupon] ?? 0, cost);
  }
  const costs = rules.flatMap(({ id, variants }) => {
    const dear = variants.flatMap((variant) => {
      const cost = costOf(variant, free);
      return cost === 0 ? [] : [[variant.id, cost] as const];
    });
    return dear.length === 0 ? [] : [[id, Object.fromEntries(dear)] as const];
  });
  return {
    compared: rules.filter(compares).map(({ id }) => id),
    costs: Object.fromEntries(costs),
    couponCosts,
  };
}

/** Whether some of those that a rule is for see something else, or nothing, so that its effect can be known. */
export function compares({ variants, holdout }: Pick<Rule, "variants" | "holdout">): boolean {
  return variants.length > 1 || holdout > 0;
}

/** An offer that is in several places is given once. */
function costOf({ changes }: Rule["variants"][number], free: ReadonlyMap<string, number>): number {
  const offers = new Set(changes.flatMap((change) => (change.type === "insertOffer" ? [change.offer] : [])));
  return [...offers].reduce((sum, offer) => sum + (free.get(offer) ?? 0), 0);
}
