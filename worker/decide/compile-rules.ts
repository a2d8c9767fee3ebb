import type { Bundle } from "../../model/bundle.ts";
import { compileCondition } from "../../model/condition/compile.ts";
import type { Coupon } from "../../model/coupon.ts";
import type { Facts } from "../../model/facts/facts.ts";
import type { Offer } from "../../model/offer.ts";
import { compilePagePattern } from "../../model/page-pattern.ts";
import type { Placement } from "../../model/placement.ts";
import type { Rule } from "../../model/rule.ts";

/** A bundle ready to decide with: compiled once, used for every page until the next version. */
export interface Deciding {
  bundle: Bundle;
  /** Those switched on, the highest priority first. */
  rules: readonly CompiledRule[];
  offers: ReadonlyMap<string, Offer>;
  coupons: ReadonlyMap<string, Coupon>;
  placements: ReadonlyMap<string, Placement>;
}

interface CompiledRule {
  rule: Rule;
  onPage: (pathname: string) => boolean;
  holds: (facts: Facts) => boolean;
}

export function compileRules(bundle: Bundle): Deciding {
  const { rules, offers, coupons, placements } = bundle.configuration;
  return {
    bundle,
    rules: rules.map((rule) => {
      const patterns = rule.pages.map(compilePagePattern);
      return {
        rule,
        onPage: (pathname) => patterns.some((matches) => matches(pathname)),
        holds: compileCondition(rule.condition),
      };
    }),
    offers: byId(offers),
    coupons: byId(coupons),
    placements: byId(placements),
  };
}

function byId<T extends { id: string }>(documents: readonly T[]): ReadonlyMap<string, T> {
  return new Map(documents.map((document) => [document.id, document]));
}
