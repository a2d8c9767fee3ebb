import { bucketRanges, type BucketRange, type Namespace } from "../../model/assignment/assignment.ts";
import type { Bundle } from "../../model/bundle.ts";
import type { Change } from "../../model/change.ts";
import { compileCondition, type CompiledCondition } from "../../model/condition/compile.ts";
import { referencesOf } from "../../model/condition-references.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { SpentCoupons } from "../../model/coupon/spent.ts";
import { type CompiledOffer, compileOffer } from "../../model/offer/compile-offer.ts";
import type { Placement } from "../../model/placement.ts";
import type { Rule, Variant } from "../../model/rule.ts";
import { type CompiledSchedule, compileSchedule } from "../../model/schedule.ts";
import type { TriggerOfVariant } from "../../model/trigger.ts";
import { type Wants, wantsOf } from "../../model/target.ts";
import { compileCaps, type CapCheck } from "./caps.ts";
import { type Look, lookOf } from "./look.ts";
import { indexPages, type PageIndex } from "./page-index.ts";
import { compilePins, type Pins } from "./pins.ts";

/** A change of the page with everything it refers to. */
export type Edit = Exclude<Change, { type: "insertOffer" | "redirect" }> | OfferEdit;

export interface OfferEdit {
  type: "insertOffer";
  placement: Placement;
  offer: CompiledOffer;
  rule: string;
  /** The moment that the offer waits for on the page; `null` where it is shown at once. */
  trigger: TriggerOfVariant | null;
}

/** A bundle ready to decide with: compiled once, used for every page until the next version. */
export interface Deciding {
  bundle: Bundle;
  rulesOn: PageIndex;
  byId: ReadonlyMap<string, CompiledRule>;
  coupons: ReadonlyMap<string, Coupon>;
  couponTimes: ReadonlyMap<string, CompiledSchedule>;
  /** Those of which nobody can have another one now: not a part of the bundle, since nobody publishes it. */
  spent: SpentCoupons;
  /** What offers do that are pinned to somebody. */
  pins: Pins;
  /** The ids of the rules of each exclusive group. */
  groups: ReadonlyMap<string, readonly string[]>;
}

export interface CompiledRule {
  rule: Rule;
  /** Its place among all rules, 0 first. */
  rank: number;
  isOpen: (nowMs: number) => boolean;
  holds: CompiledCondition;
  isCapped: CapCheck;
  seed: string;
  ranges: readonly BucketRange[];
  /** The same for those who take part already, and are given a variant anew. */
  rangesAnew: readonly BucketRange[];
  /** For how many days visitors keep a variant; for ever where that is not said. */
  keptForDays: number | undefined;
  namespace: Namespace | undefined;
  variants: readonly CompiledVariant[];
  /** Whether another visitor could get something else by hashing. */
  isChance: boolean;
  /** Whether any variant shows an offer: then it can be dismissed, and counts for the fatigue limits. */
  hasOffer: boolean;
  /** Whether any variant leads to another page. */
  leads: boolean;
  /** What those who see nothing of it would have got; `undefined` where it is compared with nothing. */
  treatment: CompiledVariant | undefined;
}

export interface CompiledVariant {
  id: string;
  changes: readonly CompiledChange[];
  /** Where it leads instead of showing this page; `null` where it does not. */
  leadsTo: string | null;
  /** How probable it was that a visitor whom the rule is for gets it. */
  probability: number;
  offers: number;
}

export interface CompiledChange extends Wants {
  edit: Edit;
  /** How it is told that somebody who did not get it would have seen it. */
  look: Look;
}

