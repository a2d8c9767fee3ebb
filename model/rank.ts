import type { Offer } from "./offer.ts";
import { lanes, type Rule } from "./rule.ts";

/**
 * The order in which rules get what they want: by lane, then by score. The score is the priority that somebody gave;
 * of two with the same priority, what the rule's best variant is worth to the shop: its offers' value less their cost.
 * Equals go by id, so that every place that decides decides alike.
 *
 * @param offers all that rules may show
 * @returns a comparison for sorting, the first to get what it wants first
 */
export function byRank(offers: readonly Offer[]): (a: Rule, b: Rule) => number {
  const worthOf = worthOfRules(new Map(offers.map((offer) => [offer.id, offer])));
  return (a, b) =>
    lanes.indexOf(a.lane) - lanes.indexOf(b.lane) ||
    b.priority - a.priority ||
    worthOf(b) - worthOf(a) ||
    (a.id < b.id ? -1 : 1);
}

/** In minor units of the site's currency; sorting asks for the same rule again and again. */
function worthOfRules(offers: ReadonlyMap<string, Offer>): (rule: Rule) => number {
  const known = new Map<Rule, number>();
  return (rule) => {
    const worth =
      known.get(rule) ?? Math.max(...rule.variants.map((variant) => worthOfVariant(variant, offers)));
    known.set(rule, worth);
    return worth;
  };
}

function worthOfVariant({ changes }: Rule["variants"][number], offers: ReadonlyMap<string, Offer>): number {
  return changes.reduce((sum, change) => {
    const offer = change.type === "insertOffer" ? offers.get(change.offer) : undefined;
    return sum + (offer?.value ?? 0) - (offer?.cost ?? 0);
  }, 0);
}
