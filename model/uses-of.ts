import type { ConditionDocument } from "./condition/condition-document.ts";
import { factsOf } from "./condition/facts-of.ts";
import type { Configuration, Kind } from "./configuration.ts";
import type { Offer } from "./offer.ts";
import type { Rule } from "./rule.ts";

/** A document that names another one. */
export interface Use {
  kind: Kind;
  id: string;
  name: string;
}

/** @returns the documents that name the one of this kind and id themselves, and cannot be as they are without it. */
export function usesOf(
  { rules, offers, segments }: Configuration,
  { kind, id }: { kind: Kind; id: string },
): Use[] {
  return [
    ...rules.filter((rule) => ruleNames(rule, kind, id)).map(useIn("rules")),
    ...offers.filter((offer) => offerNames(offer, kind, id)).map(useIn("offers")),
    ...segments.filter(({ condition }) => conditionNames(condition, kind, id)).map(useIn("segments")),
  ];
}

function useIn(kind: Kind) {
  return ({ id, name }: { id: string; name: string }): Use => ({ kind, id, name });
}

function ruleNames({ condition, variants, goal, guardrails }: Rule, kind: Kind, id: string): boolean {
  const inserted = variants.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.type === "insertOffer" ? [change] : [])),
  );
  if (kind === "offers") return inserted.some(({ offer }) => offer === id);
  if (kind === "placements") return inserted.some(({ placement }) => placement === id);
  if (kind === "goals") return goal === id || guardrails.includes(id);
  return conditionNames(condition, kind, id);
}

function offerNames({ coupon }: Offer, kind: Kind, id: string): boolean {
  return kind === "coupons" && coupon === id;
}

function conditionNames(condition: ConditionDocument, kind: Kind, id: string): boolean {
  if (kind === "segments") return factsOf(condition).segments.has(id);
  return kind === "lists" && factsOf(condition).groups.has(id);
}