export function compileRules(bundle: Bundle): Deciding {
  const coupons = byId(bundle.configuration.coupons);
  const named = {
    offers: new Map(
      bundle.configuration.offers.map((offer) => [
        offer.id,
        compileOffer(offer, { site: bundle.site, coupon: coupons.get(offer.coupon ?? "") }),
      ]),
    ),
    placements: byId(bundle.configuration.placements),
  };
  const { groups, segments } = referencesOf(bundle.configuration);
  const rules = bundle.configuration.rules.map((rule, rank) => {
    const { isOpen } = compileSchedule(rule.schedule, bundle.site.timeZone);
    const weights = normalised(rule.variants.map(({ weight }) => weight));
    const variants = rule.variants.map((variant, index) =>
      compileVariant(variant, weights[index] ?? 0, rule, bundle, named),
    );
    const { namespace } = rule;
    const leads = variants.some((variant) => variant.leadsTo !== null);
    const doesNothing = ({ changes, leadsTo }: CompiledVariant) => changes.length === 0 && leadsTo === null;
    const isCompared = rule.holdout > 0 || variants.some(doesNothing);
    return {
      rule,
      rank,
      isOpen,
      holds: compileCondition(rule.condition, { groups, segments }),
      isCapped: compileCaps(rule.caps, bundle.site.timeZone),
      seed: rule.seed ?? rule.id,
      ranges: bucketRanges(variants.length, rule.coverage, weights),
      rangesAnew: bucketRanges(variants.length, 1, weights),
      keptForDays: rule.bandit === null ? undefined : Number.parseInt(rule.bandit.keepFor),
      namespace: namespace === null ? undefined : ([namespace.id, namespace.from, namespace.to] as const),
      variants,
      isChance: variants.length > 1 || rule.coverage < 1 || rule.namespace !== null,
      hasOffer: variants.some((variant) => variant.offers > 0),
      leads,
      treatment: isCompared || leads ? treatmentOf(variants) : undefined,
    };
  });
  return {
    bundle,
    rulesOn: indexPages(rules, segments, bundle.site.leftAlone),
    byId: new Map(rules.map((compiled) => [compiled.rule.id, compiled])),
    coupons,
    couponTimes: new Map(
      [...coupons.values()].map(({ id, schedule }) => [id, compileSchedule(schedule, bundle.site.timeZone)]),
    ),
    spent: new Map(),
    pins: compilePins(named, rules),
    groups: exclusiveGroups(rules),
  };
}

interface Named {
  offers: ReadonlyMap<string, CompiledOffer>;
  placements: ReadonlyMap<string, Placement>;
}

function compileVariant(
  variant: Variant,
  weight: number,
  rule: Rule,
  { site }: Bundle,
  named: Named,
): CompiledVariant {
  const changes = variant.changes.flatMap((change): CompiledChange[] => {
    const edit = resolve(change, rule, variant.id, named);
    return edit === undefined ? [] : [{ ...wantsOf(change), edit, look: lookOfEdit(edit) }];
  });
  const part = rule.namespace === null ? 1 : rule.namespace.to - rule.namespace.from;
  return {
    id: variant.id,
    changes,
    leadsTo: variant.changes.find((change) => change.type === "redirect")?.to ?? null,
    probability: (1 - site.holdout) * (1 - rule.holdout) * part * rule.coverage * weight,
    offers: changes.filter(({ edit }) => edit.type === "insertOffer").length,
  };
}

/** Of a rule that leads elsewhere, that is what it is about. */
function treatmentOf(variants: readonly CompiledVariant[]): CompiledVariant | undefined {
  return (
    variants.find(({ leadsTo }) => leadsTo !== null) ?? variants.find(({ changes }) => changes.length > 0)
  );
}

function lookOfEdit(edit: Edit): Look {
  return lookOf(changeOf(edit), edit.type === "insertOffer" ? edit : undefined);
}

/** What an edit was before it was resolved. */
export function changeOf(edit: Edit): Exclude<Change, { type: "redirect" }> {
  if (edit.type !== "insertOffer") return edit;
  return { type: "insertOffer", placement: edit.placement.id, offer: edit.offer.id };
}

function resolve(
  change: Change,
  { id, trigger }: Pick<Rule, "id" | "trigger">,
  variant: string,
  { placements, offers }: Named,
): Edit | undefined {
  if (change.type === "redirect") return undefined;
  if (change.type !== "insertOffer") return change;
  const placement = placements.get(change.placement);
  const offer = offers.get(change.offer);
  // A checked bundle has both; this keeps the types honest without trusting it.
  return placement === undefined || offer === undefined
    ? undefined
    : { type: "insertOffer", placement, offer, rule: id, trigger: trigger && { ...trigger, variant } };
}

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function exclusiveGroups(rules: readonly CompiledRule[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { rule } of rules) {
    if (rule.exclusiveGroup === null) continue;
    groups.set(rule.exclusiveGroup, [...(groups.get(rule.exclusiveGroup) ?? []), rule.id]);
  }
  return groups;
}

function byId<T extends { id: string }>(documents: readonly T[]): ReadonlyMap<string, T> {
  return new Map(documents.map((document) => [document.id, document]));
}
