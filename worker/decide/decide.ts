import type { Coupon } from "../../model/coupon.ts";
import type { Facts } from "../../model/facts/facts.ts";
import type { Change } from "../../model/change.ts";
import type { Offer } from "../../model/offer.ts";
import type { Placement } from "../../model/placement.ts";
import type { Rule } from "../../model/rule.ts";
import type { Deciding } from "./compile-rules.ts";

/** A change with everything it refers to. */
export type Edit =
  | Exclude<Change, { type: "insertOffer" }>
  | { type: "insertOffer"; placement: Placement; offer: Offer };

/** What one visitor gets on one page. */
export interface Decisions {
  /** The rules that were chosen, the highest priority first. */
  rules: readonly string[];
  edits: readonly Edit[];
  /** Coupons that come with the offers that were chosen. */
  coupons: readonly Coupon[];
  /** Whether any rule looks at this page at all: then its content depends on who asks, even where none was chosen. */
  personal: boolean;
}

/**
 * Decides from facts alone: no clock, no storage. Where two rules want the same thing (one offer in a placement, one
 * text in an element), the higher priority wins; within a rule, the first change.
 */
export function decide(deciding: Deciding, pathname: string, facts: Facts): Decisions {
  const taken = new Set<string>();
  const edits: Edit[] = [];
  const coupons = new Map<string, Coupon>();
  const chosen: string[] = [];
  const onPage = deciding.rules.filter((rule) => rule.onPage(pathname));
  for (const { rule, holds } of onPage) {
    if (!holds(facts)) continue;
    for (const change of changesOf(rule)) {
      const target = targetOf(change);
      if (taken.has(target)) continue;
      taken.add(target);
      if (chosen.at(-1) !== rule.id) chosen.push(rule.id);
      const edit = resolve(deciding, change);
      if (edit === undefined) continue;
      edits.push(edit);
      const coupon = edit.type === "insertOffer" ? deciding.coupons.get(edit.offer.coupon ?? "") : undefined;
      if (coupon !== undefined) coupons.set(coupon.id, coupon);
    }
  }
  return { rules: chosen, edits, coupons: [...coupons.values()], personal: onPage.length > 0 };
}

function changesOf(rule: Rule): readonly Change[] {
  return rule.variants[0]?.changes ?? [];
}

/** What a change wants for itself. Text and HTML want the same: the element's content. */
function targetOf(change: Change): string {
  switch (change.type) {
    case "insertOffer":
      return `placement ${change.placement}`;
    case "setAttribute":
      return `attribute ${change.name} ${change.selector}`;
    case "setText":
    case "setHtml":
      return `content ${change.selector}`;
    case "hide":
      return `hide ${change.selector}`;
  }
}

function resolve(deciding: Deciding, change: Change): Edit | undefined {
  if (change.type !== "insertOffer") return change;
  const placement = deciding.placements.get(change.placement);
  const offer = deciding.offers.get(change.offer);
  // A checked bundle has both; this keeps the types honest without trusting it.
  return placement === undefined || offer === undefined
    ? undefined
    : { type: "insertOffer", placement, offer };
}
